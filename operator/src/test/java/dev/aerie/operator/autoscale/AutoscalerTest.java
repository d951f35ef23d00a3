package dev.aerie.operator.autoscale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.crds.Autoscaling;
import dev.aerie.crds.AutoscalingMode;
import dev.aerie.crds.Compute;
import dev.aerie.crds.Limits;
import dev.aerie.crds.ScalingSchedule;
import dev.aerie.crds.ScalingTargets;
import dev.aerie.operator.autoscale.Decision.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AutoscalerTest {

  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
  private static final ScalingTargets TARGETS = new ScalingTargets(70, 0, 60, 0);

  /** Size, memory and busy for half an hour, then what is decided. */
  @ParameterizedTest
  @CsvSource({
    "2, 2, 0.70, 0.60, 2, 2, ON_TARGET",
    "2, 2, 0.76, 0.65, 2, 2, ON_TARGET",
    "2, 2, 0.80, 0.60, 3, 2, CAPACITY_SHORT",
    "2, 2, 0.70, 0.80, 2, 3, LOAD_HIGH",
    "2, 2, 0.95, 0.95, 3, 2, CAPACITY_SHORT",
    "8, 2, 0.95, 0.95, 8, 4, LOAD_HIGH",
    "8, 6, 0.95, 0.95, 8, 6, AT_MAXIMUM",
    "4, 4, 0.10, 0.10, 4, 2, LOAD_LOW",
    "4, 1, 0.10, 0.10, 2, 1, CAPACITY_UNUSED",
    "4, 4, 0.68, 0.44, 4, 4, ON_TARGET",
    "1, 1, 0.01, 0.01, 1, 1, ON_TARGET",
    "9, 1, 0.50, 0.50, 8, 1, LIMITS",
    "1, 7, 0.50, 0.50, 1, 6, LIMITS",
  })
  void oneDimensionAtATime(
      int units,
      int replicas,
      double memory,
      double busy,
      int toUnits,
      int toReplicas,
      Reason why) {
    Decision decision =
        Autoscaler.decide(situation(new Compute(units, replicas), steady(load(memory, busy))));

    assertThat(decision.reason()).isEqualTo(why);
    assertThat(decision.size()).isEqualTo(new Compute(toUnits, toReplicas));
  }

  @Test
  void saysWhatItWasDecidedBy() {
    Decision decision = Autoscaler.decide(situation(new Compute(2, 2), steady(load(0.70, 0.80))));

    assertThat(decision.explanation())
        .isEqualTo(
            "2 to 3 replicas: the pods are too busy or too slow. Measured: memory 70 %, disk"
                + " unknown, busy 80 %, p99 unknown. Targets: memory 70 %, disk none, busy 60 %, p99"
                + " none.");
  }

  @ParameterizedTest
  @CsvSource({", 0.9", "0.9,"})
  void doesNothingOnMissingFigures(Double memory, Double busy) {
    Load load =
        new Load(
            Optional.ofNullable(memory),
            Optional.empty(),
            Optional.ofNullable(busy),
            Optional.empty());

    assertThat(Autoscaler.decide(situation(new Compute(2, 2), steady(load))).reason())
        .isEqualTo(Reason.DATA_MISSING);
  }

  @Test
  void doesNothingWhenATargetedFigureIsMissing() {
    Autoscaling policy = policy(new ScalingTargets(70, 80, 60, 50), List.of());
    var situation =
        new ScalingSituation(
            policy, new Compute(2, 2), steady(load(0.9, 0.9)), Optional.empty(), true, NOON);

    assertThat(Autoscaler.decide(situation).reason()).isEqualTo(Reason.DATA_MISSING);
  }

  @Test
  void oneFigureThatStandsOutIsNoReason() {
    LoadHistory history = steady(load(0.70, 0.55)).with(NOON, load(0.70, 0.99));

    assertThat(Autoscaler.decide(situation(new Compute(2, 2), history)).reason())
        .isEqualTo(Reason.ON_TARGET);
  }

  @Test
  void aPeakInTheHistoryKeepsTheSize() {
    LoadHistory history = LoadHistory.EMPTY;
    for (int minute = 30; minute >= 0; minute--) {
      history =
          history.with(NOON.minus(Duration.ofMinutes(minute)), load(0.6, minute == 24 ? 0.6 : 0.1));
    }

    assertThat(Autoscaler.decide(situation(new Compute(2, 4), history)).reason())
        .isEqualTo(Reason.ON_TARGET);
  }

  @Test
  void getsSmallerOnlyWhenItHasSeenTheWholeSpan() {
    LoadHistory young =
        LoadHistory.EMPTY.with(NOON.minusSeconds(60), load(0.1, 0.1)).with(NOON, load(0.1, 0.1));

    assertThat(Autoscaler.decide(situation(new Compute(2, 4), young)).reason())
        .isEqualTo(Reason.ON_TARGET);
  }

  @Test
  void coolsDownBeforeItGetsSmallerButNotBeforeItGetsLarger() {
    assertThat(changedLately(load(0.1, 0.1)).reason()).isEqualTo(Reason.COOLING_DOWN);
    assertThat(changedLately(load(0.6, 0.9)).reason()).isEqualTo(Reason.LOAD_HIGH);
  }

  @Test
  void waitsUntilTheLastChangeIsCarriedOut() {
    var situation =
        new ScalingSituation(
            policy(TARGETS, List.of()),
            new Compute(2, 2),
            steady(load(0.9, 0.9)),
            Optional.of(NOON),
            false,
            NOON);

    assertThat(Autoscaler.decide(situation).reason()).isEqualTo(Reason.CHANGE_UNDER_WAY);
  }

  @Test
  void slowSearchesAskForReplicas() {
    Load slow = new Load(Optional.of(0.5), Optional.empty(), Optional.of(0.2), Optional.of(400.0));
    var situation =
        new ScalingSituation(
            policy(new ScalingTargets(70, 0, 60, 50), List.of()),
            new Compute(2, 2),
            steady(slow),
            Optional.empty(),
            true,
            NOON);

    assertThat(Autoscaler.decide(situation).size()).isEqualTo(new Compute(2, 3));
  }

  @Test
  void aDiskThatFillsAsksForUnits() {
    Load filled = new Load(Optional.of(0.3), Optional.of(0.95), Optional.of(0.3), Optional.empty());
    var situation =
        new ScalingSituation(
            policy(new ScalingTargets(70, 80, 60, 0), List.of()),
            new Compute(2, 2),
            steady(filled),
            Optional.empty(),
            true,
            NOON);

    Decision decision = Autoscaler.decide(situation);

    assertThat(decision.reason()).isEqualTo(Reason.CAPACITY_SHORT);
    assertThat(decision.size()).isEqualTo(new Compute(3, 2));
  }

  /** Weekdays at 8:00 in Berlin, which is 7:00 UTC in winter. */
  @ParameterizedTest
  @CsvSource({
    "2026-03-02T06:59:00Z, 1, ON_TARGET",
    "2026-03-02T07:00:00Z, 5, SCHEDULE",
    "2026-03-01T12:00:00Z, 1, ON_TARGET",
  })
  void isLargerOnSchedule(Instant now, int replicas, Reason why) {
    var office = new ScalingSchedule("0 8 * * 1-5", "10h", "Europe/Berlin", 1, 5);
    var situation =
        new ScalingSituation(
            policy(TARGETS, List.of(office)),
            new Compute(1, 1),
            LoadHistory.EMPTY.with(now, load(0.5, 0.5)),
            Optional.empty(),
            true,
            now);

    Decision decision = Autoscaler.decide(situation);

    assertThat(decision.reason()).isEqualTo(why);
    assertThat(decision.size().replicas()).isEqualTo(replicas);
  }

  private static Decision changedLately(Load load) {
    return Autoscaler.decide(
        new ScalingSituation(
            policy(TARGETS, List.of()),
            new Compute(4, 4),
            steady(load),
            Optional.of(NOON.minus(Duration.ofMinutes(29))),
            true,
            NOON));
  }

  private static ScalingSituation situation(Compute current, LoadHistory history) {
    return new ScalingSituation(
        policy(TARGETS, List.of()), current, history, Optional.empty(), true, NOON);
  }

  private static Autoscaling policy(ScalingTargets targets, List<ScalingSchedule> schedules) {
    return new Autoscaling(
        AutoscalingMode.AUTO, new Limits(1, 8), new Limits(1, 6), targets, schedules, "30m");
  }

  private static LoadHistory steady(Load load) {
    LoadHistory history = LoadHistory.EMPTY;
    for (int minute = 30; minute >= 0; minute--) {
      history = history.with(NOON.minus(Duration.ofMinutes(minute)), load);
    }
    return history;
  }

  private static Load load(double memory, double busy) {
    return new Load(Optional.of(memory), Optional.empty(), Optional.of(busy), Optional.empty());
  }
}
