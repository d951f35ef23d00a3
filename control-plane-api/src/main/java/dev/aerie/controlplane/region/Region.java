package dev.aerie.controlplane.region;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A place where clusters run. It is available while its agent has reported within the last minute.
 *
 * @param cloudRegion the cloud's own name of the place, if it is one of {@code GET
 *     /v1/cloud-regions}
 * @param organizationId whose it is, if it is not there for all
 * @param draining whether new clusters are refused
 * @param features what its agent carries out beyond the first version of the protocol
 */
public record Region(
    String name,
    String cloud,
    Optional<String> cloudRegion,
    Kind kind,
    Optional<String> organizationId,
    State state,
    boolean available,
    boolean draining,
    Optional<Instant> lastSeenAt,
    List<ClusterClass> classes,
    List<String> features) {

  /** Whether its agent is there. */
  @Schema(name = "RegionState")
  public enum State {
    /** It has been heard of within the last minute. */
    AVAILABLE,
    /** It has not; what runs there goes on, and changes wait. */
    UNAVAILABLE;

    private static final Duration SILENCE = Duration.ofSeconds(60);

    /** The state of a region that was last heard of then. */
    public static State at(Optional<Instant> lastSeen, Instant now) {
      return lastSeen.filter(seen -> seen.plus(SILENCE).isAfter(now)).isPresent()
          ? AVAILABLE
          : UNAVAILABLE;
    }
  }

  /** Who runs it. */
  @Schema(name = "RegionKind")
  public enum Kind {
    /** The platform. */
    MANAGED,
    /** A customer, with an agent of ours. */
    BYOC
  }

  /** Copies the lists. */
  public Region {
    classes = List.copyOf(classes);
    features = List.copyOf(features);
  }

  /** Whose audit events tell of it: its organisation's, or the platform's own. */
  public String auditChain() {
    return organizationId.orElse("platform");
  }

  /** Whether an organisation may use it. */
  public boolean isFor(String organization) {
    return organizationId.isEmpty() || organizationId.get().equals(organization);
  }

  /** The class of a cluster that names none: the default one, or the only one. */
  public Optional<ClusterClass> defaultClass() {
    return classes.stream()
        .filter(ClusterClass::isDefault)
        .findFirst()
        .or(() -> classes.stream().filter(c -> classes.size() == 1).findFirst());
  }
}
