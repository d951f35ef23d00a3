package dev.aerie.engine.manifest;

import dev.aerie.engine.schema.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A segment as a manifest lists it.
 *
 * @param rows rows in it, deleted ones included
 * @param vectors one object a vector field
 * @param graphs one object a vector field with a graph
 * @param postings one inverted index a sparse vector field
 * @param deletes rows deleted since it was written
 * @param refusals graphs that were built and found too little, and are not built again
 */
public record SegmentEntry(
    long id,
    long partitionId,
    int rows,
    StoredObject rowsObject,
    List<FieldObject> vectors,
    List<GraphEntry> graphs,
    List<FieldObject> postings,
    Optional<DeletesEntry> deletes,
    List<Refusal> refusals) {

  public SegmentEntry {
    vectors = List.copyOf(vectors);
    graphs = List.copyOf(graphs);
    // manifests from before there were sparse vectors, or refusals, have none
    postings = postings == null ? List.of() : List.copyOf(postings);
    refusals = refusals == null ? List.of() : List.copyOf(refusals);
  }

  /** An object and what it must be like. */
  public record StoredObject(String key, long bytes, int crc32c) {}

  /** An object that belongs to one vector field. */
  public record FieldObject(String field, StoredObject object) {}

  /**
   * A graph over one vector field.
   *
   * @param recall recall@10 measured after its build
   */
  public record GraphEntry(String field, Metric metric, double recall, StoredObject object) {}

  /**
   * A graph that is not used, though the segment is large enough for one.
   *
   * @param recall recall@10 measured after its build
   */
  public record Refusal(String field, Metric metric, double recall) {}

  /** A file of deleted rows. */
  public record DeletesEntry(StoredObject object, int count) {}

  public SegmentEntry withDeletes(DeletesEntry entry) {
    return new SegmentEntry(
        id, partitionId, rows, rowsObject, vectors, graphs, postings, Optional.of(entry), refusals);
  }

  public SegmentEntry with(GraphEntry built) {
    List<GraphEntry> all = new ArrayList<>(graphs);
    all.add(built);
    return new SegmentEntry(
        id, partitionId, rows, rowsObject, vectors, all, postings, deletes, refusals);
  }

  public SegmentEntry with(Refusal refusal) {
    List<Refusal> all = new ArrayList<>(refusals);
    all.add(refusal);
    return new SegmentEntry(
        id, partitionId, rows, rowsObject, vectors, graphs, postings, deletes, all);
  }

  /** Whether a graph over a field was refused that has less recall than is wanted. */
  public boolean refuses(String field, Metric metric, double recallFloor) {
    return refusals.stream()
        .anyMatch(r -> r.field().equals(field) && r.metric() == metric && r.recall() < recallFloor);
  }

  public Optional<GraphEntry> graph(String field, Metric metric) {
    return graphs.stream().filter(g -> g.field().equals(field) && g.metric() == metric).findFirst();
  }

  /** The inverted index of a field. */
  public Optional<StoredObject> postings(String field) {
    return postings.stream()
        .filter(p -> p.field().equals(field))
        .map(FieldObject::object)
        .findFirst();
  }

  /** All objects it consists of. */
  public List<StoredObject> objects() {
    List<StoredObject> objects = new ArrayList<>();
    objects.add(rowsObject);
    vectors.forEach(v -> objects.add(v.object()));
    graphs.forEach(g -> objects.add(g.object()));
    postings.forEach(p -> objects.add(p.object()));
    deletes.ifPresent(d -> objects.add(d.object()));
    return objects;
  }

  /** Bytes of the largest object that its rows and vectors take. */
  public long largestObject() {
    return Stream.concat(
            Stream.of(rowsObject),
            Stream.concat(vectors.stream(), postings.stream()).map(FieldObject::object))
        .mapToLong(StoredObject::bytes)
        .max()
        .orElseThrow();
  }

  /** Bytes of rows, vectors, graphs and inverted indexes. */
  public long bytes() {
    return rowsObject.bytes()
        + vectors.stream().mapToLong(v -> v.object().bytes()).sum()
        + graphs.stream().mapToLong(g -> g.object().bytes()).sum()
        + postings.stream().mapToLong(p -> p.object().bytes()).sum();
  }
}
