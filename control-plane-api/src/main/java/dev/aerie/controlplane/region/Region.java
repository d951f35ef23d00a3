package dev.aerie.controlplane.region;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A place where clusters run. It is available while its agent has reported within the last minute.
 */
public record Region(
    String name,
    String cloud,
    Kind kind,
    State state,
    boolean available,
    Optional<Instant> lastSeenAt,
    List<ClusterClass> classes) {

  /** Whether its agent is there. */
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
  public enum Kind {
    /** The platform. */
    MANAGED,
    /** A customer, with an agent of ours. */
    BYOC
  }

  /** Copies the list. */
  public Region {
    classes = List.copyOf(classes);
  }

  /** The class of a cluster that names none: the default one, or the only one. */
  public Optional<ClusterClass> defaultClass() {
    return classes.stream()
        .filter(ClusterClass::isDefault)
        .findFirst()
        .or(() -> classes.stream().filter(c -> classes.size() == 1).findFirst());
  }
}
