package dev.aerie.controlplane.cluster.option;

import java.util.List;
import java.util.Optional;

/**
 * What callers want of a cluster beyond its size. Kept as JSON; what is absent is the region's
 * choice or is not done.
 *
 * @param engine never changes
 * @param autoscaling how the size follows the load
 * @param exposure how clients reach it
 * @param allowedCidrs addresses of clients that may connect; none: all
 * @param tlsSecretRef the Secret with the certificate of the client port, in the project's
 *     namespace
 * @param maintenanceWindow when pods that serve may be restarted for a change
 * @param idleSuspendAfter after how long without a call it sleeps
 * @param tiering where rows are kept between reads
 * @param targetVersion the version it shall run, if one was asked for
 * @param bootstrap what it began with; never changes
 * @param encryption who keeps the key of its objects; never changes
 */
public record ClusterOptions(
    Engine engine,
    Optional<Autoscaling> autoscaling,
    Optional<Exposure> exposure,
    List<String> allowedCidrs,
    Optional<String> tlsSecretRef,
    Optional<MaintenanceWindow> maintenanceWindow,
    Optional<String> idleSuspendAfter,
    Optional<Tiering> tiering,
    Optional<String> targetVersion,
    Optional<Bootstrap> bootstrap,
    Optional<Encryption> encryption) {

  /** A cluster of Aerie's own engine without any. */
  public static final ClusterOptions NONE =
      new ClusterOptions(
          Engine.AERIE,
          Optional.empty(),
          Optional.empty(),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /** Fills in what older rows do not have. */
  public ClusterOptions {
    engine = engine == null ? Engine.AERIE : engine;
    allowedCidrs = allowedCidrs == null ? List.of() : List.copyOf(allowedCidrs);
  }

  /** The same of another engine. */
  public ClusterOptions of(Engine other) {
    return with(other, targetVersion, bootstrap, encryption);
  }

  /** The same that begins with what this says; empty: with nothing, or with what is there. */
  public ClusterOptions from(Optional<Bootstrap> origin) {
    return with(engine, targetVersion, origin, encryption);
  }

  /** The same encrypted, if this says so. */
  public ClusterOptions encryptedBy(Optional<Encryption> keys) {
    return with(engine, targetVersion, bootstrap, keys);
  }

  /** The same with another version. */
  public ClusterOptions upgraded(String version) {
    return with(engine, Optional.of(version), bootstrap, encryption);
  }

  private ClusterOptions with(
      Engine other,
      Optional<String> version,
      Optional<Bootstrap> origin,
      Optional<Encryption> keys) {
    return new ClusterOptions(
        other,
        autoscaling,
        exposure,
        allowedCidrs,
        tlsSecretRef,
        maintenanceWindow,
        idleSuspendAfter,
        tiering,
        version,
        origin,
        keys);
  }

  /**
   * The most units all replicas together can have: those asked for, or what the autoscaler may
   * choose.
   */
  public int mostUnits(int units, int replicas) {
    return autoscaling
        .filter(Autoscaling::isAutomatic)
        .map(scaling -> most(units, scaling.units()) * most(replicas, scaling.replicas()))
        .orElse(units * replicas);
  }

  private static int most(int begin, Optional<Bounds> bounds) {
    return Math.max(begin, bounds.flatMap(Bounds::max).orElse(begin));
  }
}
