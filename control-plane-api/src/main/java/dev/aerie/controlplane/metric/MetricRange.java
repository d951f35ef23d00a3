package dev.aerie.controlplane.metric;

import dev.aerie.controlplane.exchange.Times;
import dev.aerie.controlplane.problem.Problem;
import jakarta.ws.rs.QueryParam;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** Which metrics a caller asks for, over which time, in which steps. */
public class MetricRange {
  private static final Duration DEFAULT_SPAN = Duration.ofHours(1);
  private static final Duration LEAST_STEP = Duration.ofMinutes(1);
  private static final Duration LONGEST_STEP = Duration.ofDays(31);
  private static final long MOST_STEPS = 11_000;

  /** Names. */
  @QueryParam("metric")
  @Parameter(description = "Names by commas, as in busy_ratio,rows; all without it.")
  public Optional<String> metric = Optional.empty();

  /** Begin. */
  @QueryParam("from")
  @Parameter(description = "From this time on; an hour before the end without it.")
  public Optional<String> from = Optional.empty();

  /** End. */
  @QueryParam("to")
  @Parameter(description = "Before this time; now without it.")
  public Optional<String> to = Optional.empty();

  /** Step. */
  @QueryParam("step")
  @Parameter(description = "Length of a step, PT1M or more, as in PT5M; PT1M without it.")
  public Optional<String> step = Optional.empty();

  /** A range that makes sense. */
  record Checked(Set<Metric> metrics, Instant from, Instant to, Duration step) {}

  /**
   * The range asked for.
   *
   * @throws Problem 400 naming what is wrong
   */
  Checked check(Instant now) {
    Instant end = to.map(text -> Times.parse("to", text)).orElse(now);
    Instant start =
        from.map(text -> Times.parse("from", text)).orElseGet(() -> end.minus(DEFAULT_SPAN));
    if (!start.isBefore(end)) {
      throw Problem.wrongField("from", "must be before to");
    }
    Duration length = step.map(MetricRange::parseStep).orElse(LEAST_STEP);
    if (Duration.between(start, end).dividedBy(length) > MOST_STEPS) {
      throw Problem.wrongField(
          "step", "must be longer: at most %d steps between from and to".formatted(MOST_STEPS));
    }
    return new Checked(metric.map(MetricRange::parse).orElse(all()), start, end, length);
  }

  private static Set<Metric> all() {
    return EnumSet.allOf(Metric.class);
  }

  private static Set<Metric> parse(String names) {
    Set<Metric> wanted = EnumSet.noneOf(Metric.class);
    for (String name : names.split(",", -1)) {
      wanted.add(
          Metric.named(name.strip())
              .orElseThrow(
                  () ->
                      Problem.wrongField(
                          "metric",
                          "must be of "
                              + String.join(
                                  ", ",
                                  Arrays.stream(Metric.values()).map(Metric::text).toList()))));
    }
    return wanted;
  }

  private static Duration parseStep(String text) {
    try {
      Duration length = Duration.parse(text);
      if (length.compareTo(LEAST_STEP) >= 0 && length.compareTo(LONGEST_STEP) <= 0) {
        return length;
      }
    } catch (DateTimeParseException notADuration) {
      throw wrongStep();
    }
    throw wrongStep();
  }

  private static Problem wrongStep() {
    return Problem.wrongField("step", "must be a duration from PT1M to P31D, such as PT5M");
  }
}
