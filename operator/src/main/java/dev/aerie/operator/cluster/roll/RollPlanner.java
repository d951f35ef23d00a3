package dev.aerie.operator.cluster.roll;

import dev.aerie.crds.Marks;
import dev.aerie.crds.RollState;
import dev.aerie.operator.cluster.roll.RollStep.Restart;
import dev.aerie.operator.cluster.roll.RollStep.Stay;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Which pod is restarted next: one that is of no use at once, then readers, the writer last; one at
 * a time, and none while another is not ready. A pure function.
 */
public final class RollPlanner {

  /** Why nothing is done for a cluster that people hold. */
  public static final String WHY_PAUSED =
      "Nothing is changed while annotation %s is true.".formatted(Marks.PAUSED);

  /** A pod that has the newest spec and is not ready after this long stops the roll. */
  private static final Duration DEADLINE = Duration.ofMinutes(10);

  private static final Comparator<RollPod> ORDER =
      Comparator.comparingInt(RollPlanner::rank)
          .thenComparing(Comparator.comparing(RollPod::name).reversed());

  private static final Comparator<RollPod> UNREADY_FIRST =
      Comparator.comparing(RollPod::ready).thenComparing(ORDER);

  private static final List<Function<RollSituation, Optional<RollStep>>> RULES =
      List.of(
          RollPlanner::paused,
          RollPlanner::unobserved,
          RollPlanner::useless,
          RollPlanner::failed,
          RollPlanner::unready,
          RollPlanner::settled,
          RollPlanner::closed,
          RollPlanner::queued);

  private RollPlanner() {}

  /** The next step. */
  public static RollStep next(RollSituation situation) {
    return RULES.stream()
        .flatMap(rule -> rule.apply(situation).stream())
        .findFirst()
        .orElseGet(() -> restart(situation));
  }

  private static Optional<RollStep> paused(RollSituation situation) {
    return when(situation.paused(), RollState.PAUSED, WHY_PAUSED);
  }

  /** Who does not begin soon has no need to wait for that, nor to say so. */
  private static Optional<RollStep> unobserved(RollSituation situation) {
    boolean soon =
        situation.window().open() && situation.queue().filter(why -> !isBrief(why)).isEmpty();
    return when(
        !situation.observed()
            && outdated(situation).anyMatch(pod -> soon || isUseless(pod, situation)),
        RollState.WAITING,
        "Kubernetes has not taken up the newest spec yet.");
  }

  private static boolean isBrief(String why) {
    return why.equals(FleetPlanner.CANARIES_MAY_BEGIN);
  }

  /** What does not come back by itself goes first; this is also the way back from a bad spec. */
  private static Optional<RollStep> useless(RollSituation situation) {
    return outdated(situation)
        .filter(pod -> isUseless(pod, situation))
        .min(ORDER)
        .map(
            pod ->
                new Restart(
                    pod.name(),
                    "%s is restarted with the newest spec first: it is not ready."
                        .formatted(pod.name())));
  }

  /**
   * Whether it is gone already: it never came up, or does not come back by itself. One that has
   * served and lacks only the object store comes back with it: a short fault of the store must not
   * bring a change to pods that wait for their window or their turn.
   */
  private static boolean isUseless(RollPod pod, RollSituation situation) {
    if (pod.ready()) {
      return false;
    }
    boolean lost = !pod.cutOff() && (situation.mayRestart() || pod.trouble().isPresent());
    return !pod.wasReady() || lost;
  }

  private static Optional<RollStep> failed(RollSituation situation) {
    boolean rolling = situation.underWay() || outdated(situation).findAny().isPresent();
    return situation.pods().stream()
        .filter(pod -> rolling && pod.updated() && !pod.ready() && !pod.ending())
        .filter(pod -> pod.trouble().isPresent() || pod.age().compareTo(DEADLINE) > 0)
        .min(ORDER)
        .map(pod -> new Stay(RollState.STOPPED, wayBack(pod, situation)));
  }

  private static String wayBack(RollPod pod, RollSituation situation) {
    String back =
        situation.runningVersion().isEmpty()
            ? "take the last change of the spec back"
            : "take the last change of the spec back (version %s ran before)"
                .formatted(situation.runningVersion());
    return ("The roll stopped, %d of %d pods have the newest spec and no other is touched: %s does"
            + " not become ready. %s To go back, %s; to go on, remove the cause.")
        .formatted(
            situation.updated(),
            situation.wanted(),
            pod.name(),
            pod.trouble().orElse("It says nothing of why."),
            back);
  }

  /** A pod that is to be restarted anyhow is not waited for. */
  private static Optional<RollStep> unready(RollSituation situation) {
    Optional<String> pod =
        situation.pods().stream()
            .filter(each -> !each.ready() || each.ending())
            .filter(each -> each.updated() || each.ending())
            .min(ORDER)
            .map(each -> each.name() + (each.ending() ? " has ended" : " is ready"));
    if (pod.isPresent()) {
      return when(true, RollState.WAITING, "Waits until %s.".formatted(pod.get()));
    }
    return when(
        situation.pods().size() < situation.wanted(),
        RollState.WAITING,
        "Waits for %d more pods.".formatted(situation.wanted() - situation.pods().size()));
  }

  private static Optional<RollStep> settled(RollSituation situation) {
    return when(
        outdated(situation).findAny().isEmpty(),
        RollState.SETTLED,
        "All pods have the newest spec.");
  }

  private static Optional<RollStep> closed(RollSituation situation) {
    return when(
        !situation.window().open(),
        RollState.OUTSIDE_WINDOW,
        "Pods are restarted in the maintenance window only; it opens %s."
            .formatted(situation.window().next().map(Instant::toString).orElse("never again")));
  }

  private static Optional<RollStep> queued(RollSituation situation) {
    return situation.queue().map(why -> new Stay(RollState.QUEUED, why));
  }

  private static RollStep restart(RollSituation situation) {
    RollPod pod = outdated(situation).min(UNREADY_FIRST).orElseThrow();
    return new Restart(
        pod.name(),
        "%s (%s) is restarted with the newest spec; %d of %d pods have it."
            .formatted(pod.name(), pod.role(), situation.updated(), situation.wanted()));
  }

  private static Stream<RollPod> outdated(RollSituation situation) {
    return situation.pods().stream().filter(pod -> !pod.updated() && !pod.ending());
  }

  private static int rank(RollPod pod) {
    return pod.writer().map(writes -> writes ? 2 : 0).orElse(1);
  }

  private static Optional<RollStep> when(boolean holds, RollState state, String why) {
    return holds ? Optional.of(new Stay(state, why)) : Optional.empty();
  }
}
