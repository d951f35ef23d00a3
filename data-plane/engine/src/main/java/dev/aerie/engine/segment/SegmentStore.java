package dev.aerie.engine.segment;

import dev.aerie.engine.manifest.SegmentEntry;
import dev.aerie.engine.manifest.SegmentEntry.DeletesEntry;
import dev.aerie.engine.manifest.SegmentEntry.FieldObject;
import dev.aerie.engine.manifest.SegmentEntry.StoredObject;
import dev.aerie.engine.objectstore.ObjectStore;
import dev.aerie.engine.row.Column;
import dev.aerie.engine.row.RowBatch;
import dev.aerie.engine.row.SystemColumns;
import dev.aerie.engine.schema.CollectionSchema;
import dev.aerie.engine.schema.FieldSchema;
import dev.aerie.engine.vector.Vectors;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Segments in the object store, and the disk cache before it. Thread-safe. */
public final class SegmentStore {
  private final ObjectStore store;
  private final DiskCache cache;

  public SegmentStore(ObjectStore store, DiskCache cache) {
    this.store = store;
    this.cache = cache;
  }

  /** Writes the selected rows as a new segment. */
  public SegmentEntry write(
      long collectionId,
      long segmentId,
      long partitionId,
      CollectionSchema schema,
      List<Selection> selections) {
    String folder = "col/%d/seg/%d/".formatted(collectionId, segmentId);
    Map<String, Column> scalars = new LinkedHashMap<>();
    for (String name : scalarNames(schema)) {
      scalars.put(name, Selection.gather(selections, name));
    }
    int rows = Selection.count(selections);
    List<FieldObject> vectors = new ArrayList<>();
    for (FieldSchema field : schema.vectorFields()) {
      byte[] object = VectorFile.write(Selection.gatherVectors(selections, field.name()));
      vectors.add(
          new FieldObject(field.name(), put(folder + "vec-" + field.id() + ".flat", object)));
    }
    StoredObject rowsObject =
        put(folder + "rows.columns", RowsFile.write(new RowBatch(rows, scalars)));
    return new SegmentEntry(
        segmentId, partitionId, rows, rowsObject, vectors, List.of(), Optional.empty());
  }

  /** Opens a segment's rows and vectors. */
  public Segment open(SegmentEntry entry, CollectionSchema schema) {
    Map<String, Vectors> vectors = new LinkedHashMap<>();
    for (FieldObject vector : entry.vectors()) {
      String key = vector.object().key();
      vectors.put(vector.field(), VectorFile.open(key, cache.open(vector.object())));
    }
    RowBatch scalars = RowsFile.read(entry.rowsObject().key(), cache.open(entry.rowsObject()));
    return new Segment(entry.id(), scalars, vectors, schema.primaryKey().name());
  }

  /** Writes the deleted rows of a segment. */
  public DeletesEntry writeDeletes(long collectionId, long segmentId, long number, BitSet deleted) {
    String key = "col/%d/seg/%d/del-%d".formatted(collectionId, segmentId, number);
    return new DeletesEntry(put(key, DeleteFile.write(deleted)), deleted.cardinality());
  }

  /** The deleted rows that a manifest lists for a segment. */
  public BitSet readDeletes(SegmentEntry entry) {
    return entry
        .deletes()
        .map(d -> DeleteFile.read(d.object().key(), store.get(d.object().key())))
        .orElseGet(BitSet::new);
  }

  /** Writes a further object of a segment, such as a graph. */
  public StoredObject put(String key, byte[] content) {
    store.put(key, content);
    return new StoredObject(
        key, content.length, DiskCache.checksum(MemorySegment.ofArray(content)));
  }

  /** An object of a segment, checked. */
  public MemorySegment read(StoredObject object) {
    return cache.open(object);
  }

  /** Removes all objects of a segment. */
  public void delete(long collectionId, long segmentId) {
    store.list("col/%d/seg/%d/".formatted(collectionId, segmentId), "").forEach(store::delete);
  }

  private static List<String> scalarNames(CollectionSchema schema) {
    List<String> names = new ArrayList<>();
    schema.fields().stream().filter(f -> !f.type().isVector()).forEach(f -> names.add(f.name()));
    if (schema.dynamicField()) {
      names.add(CollectionSchema.META);
    }
    names.add(SystemColumns.TIMESTAMP);
    return names;
  }
}
