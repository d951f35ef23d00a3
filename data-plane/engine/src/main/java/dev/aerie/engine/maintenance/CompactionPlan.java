package dev.aerie.engine.maintenance;

import dev.aerie.engine.catalog.SegmentDescription;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Chooses which segments of a partition to merge: size-tiered, so that each row is rewritten a few
 * times only.
 */
final class CompactionPlan {
  private static final int FAN_IN = 4;
  private static final double DELETED_SHARE = 0.3;

  private CompactionPlan() {}

  /** The segments to merge now; empty for none. */
  static List<Long> choose(List<SegmentDescription> segments, long maxBytes) {
    for (SegmentDescription s : segments) {
      if (s.deletedRows() > DELETED_SHARE * s.rows()) {
        return List.of(s.id());
      }
    }
    Map<Integer, List<SegmentDescription>> tiers =
        segments.stream().collect(Collectors.groupingBy(s -> tier(s.bytes())));
    for (List<SegmentDescription> tier : tiers.values()) {
      List<Long> fitting = fitting(tier, maxBytes);
      if (fitting.size() >= FAN_IN) {
        return fitting;
      }
    }
    return List.of();
  }

  /** Those of {@link #chooseFitting}, or a single one to rid it of its deleted rows. */
  static List<Long> chooseAll(List<SegmentDescription> segments, long maxBytes) {
    List<Long> fitting = fitting(segments, maxBytes);
    boolean dirty =
        segments.stream().anyMatch(s -> fitting.contains(s.id()) && s.deletedRows() > 0);
    return fitting.size() > 1 || dirty ? fitting : List.of();
  }

  /** Everything that fits into one segment, smallest first; empty where nothing fits together. */
  static List<Long> chooseFitting(List<SegmentDescription> segments, long maxBytes) {
    List<Long> fitting = fitting(segments, maxBytes);
    return fitting.size() > 1 ? fitting : List.of();
  }

  private static List<Long> fitting(List<SegmentDescription> segments, long maxBytes) {
    long[] total = new long[1];
    return segments.stream()
        .sorted(Comparator.comparingLong(SegmentDescription::bytes))
        .takeWhile(s -> (total[0] += s.bytes()) <= maxBytes)
        .map(SegmentDescription::id)
        .toList();
  }

  /** Segments of one tier differ in size by less than four times. */
  private static int tier(long bytes) {
    return (63 - Long.numberOfLeadingZeros(Math.max(1, bytes))) / 2;
  }
}
