package dev.aerie.operator.autoscale.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

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

  /** Days that were measured, src/test/resources/days, and the most that is still good. */
  @ParameterizedTest
  @CsvSource({"requests, 6, 26, 1.75", "messages, 3, 20, 1.35"})
  void keepsTheTargetOnDaysThatWereMeasured(
      String name, int violations, int changes, double ratio) {
    Outcome outcome = Simulation.run(measured(name));

    assertThat(outcome.violations()).isLessThanOrEqualTo(violations);
    assertThat(outcome.changes()).isLessThanOrEqualTo(changes);
    assertThat(outcome.ratio()).isLessThanOrEqualTo(ratio);
    assertThat(outcome.changesInGap()).isZero();
  }

  /** A day that was written down goes as it went. */
  @ParameterizedTest
  @EnumSource(
      value = Day.class,
      names = {"WAVE", "SPIKE", "GROWTH"})
  void recordedDaysAreDrivenByTheSameDecisions(Day day, @TempDir Path folder) throws IOException {
    Path file = folder.resolve("day.csv");
    Random random = new Random(42);
    Files.writeString(
        file,
        IntStream.range(0, Day.MINUTES)
            .mapToObj(at -> "%s,%s".formatted(day.data(at), day.work(at, random)))
            .collect(Collectors.joining("\n", RecordedDay.HEAD + "\n", "\n")));

    assertThat(Simulation.run(RecordedDay.read(file))).isEqualTo(Simulation.run(day));
  }

  @Test
  void nothingIsChangedWhereARecordedDayHasAGap(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("day.csv");
    Files.writeString(
        file,
        IntStream.range(0, Day.MINUTES)
            .mapToObj(at -> at < 600 ? "0.6,1.1" : at < 900 ? "," : "0.6,4.0")
            .collect(Collectors.joining("\n", RecordedDay.HEAD + "\n", "\n")));

    Outcome outcome = Simulation.run(RecordedDay.read(file));

    assertThat(outcome.changesInGap()).isZero();
    assertThat(outcome.changes()).isPositive();
    Files.writeString(file, "0.6,1.1\n");
    assertThatThrownBy(() -> RecordedDay.read(file)).hasMessageContaining("1440 lines more");
  }

  /** For a day of one's own: docs/operations/scaling.md. */
  @Test
  @EnabledIfSystemProperty(named = "aerie.autoscaler.day", matches = ".+")
  void tellsOfARecordedDay() throws IOException {
    Path file = Path.of(System.getProperty("aerie.autoscaler.day"));
    Outcome outcome = Simulation.run(RecordedDay.read(file));

    System.out.printf(
        Locale.ROOT,
        "%s: %d minutes beyond 90 %%, %d changes, %.1f unit-hours, hindsight %.1f, ratio %.2f%n",
        file.getFileName(),
        outcome.violations(),
        outcome.changes(),
        outcome.unitHours(),
        outcome.bestUnitHours(),
        outcome.ratio());
  }

  @Test
  @EnabledIfSystemProperty(named = "aerie.autoscaler.report", matches = ".+")
  void writesTheReport() throws IOException {
    String rows =
        Stream.concat(
                Arrays.stream(Day.values())
                    .map(day -> row(day.name().toLowerCase(Locale.ROOT), day)),
                Stream.of("requests", "messages")
                    .map(name -> row(name + ", measured", measured(name))))
            .collect(Collectors.joining());
    Files.writeString(
        Path.of(System.getProperty("aerie.autoscaler.report")),
        """
        # Autoscaler: simulated days

        The decision function of the operator, driven minute by minute through synthetic days of 24 hours
        (`Day.java`) and measured ones (`operator/src/test/resources/days`), with its default targets (memory 70 %, busy 60 %, cool-down 30 min), 1 to 8 units, 1 to 8 replicas.
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

  private static RecordedDay measured(String name) {
    try {
      return RecordedDay.read(Path.of("src/test/resources/days", name + ".csv"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String row(String name, Load24 day) {
    Outcome outcome = Simulation.run(day);
    return String.format(
        Locale.ROOT,
        "| %s | %d | %d | %.1f | %.1f | %.2f |%n",
        name,
        outcome.violations(),
        outcome.changes(),
        outcome.unitHours(),
        outcome.bestUnitHours(),
        outcome.ratio());
  }
}
