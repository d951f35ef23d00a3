package dev.aerie.controlplane.cluster.option;

import dev.aerie.controlplane.address.AddressRange;
import dev.aerie.controlplane.problem.Checks;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Options as a request names them. What is absent stays as it is; an empty object, list or text
 * takes away what is there.
 */
public record OptionChanges(
    Optional<Autoscaling> autoscaling,
    Optional<Exposure> exposure,
    Optional<List<String>> allowedCidrs,
    Optional<String> tlsSecretRef,
    Optional<MaintenanceWindow> maintenanceWindow,
    Optional<String> idleSuspendAfter,
    Optional<Tiering> tiering) {
  private static final Pattern NAME =
      Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)*");
  private static final int LONGEST_NAME = 253;
  private static final int MOST_RANGES = 100;
  private static final Duration SHORTEST_IDLENESS = Duration.ofMinutes(1);
  private static final Duration LONGEST_IDLENESS = Duration.ofHours(720);

  /** The feature of regions that carry out what is said here of size, access and restarts. */
  static final String OPTIONS = "cluster-options";

  /** The feature of regions whose clusters can sleep. */
  static final String IDLE = "idle-suspend";

  /** What the name of a Secret must be. */
  static final String SECRET_NAME = "must be the name of a Secret: 1 to 253 of a-z, 0-9, - and .";

  /** Nothing changes. */
  public static final OptionChanges NONE =
      new OptionChanges(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /** Looks at every field. */
  public void check(Checks checks) {
    autoscaling.ifPresent(wanted -> wanted.check(checks, "autoscaling"));
    maintenanceWindow.ifPresent(window -> window.check(checks, "maintenanceWindow"));
    Times.span(
        checks,
        "idleSuspendAfter",
        idleSuspendAfter.filter(text -> !text.isEmpty()),
        SHORTEST_IDLENESS,
        LONGEST_IDLENESS);
    List<String> ranges = allowedCidrs.orElse(List.of());
    checks
        .must(
            ranges.size() <= MOST_RANGES && ranges.stream().allMatch(OptionChanges::isRange),
            "allowedCidrs",
            "must be at most 100 ranges such as 192.0.2.0/24 or 2001:db8::/32; write one address as 192.0.2.7/32")
        .must(tlsSecretRef.map(OptionChanges::isName).orElse(true), "tlsSecretRef", SECRET_NAME);
  }

  /** The features a region must have for this. */
  public Set<String> features() {
    var needed = new TreeSet<String>();
    if (autoscaling.isPresent()
        || exposure.isPresent()
        || allowedCidrs.isPresent()
        || tlsSecretRef.isPresent()
        || maintenanceWindow.isPresent()) {
      needed.add(OPTIONS);
    }
    if (idleSuspendAfter.isPresent()) {
      needed.add(IDLE);
    }
    if (tiering.isPresent()) {
      needed.add(Tiering.FEATURE);
    }
    return needed;
  }

  /** Refuses what another engine than Aerie's does not have. */
  public void checkFor(Engine engine, Checks checks) {
    if (engine != Engine.AERIE) {
      String why = "is for engine aerie only";
      checks
          .must(autoscaling.filter(one -> !one.saysNothing()).isEmpty(), "autoscaling", why)
          .must(
              maintenanceWindow.filter(one -> !one.saysNothing()).isEmpty(),
              "maintenanceWindow",
              why)
          .must(idleSuspendAfter.filter(one -> !one.isEmpty()).isEmpty(), "idleSuspendAfter", why)
          .must(tiering.filter(one -> !one.saysNothing()).isEmpty(), "tiering", why);
    }
  }

  /** The options with these changes. */
  public ClusterOptions applied(ClusterOptions before) {
    return new ClusterOptions(
        before.engine(),
        autoscaling
            .map(one -> Optional.of(one).filter(wanted -> !wanted.saysNothing()))
            .orElse(before.autoscaling()),
        exposure.or(before::exposure),
        allowedCidrs.orElse(before.allowedCidrs()),
        replaced(tlsSecretRef, before.tlsSecretRef()),
        maintenanceWindow
            .map(one -> Optional.of(one).filter(wanted -> !wanted.saysNothing()))
            .orElse(before.maintenanceWindow()),
        replaced(idleSuspendAfter, before.idleSuspendAfter()),
        tiering
            .map(one -> Optional.of(one).filter(wanted -> !wanted.saysNothing()))
            .orElse(before.tiering()),
        before.targetVersion(),
        before.bootstrap(),
        before.encryption());
  }

  private static Optional<String> replaced(Optional<String> wanted, Optional<String> before) {
    return wanted.map(text -> Optional.of(text).filter(some -> !some.isEmpty())).orElse(before);
  }

  /** Kubernetes takes ranges only, no single addresses,. */
  private static boolean isRange(String text) {
    return text != null && text.contains("/") && AddressRange.parse(text).isPresent();
  }

  static boolean isName(String text) {
    return text.isEmpty() || (text.length() <= LONGEST_NAME && NAME.matcher(text).matches());
  }
}
