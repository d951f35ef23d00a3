package dev.aerie.operator.cluster.observation;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;

/**
 * Samples in Prometheus' text format, as a pod tells them.
 *
 * @param text the whole answer
 */
record MetricsText(String text) {

  private static final Pattern LINE =
      Pattern.compile("^([a-z_]+)(\\{[^}]*})? ([-+0-9.eE]+)$", Pattern.MULTILINE);

  /** The highest of the samples of a name. */
  Optional<Double> highest(String name, Predicate<String> labels) {
    return boxed(samples(name, labels).max());
  }

  /** The highest of the samples of a name. */
  Optional<Double> highest(String name) {
    return highest(name, labels -> true);
  }

  /** All samples of a name together; absent when there is none. */
  Optional<Double> sum(String name) {
    double[] found = samples(name, labels -> true).toArray();
    return found.length == 0 ? Optional.empty() : Optional.of(DoubleStream.of(found).sum());
  }

  private DoubleStream samples(String name, Predicate<String> labels) {
    return LINE.matcher(text)
        .results()
        .filter(line -> line.group(1).equals(name))
        .filter(line -> labels.test(Optional.ofNullable(line.group(2)).orElse("")))
        .map((MatchResult line) -> line.group(3))
        .mapToDouble(Double::parseDouble);
  }

  private static Optional<Double> boxed(OptionalDouble value) {
    return value.isPresent() ? Optional.of(value.getAsDouble()) : Optional.empty();
  }
}
