package dev.aerie.engine.manifest;

import dev.aerie.engine.wal.LogPosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The segments of a collection. It takes effect when the log says so, not when it is written: a
 * fenced writer may leave one behind that never does.
 *
 * @param number rises by at least one with each
 * @param covered rows and deletes of the log up to here are in the segments and their delete files
 * @param lastImport the newest import whose rows are in the segments; 0 where there is none
 */
public record Manifest(
    long collectionId,
    long number,
    LogPosition covered,
    List<SegmentEntry> segments,
    long lastImport) {
  public Manifest {
    segments = List.copyOf(segments);
  }

  public static Manifest empty(long collectionId) {
    return new Manifest(collectionId, 0, LogPosition.START, List.of(), 0);
  }

  public Manifest withNumber(long value) {
    return new Manifest(collectionId, value, covered, segments, lastImport);
  }

  public Manifest withSegments(List<SegmentEntry> value) {
    return new Manifest(collectionId, number, covered, value, lastImport);
  }

  /** This manifest once the log up to a position is covered by these segments. */
  public Manifest covering(LogPosition position, List<SegmentEntry> value) {
    return new Manifest(collectionId, number, position, value, lastImport);
  }

  /** This manifest with the segments of an import as well. */
  public Manifest withImport(long job, List<SegmentEntry> added) {
    List<SegmentEntry> all = new ArrayList<>(segments);
    all.addAll(added);
    return new Manifest(collectionId, number, covered, all, job);
  }

  public Optional<SegmentEntry> segment(long id) {
    return segments.stream().filter(s -> s.id() == id).findFirst();
  }
}
