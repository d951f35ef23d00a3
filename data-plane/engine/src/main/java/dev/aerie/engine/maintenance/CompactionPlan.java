package dev.aerie.engine.maintenance;

import static java.util.Comparator.comparingLong;

import dev.aerie.engine.catalog.SegmentDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Chooses which segments of a partition to merge: size-tiered, so that each row is rewritten a few
 * times only, and such that no object of the merged segment has much more than {@code objectBytes}.
 */
final class CompactionPlan {
  private static final int FAN_IN = 4;
  private static final double DELETED_SHARE = 0.3;

  /** Of so many rows of few dimensions a graph is an object of 1.4 GB; none can have 2 GB. */
  private static final long MOST_ROWS = 5_000_000;

  private CompactionPlan() {}

  /** The segments to merge now; empty for none. */
  static List<Long> choose(List<SegmentDescription> segments, long objectBytes) {
    for (SegmentDescription s : segments) {
      if (s.deletedRows() > DELETED_SHARE * s.rows()) {
        return List.of(s.id());
      }
    }
    Map<Integer, List<SegmentDescription>> tiers =
        segments.stream().collect(Collectors.groupingBy(s -> tier(s.bytes())));
    for (List<SegmentDescription> tier : tiers.values()) {
      List<Long> fitting = fitting(tier, objectBytes);
      if (fitting.size() >= FAN_IN) {
        return fitting;
      }
    }
    return List.of();
  }

  /** Those of {@link #chooseFitting}, or a single one to rid it of its deleted rows. */
  static List<Long> chooseAll(List<SegmentDescription> segments, long objectBytes) {
    List<Long> fitting = fitting(segments, objectBytes);
    boolean dirty =
        segments.stream().anyMatch(s -> fitting.contains(s.id()) && s.deletedRows() > 0);
    return fitting.size() > 1 || dirty ? fitting : List.of();
  }

  /** Everything that fits into one segment, smallest first; empty where nothing fits together. */
  static List<Long> chooseFitting(List<SegmentDescription> segments, long objectBytes) {
    List<Long> fitting = fitting(segments, objectBytes);
    return fitting.size() > 1 ? fitting : List.of();
  }

  private static List<Long> fitting(List<SegmentDescription> segments, long objectBytes) {
    List<Long> fitting = new ArrayList<>();
    long bytes = 0;
    long rows = 0;
    for (SegmentDescription s : bySize(segments)) {
      bytes += s.largestObject();
      rows += s.rows();
      if (bytes > objectBytes || rows > MOST_ROWS) {
        break;
      }
      fitting.add(s.id());
    }
    return fitting;
  }

  private static List<SegmentDescription> bySize(List<SegmentDescription> segments) {
    return segments.stream().sorted(comparingLong(SegmentDescription::bytes)).toList();
  }

  /** Segments of one tier differ in size by less than four times. */
  private static int tier(long bytes) {
    return (63 - Long.numberOfLeadingZeros(Math.max(1, bytes))) / 2;
  }
}
