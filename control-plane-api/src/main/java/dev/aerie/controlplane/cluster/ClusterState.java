package dev.aerie.controlplane.cluster;

import java.util.EnumSet;
import java.util.Set;

/**
 * The states of a cluster and how they follow each other. A caller's wish moves a cluster at once
 * to the state that is under way; only what the region reports moves it on from there, and only
 * time gives it up. {@link #mayMove} is the table of all moves there are.
 *
 * <pre>
 * CREATING ─▶ RUNNING ◀─▶ MODIFYING      any ─▶ ABNORMAL ─▶ as reported
 *               │  ▲
 *      SUSPENDING  RESUMING              any ─▶ DELETING ─▶ gone
 *               ▼  │
 *            SUSPENDED                     gone ─▶ CREATING, when it is restored
 * </pre>
 *
 * <p>A cluster that nobody calls may sleep: it is suspended though no caller has asked for that,
 * and a call to it, of which only its region knows, has it resumed.
 */
public enum ClusterState {
  /** Being made for the first time. */
  CREATING,
  /** Serves. */
  RUNNING,
  /** Its settings are being changed; it serves meanwhile. */
  MODIFYING,
  /** Compute is being stopped. */
  SUSPENDING,
  /** No compute; the data stays. */
  SUSPENDED,
  /** Compute is coming back. */
  RESUMING,
  /** Going; nothing else can be asked of it. */
  DELETING,
  /** Not as it should be; the reason says why. */
  ABNORMAL;

  private static final Set<ClusterState> COMING_UP = EnumSet.of(CREATING, MODIFYING, RESUMING);
  private static final Set<ClusterState> REPORTED =
      EnumSet.of(RUNNING, MODIFYING, SUSPENDING, SUSPENDED, RESUMING, ABNORMAL);

  /** Whether this mover may move a cluster from this state to that one; staying is no move. */
  public boolean mayMove(ClusterState to, Mover by) {
    return switch (by) {
      case CALLER -> asked().contains(to);
      case REGION -> this != DELETING && REPORTED.contains(to);
      case CLOCK -> this != DELETING && to == ABNORMAL;
    };
  }

  private Set<ClusterState> asked() {
    return switch (this) {
      case CREATING, RESUMING -> EnumSet.of(SUSPENDING, DELETING);
      case RUNNING -> EnumSet.of(MODIFYING, SUSPENDING, DELETING);
      case MODIFYING -> EnumSet.of(SUSPENDING, RESUMING, DELETING);
      case SUSPENDING, SUSPENDED -> EnumSet.of(SUSPENDING, RESUMING, DELETING);
      case ABNORMAL -> EnumSet.of(MODIFYING, SUSPENDING, RESUMING, DELETING);
      case DELETING -> EnumSet.of(CREATING);
    };
  }

  /**
   * Makes a move, or stays.
   *
   * @throws IllegalStateException when the table has no such move
   */
  public ClusterState moved(ClusterState to, Mover by) {
    if (this != to && !mayMove(to, by)) {
      throw new IllegalStateException(
          "%s cannot move a cluster from %s to %s".formatted(by, this, to));
    }
    return to;
  }

  /** Whether a caller may ask for suspension, also of one that sleeps. */
  public boolean maySuspend(boolean suspended) {
    return !suspended && this != DELETING;
  }

  /** Whether it has no compute for nobody calls it, not for a caller's wish. */
  public boolean sleeps(boolean suspended) {
    return !suspended && (this == SUSPENDING || this == SUSPENDED);
  }

  /** Whether a caller may ask for compute again. */
  public boolean mayResume(boolean suspended) {
    return suspended && this != DELETING;
  }

  /** Whether a caller may ask for its pods to be started anew. */
  public boolean mayRestart(boolean suspended) {
    return !suspended && (this == RUNNING || this == ABNORMAL || this == MODIFYING);
  }

  /** The state once a caller has changed settings. */
  public ClusterState modified() {
    return switch (this) {
      case RUNNING, ABNORMAL -> MODIFYING;
      case CREATING, MODIFYING, SUSPENDING, SUSPENDED, RESUMING, DELETING -> this;
    };
  }

  /**
   * The state once the region has reported a phase for the newest generation.
   *
   * @param suspended whether suspension is what callers want
   */
  public ClusterState reported(Phase phase, boolean suspended) {
    if (this == DELETING) {
      return DELETING;
    }
    return switch (phase) {
      case READY -> suspended ? SUSPENDING : RUNNING;
      case SUSPENDED -> SUSPENDED;
      case SUSPENDING -> SUSPENDING;
      case RESUMING -> RESUMING;
      case PENDING, PROVISIONING, UPDATING ->
          COMING_UP.contains(this) ? this : suspended ? SUSPENDING : MODIFYING;
      case DEGRADED, DELETING -> ABNORMAL;
    };
  }
}
