package dev.aerie.engine.segment;

import dev.aerie.engine.manifest.SegmentEntry;
import dev.aerie.engine.manifest.SegmentEntry.DeletesEntry;
import dev.aerie.engine.manifest.SegmentEntry.FieldObject;
import dev.aerie.engine.manifest.SegmentEntry.StoredObject;
import dev.aerie.engine.objectstore.ObjectStore;
import dev.aerie.engine.parquet.RowsReader;
import dev.aerie.engine.parquet.RowsWriter;
import dev.aerie.engine.postings.PostingLists;
import dev.aerie.engine.row.Column;
import dev.aerie.engine.row.RowBatch;
import dev.aerie.engine.row.SystemColumns;
import dev.aerie.engine.scalar.ScalarIndexes;
import dev.aerie.engine.schema.CollectionSchema;
import dev.aerie.engine.schema.DataType;
import dev.aerie.engine.schema.FieldSchema;
import dev.aerie.engine.vector.SparseVectors;
import dev.aerie.engine.vector.VectorRows;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;

/** Segments in the object store, and the disk cache before it. Thread-safe. */
public final class SegmentStore {
  /** Rows are read from Parquet by few threads at once, which bounds the memory. */
  private static final ExecutorService DECODERS =
      Executors.newFixedThreadPool(
          Runtime.getRuntime().availableProcessors(),
          Thread.ofPlatform().name("aerie-decode-", 0).daemon().factory());

  private final ObjectStore store;
  private final DiskCache cache;
  private final ScalarIndexes scalarIndexes = ScalarIndexes.ofHeap();

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
    Map<String, VectorRows> vectors = new LinkedHashMap<>();
    List<FieldObject> vectorObjects = new ArrayList<>();
    List<FieldObject> postings = new ArrayList<>();
    for (FieldSchema field : schema.vectorFields()) {
      VectorRows gathered = Selection.gatherVectors(selections, field.name());
      vectors.put(field.name(), gathered);
      String key = folder + "vec-" + field.id() + ".flat";
      vectorObjects.add(new FieldObject(field.name(), put(key, VectorFile.write(gathered))));
      if (gathered instanceof SparseVectors sparse) {
        String inverted = folder + "vec-" + field.id() + ".postings";
        postings.add(new FieldObject(field.name(), put(inverted, PostingLists.write(sparse))));
      }
    }
    StoredObject rowsObject =
        put(
            folder + "rows.parquet",
            RowsWriter.write(schema, new RowBatch(rows, scalars), vectors));
    return new SegmentEntry(
        segmentId,
        partitionId,
        rows,
        rowsObject,
        vectorObjects,
        List.of(),
        postings,
        Optional.empty(),
        List.of());
  }

  /** The objects that segments are opened from, by key; fetched side by side. */
  public Map<String, MemorySegment> fetch(List<SegmentEntry> entries) {
    List<StoredObject> objects = new ArrayList<>();
    for (SegmentEntry entry : entries) {
      objects.add(entry.rowsObject());
      entry.vectors().forEach(vector -> objects.add(vector.object()));
    }
    Map<String, MemorySegment> content = new ConcurrentHashMap<>();
    Concurrently.each(objects, object -> content.put(object.key(), cache.open(object)));
    return content;
  }

  /** Opens a segment's rows and vectors. */
  public Segment open(SegmentEntry entry, CollectionSchema schema) {
    return open(entry, schema, fetch(List.of(entry)));
  }

  /**
   * Opens a segment's rows and vectors.
   *
   * @param content its objects, and perhaps others, as {@link #fetch} gives them
   */
  public Segment open(
      SegmentEntry entry, CollectionSchema schema, Map<String, MemorySegment> content) {
    Map<String, VectorRows> vectors = new LinkedHashMap<>();
    for (FieldObject vector : entry.vectors()) {
      String key = vector.object().key();
      DataType type = schema.field(vector.field()).type();
      vectors.put(vector.field(), VectorFile.open(type, key, content.get(key)));
    }
    String key = entry.rowsObject().key();
    RowBatch scalars =
        Concurrently.await(
            DECODERS.submit(() -> RowsReader.read(key, content.get(key), entry.rows(), schema)));
    return new Segment(entry.id(), scalars, vectors, schema.primaryKey().name());
  }

  /** The scalar indexes of open segments. */
  public ScalarIndexes scalarIndexes() {
    return scalarIndexes;
  }

  /**
   * Writes the deleted rows of a segment.
   *
   * @param numbers as for {@link #putNew}
   */
  public DeletesEntry writeDeletes(
      long collectionId, long segmentId, LongSupplier numbers, BitSet deleted) {
    String prefix = "col/%d/seg/%d/del-".formatted(collectionId, segmentId);
    return new DeletesEntry(
        putNew(number -> prefix + number, numbers, DeleteFile.write(deleted)),
        deleted.cardinality());
  }

  /** The deleted rows that a manifest lists for a segment. */
  public BitSet readDeletes(SegmentEntry entry) {
    return entry
        .deletes()
        .map(DeletesEntry::object)
        .map(o -> DeleteFile.read(o.key(), read(o).toArray(ValueLayout.JAVA_BYTE)))
        .orElseGet(BitSet::new);
  }

  /**
   * Writes one more object of a segment that is listed already. It never takes the place of
   * another: a writer that was replaced and does not know it yet would write over what its
   * successor lists.
   *
   * @param key of a number
   * @param numbers gives another each time
   */
  public StoredObject putNew(LongFunction<String> key, LongSupplier numbers, byte[] content) {
    String free = key.apply(numbers.getAsLong());
    while (!store.putIfAbsent(free, content)) {
      free = key.apply(numbers.getAsLong());
    }
    return stored(free, content);
  }

  /** Writes an object of a segment that no manifest lists yet. */
  public StoredObject put(String key, byte[] content) {
    store.put(key, content);
    return stored(key, content);
  }

  private static StoredObject stored(String key, byte[] content) {
    return new StoredObject(
        key, content.length, DiskCache.checksum(MemorySegment.ofArray(content)));
  }

  /** An object of a segment, checked. */
  public MemorySegment read(StoredObject object) {
    return cache.open(object);
  }

  /** Removes the copies of a segment on the local disk. */
  public void forget(SegmentEntry entry) {
    entry.objects().forEach(cache::forget);
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
