package dev.aerie.operator.autoscale.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A day as it was measured: CSV with a head, a line a minute of what was in use in units and in
 * pods, an empty field where nothing was measured.
 *
 * @param minutes 1,440 of them
 */
record RecordedDay(List<Minute> minutes) implements Load24 {

  static final String HEAD = "memory_in_units,busy_in_pods";

  /** What was in use in a minute. */
  record Minute(OptionalDouble memory, OptionalDouble busy) {}

  static RecordedDay read(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    if (!lines.getFirst().equals(HEAD) || lines.size() != Day.MINUTES + 1) {
      throw new IllegalArgumentException(
          "%s must begin with %s and have %d lines more, a minute each"
              .formatted(file, HEAD, Day.MINUTES));
    }
    return new RecordedDay(lines.stream().skip(1).map(RecordedDay::minute).toList());
  }

  private static Minute minute(String line) {
    String[] fields = line.split(",", -1);
    return new Minute(number(fields[0]), number(fields[1]));
  }

  private static OptionalDouble number(String text) {
    return text.isBlank() ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(text));
  }

  @Override
  public double work(int minute, Random random) {
    return IntStream.iterate(minute, at -> at >= 0, at -> at - 1)
        .mapToObj(at -> minutes.get(at).busy())
        .flatMapToDouble(OptionalDouble::stream)
        .findFirst()
        .orElse(0);
  }

  @Override
  public double data(int minute) {
    return IntStream.iterate(minute, at -> at >= 0, at -> at - 1)
        .mapToObj(at -> minutes.get(at).memory())
        .flatMapToDouble(OptionalDouble::stream)
        .findFirst()
        .orElse(0);
  }

  @Override
  public boolean isMeasured(int minute) {
    return minutes.get(minute).memory().isPresent() && minutes.get(minute).busy().isPresent();
  }
}
