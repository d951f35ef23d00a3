package dev.aerie.operator.autoscale.simulation;

import dev.aerie.crds.Autoscaling;
import dev.aerie.crds.AutoscalingMode;
import dev.aerie.crds.Compute;
import dev.aerie.crds.Limits;
import dev.aerie.crds.ScalingTargets;
import dev.aerie.operator.autoscale.Autoscaler;
import dev.aerie.operator.autoscale.Load;
import dev.aerie.operator.autoscale.LoadHistory;
import dev.aerie.operator.autoscale.ScalingSituation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Drives the autoscaler's decision function through a day. A change takes two minutes to work. */
final class Simulation {

  private static final Autoscaling POLICY =
      new Autoscaling(
          AutoscalingMode.AUTO,
          new Limits(1, 8),
          new Limits(1, 8),
          ScalingTargets.DEFAULT,
          List.of(),
          "30m");
  private static final Instant MIDNIGHT = Instant.parse("2026-03-02T00:00:00Z");
  private static final int DELAY = 2;
  private static final double VIOLATION = 0.9;

  private final Load24 day;
  private final Random random = new Random(42);
  private LoadHistory history = LoadHistory.EMPTY;
  private Compute wanted = new Compute(1, 2);
  private Compute running = wanted;
  private int changedAt = -DELAY;
  private Optional<Instant> lastChange = Optional.empty();

  private int violations;
  private int changes;
  private int changesInGap;
  private double unitMinutes;
  private double bestUnitMinutes;

  private Simulation(Load24 day) {
    this.day = day;
  }

  /** What a day is like under the autoscaler. */
  static Outcome run(Load24 day) {
    Simulation simulation = new Simulation(day);
    for (int minute = 0; minute < Day.MINUTES; minute++) {
      simulation.pass(minute);
    }
    return new Outcome(
        simulation.violations,
        simulation.changes,
        simulation.changesInGap,
        simulation.unitMinutes / 60,
        simulation.bestUnitMinutes / 60);
  }

  private void pass(int minute) {
    boolean settled = minute - changedAt >= DELAY;
    running = settled ? wanted : running;
    double work = day.work(minute, random);
    double busy = work / running.replicas();
    double memory = day.data(minute) / running.units();
    account(work, day.data(minute), Math.max(busy, memory));
    Instant now = MIDNIGHT.plus(Duration.ofMinutes(minute));
    history =
        history.with(
            now,
            new Load(
                day.measured(minute, memory),
                Optional.empty(),
                day.measured(minute, busy),
                Optional.empty()));
    decide(minute, settled, now);
  }

  private void decide(int minute, boolean settled, Instant now) {
    Compute size =
        Autoscaler.decide(new ScalingSituation(POLICY, wanted, history, lastChange, settled, now))
            .size();
    if (!size.equals(wanted)) {
      wanted = size;
      changedAt = minute;
      lastChange = Optional.of(now);
      changes++;
      changesInGap += day.isMeasured(minute) ? 0 : 1;
    }
  }

  private void account(double work, double data, double worst) {
    violations += worst > VIOLATION ? 1 : 0;
    unitMinutes += running.units() * running.replicas();
    var target = POLICY.target();
    bestUnitMinutes +=
        Math.ceil(data * 100 / target.memoryPercent())
            * Math.ceil(work * 100 / target.busyPercent());
  }
}
