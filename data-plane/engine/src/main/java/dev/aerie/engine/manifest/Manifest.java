package dev.aerie.engine.manifest;

import dev.aerie.engine.wal.LogPosition;
import java.util.List;
import java.util.Optional;

/**
 * The segments of a collection. It takes effect when the log says so, not when it is written: a
 * fenced writer may leave one behind that never does.
 *
 * @param number rises by at least one with each
 * @param covered rows and deletes of the log up to here are in the segments and their delete files
 */
public record Manifest(
    long collectionId, long number, LogPosition covered, List<SegmentEntry> segments) {
  public Manifest {
    segments = List.copyOf(segments);
  }

  public static Manifest empty(long collectionId) {
    return new Manifest(collectionId, 0, LogPosition.START, List.of());
  }

  public Manifest withNumber(long value) {
    return new Manifest(collectionId, value, covered, segments);
  }

  public Manifest withSegments(List<SegmentEntry> value) {
    return new Manifest(collectionId, number, covered, value);
  }

  public Optional<SegmentEntry> segment(long id) {
    return segments.stream().filter(s -> s.id() == id).findFirst();
  }
}
