package dev.aerie.operator.autoscale;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What was measured of late. Immutable.
 *
 * @param samples oldest first
 */
public record LoadHistory(List<Sample> samples) {

  /**
   * How far back it looks: with half of it, load that comes and goes changes sizes far more often.
   */
  public static final Duration SPAN = Duration.ofMinutes(30);

  /** Nothing has been measured yet. */
  public static final LoadHistory EMPTY = new LoadHistory(List.of());

  /**
   * One measurement.
   *
   * @param at when
   * @param load what
   */
  public record Sample(Instant at, Load load) {}

  /** Copies the list. */
  public LoadHistory {
    samples = List.copyOf(samples);
  }

  /** With one more measurement, without those that are too old. */
  public LoadHistory with(Instant now, Load load) {
    List<Sample> kept = new ArrayList<>();
    samples.stream().filter(sample -> !sample.at().isBefore(now.minus(SPAN))).forEach(kept::add);
    kept.add(new Sample(now, load));
    return new LoadHistory(kept);
  }

  /** Whether nothing has been measured since a time. */
  public boolean isOlderThan(Instant time) {
    return samples.isEmpty() || samples.getLast().at().isBefore(time);
  }

  /** The newest measurement. */
  public Load latest() {
    return samples.isEmpty() ? Load.UNKNOWN : samples.getLast().load();
  }

  /** The lower of the last two of each figure: one that stands out says nothing yet. */
  public Load steady() {
    if (samples.size() < 2) {
      return Load.UNKNOWN;
    }
    return latest().min(samples.get(samples.size() - 2).load());
  }

  /** The highest of the whole span; unknown while less of it was seen, or with a gap. */
  public Load peak() {
    if (samples.isEmpty()
        || Duration.between(samples.getFirst().at(), samples.getLast().at())
                .compareTo(SPAN.minusMinutes(2))
            < 0) {
      return Load.UNKNOWN;
    }
    return samples.stream().map(Sample::load).reduce(Load::max).orElse(Load.UNKNOWN);
  }
}
