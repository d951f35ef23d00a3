package dev.aerie.operator.autoscale;

import dev.aerie.crds.Autoscaling;
import dev.aerie.crds.Compute;
import dev.aerie.crds.Limits;
import dev.aerie.crds.ScalingSchedule;
import dev.aerie.operator.autoscale.Decision.Reason;
import dev.aerie.operator.schedule.Opening;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/**
 * Decides a cluster's size: units by memory and disk, replicas by load, one of the two at a time.
 * More at once when it is needed, less only when the whole span of the history would have been
 * served by it, and nothing at all on missing figures. A pure function.
 */
public final class Autoscaler {

  /** So much above its target a figure may be before something is done. */
  private static final double TOLERANCE = 1.1;

  /** After a smaller size, figures must still be so much below their targets. */
  private static final double RESERVE = 0.85;

  private Autoscaler() {}

  /**
   * The decision.
   *
   * @throws dev.aerie.operator.schedule.InvalidScheduleException if a schedule means nothing
   */
  public static Decision decide(ScalingSituation situation) {
    Bounds bounds = Bounds.of(situation.policy(), situation.now());
    return Stream.of(
            outside(situation, bounds),
            held(situation),
            more(situation, bounds),
            less(situation, bounds))
        .flatMap(Optional::stream)
        .findFirst()
        .orElseGet(() -> stay(situation, Reason.ON_TARGET, "No change: all is near its target."));
  }

  /** The least and the most at one moment. */
  private record Bounds(Limits units, Limits replicas, boolean scheduled) {

    static Bounds of(Autoscaling policy, Instant now) {
      List<ScalingSchedule> open =
          policy.schedules().stream()
              .filter(each -> Opening.of(each.window(), now).open())
              .toList();
      return new Bounds(
          raised(policy.units(), open, ScalingSchedule::minUnits),
          raised(policy.replicas(), open, ScalingSchedule::minReplicas),
          !open.isEmpty());
    }

    private static Limits raised(
        Limits limits, List<ScalingSchedule> open, ToIntFunction<ScalingSchedule> least) {
      int floor = open.stream().mapToInt(least).max().orElse(1);
      return new Limits(limits.clamp(Math.max(limits.min(), floor)), limits.max());
    }
  }

  private static Optional<Decision> outside(ScalingSituation situation, Bounds bounds) {
    Compute now = situation.current();
    Reason reason = bounds.scheduled() ? Reason.SCHEDULE : Reason.LIMITS;
    String why = bounds.scheduled() ? "a schedule asks for it." : "the limits ask for it.";
    int units = bounds.units().clamp(now.units());
    if (units != now.units()) {
      return change(situation, new Compute(units, now.replicas()), reason, why);
    }
    return change(
        situation, new Compute(now.units(), bounds.replicas().clamp(now.replicas())), reason, why);
  }

  private static Optional<Decision> held(ScalingSituation situation) {
    if (!situation.settled()) {
      return Optional.of(
          stay(situation, Reason.CHANGE_UNDER_WAY, "No change: the last one is under way."));
    }
    Need need = Need.of(situation.history().latest(), situation.policy().target());
    return need.capacity().isEmpty() || need.load().isEmpty()
        ? Optional.of(stay(situation, Reason.DATA_MISSING, "No change: a figure is missing."))
        : Optional.empty();
  }

  /** One figure that stands out is no reason yet: the last two must agree. */
  private static Optional<Decision> more(ScalingSituation situation, Bounds bounds) {
    Need need = Need.of(situation.history().steady(), situation.policy().target());
    Compute now = situation.current();
    boolean capacityShort = need.capacity().orElse(0.0) > TOLERANCE;
    boolean loadHigh = need.load().orElse(0.0) > TOLERANCE;
    Compute larger = new Compute(bounds.units().clamp(need.units(now)), now.replicas());
    if (capacityShort && !larger.equals(now)) {
      return change(situation, larger, Reason.CAPACITY_SHORT, "memory or disk runs short.");
    }
    Compute wider = new Compute(now.units(), bounds.replicas().clamp(need.replicas(now)));
    if (loadHigh && !wider.equals(now)) {
      return change(situation, wider, Reason.LOAD_HIGH, "the pods are too busy or too slow.");
    }
    return capacityShort || loadHigh
        ? Optional.of(
            stay(
                situation,
                Reason.AT_MAXIMUM,
                "No change: more is needed than the limits allow; raise autoscaling's max."))
        : Optional.empty();
  }

  private static Optional<Decision> less(ScalingSituation situation, Bounds bounds) {
    Need need = Need.of(situation.history().peak(), situation.policy().target());
    Compute now = situation.current();
    Compute narrower =
        new Compute(now.units(), smaller(need.load(), now.replicas(), bounds.replicas()));
    Compute smaller =
        new Compute(smaller(need.capacity(), now.units(), bounds.units()), now.replicas());
    if (narrower.equals(now) && smaller.equals(now)) {
      return Optional.empty();
    }
    if (isCooling(situation)) {
      return Optional.of(
          stay(
              situation,
              Reason.COOLING_DOWN,
              "No change: it could be smaller, but the last change is not %s ago."
                  .formatted(situation.policy().cooldown())));
    }
    return narrower.equals(now)
        ? change(situation, smaller, Reason.CAPACITY_UNUSED, "memory and disk are largely unused.")
        : change(situation, narrower, Reason.LOAD_LOW, "the pods have little to do.");
  }

  /** At most half of it goes at once. */
  private static int smaller(Optional<Double> need, int number, Limits limits) {
    return need.map(ratio -> (int) Math.ceil(number * ratio / RESERVE))
        .map(fitting -> Math.max(fitting, (number + 1) / 2))
        .filter(fitting -> fitting < number)
        .map(limits::clamp)
        .filter(fitting -> fitting < number)
        .orElse(number);
  }

  private static boolean isCooling(ScalingSituation situation) {
    Duration cooldown = Opening.duration(situation.policy().cooldown());
    return situation
        .lastChange()
        .filter(changed -> situation.now().isBefore(changed.plus(cooldown)))
        .isPresent();
  }

  private static Optional<Decision> change(
      ScalingSituation situation, Compute size, Reason reason, String why) {
    Compute now = situation.current();
    if (size.equals(now)) {
      return Optional.empty();
    }
    String what =
        size.units().equals(now.units())
            ? "%d to %d replicas".formatted(now.replicas(), size.replicas())
            : "%d to %d units".formatted(now.units(), size.units());
    return Optional.of(new Decision(size, reason, "%s: %s %s".formatted(what, why, by(situation))));
  }

  private static Decision stay(ScalingSituation situation, Reason reason, String why) {
    return new Decision(situation.current(), reason, why + " " + by(situation));
  }

  private static String by(ScalingSituation situation) {
    var target = situation.policy().target();
    return "Measured: %s. Targets: memory %d %%, disk %s, busy %d %%, p99 %s."
        .formatted(
            situation.history().latest(),
            target.memoryPercent(),
            target.storagePercent() == 0 ? "none" : target.storagePercent() + " %",
            target.busyPercent(),
            target.p99Milliseconds() == 0 ? "none" : target.p99Milliseconds() + " ms");
  }
}
