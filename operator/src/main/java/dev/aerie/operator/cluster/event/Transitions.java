package dev.aerie.operator.cluster.event;

import dev.aerie.crds.Idleness;
import dev.aerie.crds.Phase;
import dev.aerie.crds.Roll;
import dev.aerie.crds.Scaling;
import dev.aerie.crds.VectorClusterStatus;
import dev.aerie.operator.autoscale.Decision;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What two statuses, one after the other, tell: a pure function. */
public final class Transitions {

  private Transitions() {}

  /** What has turned between two statuses; nothing when only figures differ. */
  public static List<Notice> between(VectorClusterStatus before, VectorClusterStatus after) {
    List<Notice> notices = new ArrayList<>();
    Optional<Condition> was = trouble(before);
    Optional<Condition> is = trouble(after);
    is.filter(now -> was.isEmpty() || !was.get().getReason().equals(now.getReason()))
        .ifPresent(now -> notices.add(Notice.warning(now.getReason(), now.getMessage())));
    if (is.isEmpty()) {
      was.ifPresent(
          old ->
              notices.add(Notice.normal("Recovered", old.getReason() + " no longer holds it up.")));
    }
    if (before.phase() != after.phase() && after.phase() != Phase.DEGRADED) {
      notices.add(Notice.normal(after.phase().text(), told(before, after)));
    }
    roll(before.roll(), after.roll()).ifPresent(notices::add);
    scaling(before.scaling(), after.scaling()).ifPresent(notices::add);
    idle(before.idle(), after.idle()).ifPresent(notices::add);
    return List.copyOf(notices);
  }

  /** Each change of the size, and each other reason to leave it as it is. */
  private static Optional<Notice> scaling(Scaling before, Scaling after) {
    boolean turned =
        !after.reason().equals(before.reason()) || !after.changedAt().equals(before.changedAt());
    if (!turned || after.reason().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        after.reason().equals(Decision.Reason.AT_MAXIMUM.text())
            ? Notice.warning(after.reason(), after.explanation())
            : Notice.normal(after.reason(), after.explanation()));
  }

  /** Each turn between sleep and waking, and what keeps a cluster from either. */
  private static Optional<Notice> idle(Idleness before, Idleness after) {
    boolean turned = after.state() != before.state();
    return switch (after.state()) {
      case DATA_MISSING, FALLING_ASLEEP, WAKING ->
          turned
              ? Optional.of(Notice.normal(after.state().text(), after.explanation()))
              : Optional.empty();
      case ASLEEP ->
          after.explanation().equals(before.explanation())
              ? Optional.empty()
              : Optional.of(Notice.normal(after.state().text(), after.explanation()));
      case UNWATCHED, CALLED, QUIET -> Optional.empty();
    };
  }

  /** Each restart, and what holds the roll. */
  private static Optional<Notice> roll(Roll before, Roll after) {
    String reason = after.state().text();
    return switch (after.state()) {
      case ROLLING ->
          after.explanation().equals(before.explanation())
              ? Optional.empty()
              : Optional.of(Notice.normal(reason, after.explanation()));
      case PAUSED, OUTSIDE_WINDOW, QUEUED ->
          after.state() == before.state()
              ? Optional.empty()
              : Optional.of(Notice.normal(reason, after.explanation()));
      case STOPPED ->
          after.state() == before.state()
              ? Optional.empty()
              : Optional.of(Notice.warning(reason, after.explanation()));
      case SETTLED, WAITING -> Optional.empty();
    };
  }

  private static String told(VectorClusterStatus before, VectorClusterStatus after) {
    return "%s after %s, %d of %d pods ready."
        .formatted(
            after.phase().text(), before.phase().text(), after.readyReplicas(), after.replicas());
  }

  private static Optional<Condition> trouble(VectorClusterStatus status) {
    return status.conditions().stream()
        .filter(each -> each.getType().equals("Degraded") && each.getStatus().equals("True"))
        .findFirst();
  }
}
