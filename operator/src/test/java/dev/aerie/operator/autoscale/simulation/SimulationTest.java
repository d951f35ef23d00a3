package dev.aerie.operator.autoscale.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulationTest {

  /** Days, and the most of each figure that is still good. */
  @ParameterizedTest
  @CsvSource({
    "STEADY, 0, 1, 1.3",
    "WAVE, 10, 20, 1.3",
    "SPIKE, 6, 6, 1.2",
    "GROWTH, 0, 6, 1.3",
    "NOISE, 30, 4, 1.3",
    "MISSING, 120, 20, 1.3",
  })
  void keepsTheTargetWithFewChanges(Day day, int violations, int changes, double ratio) {
    Outcome outcome = Simulation.run(day);

    assertThat(outcome.violations()).isLessThanOrEqualTo(violations);
    assertThat(outcome.changes()).isLessThanOrEqualTo(changes);
    assertThat(outcome.ratio()).isLessThanOrEqualTo(ratio);
    assertThat(outcome.changesInGap()).isZero();
  }

  @Test
  @EnabledIfSystemProperty(named = "aerie.autoscaler.report", matches = ".+")
  void writesTheReport() throws IOException {
    String rows =
        Arrays.stream(Day.values()).map(SimulationTest::row).collect(Collectors.joining());
    Files.writeString(
        Path.of(System.getProperty("aerie.autoscaler.report")),
        """
        # Autoscaler: simulated days

        The decision function of the operator, driven minute by minute through synthetic days of 24 hours
        (`Day.java`), with its default targets (memory 70 %, busy 60 %, cool-down 30 min), 1 to 8 units, 1 to 8 replicas.
        A change takes 2 minutes to work. A violation is a minute in which pods were busier or memory was fuller
        than 90 %. Hindsight is the least that had been on target in each minute, changed at once and for free: nothing real
        reaches it; below 1 means that the target was missed to that extent.

        Made by `mvn -pl operator -am test -Dtest=SimulationTest -Dsurefire.failIfNoSpecifiedTests=false
        -Daerie.autoscaler.report=../bench/results/autoscaler.md`; the figures are the same on every machine.

        | day | violations, min | changes | unit-hours | hindsight | ratio |
        |---|---|---|---|---|---|
        """
            + rows);
  }

  private static String row(Day day) {
    Outcome outcome = Simulation.run(day);
    return String.format(
        Locale.ROOT,
        "| %s | %d | %d | %.1f | %.1f | %.2f |%n",
        day.name().toLowerCase(Locale.ROOT),
        outcome.violations(),
        outcome.changes(),
        outcome.unitHours(),
        outcome.bestUnitHours(),
        outcome.ratio());
  }
}
