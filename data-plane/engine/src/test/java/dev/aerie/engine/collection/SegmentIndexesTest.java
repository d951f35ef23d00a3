package dev.aerie.engine.collection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.engine.TestEngine;
import dev.aerie.engine.catalog.Collection;
import dev.aerie.engine.catalog.LoadState;
import dev.aerie.engine.catalog.Partition;
import dev.aerie.engine.manifest.SegmentEntry;
import dev.aerie.engine.memtable.Memtable;
import dev.aerie.engine.objectstore.LocalObjectStore;
import dev.aerie.engine.objectstore.ObjectStore;
import dev.aerie.engine.query.ConsistencyLevel;
import dev.aerie.engine.row.Column;
import dev.aerie.engine.row.RowBatch;
import dev.aerie.engine.schema.CollectionSchema;
import dev.aerie.engine.schema.DataType;
import dev.aerie.engine.schema.FieldSchema;
import dev.aerie.engine.schema.Metric;
import dev.aerie.engine.segment.DiskCache;
import dev.aerie.engine.segment.Segment;
import dev.aerie.engine.segment.SegmentStore;
import dev.aerie.engine.segment.Selection;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentIndexesTest {
  private static final long COLLECTION = 5;
  private static final long PARTITION = 6;
  private static final int ROWS = 5_000;
  private static final int DIMENSION = 128;
  private static final CollectionSchema SCHEMA =
      new CollectionSchema(
          "",
          List.of(
              FieldSchema.builder("id", DataType.INT64).primaryKey(true).build(),
              FieldSchema.builder("vector", DataType.FLOAT_VECTOR).dimension(DIMENSION).build()),
          false);

  @TempDir Path folder;

  @Test
  void codesThatCanNotBeMadeAreDoneWithoutUntilTheyCan() {
    ObjectStore store = new LocalObjectStore(folder.resolve("objects"));
    SegmentStore segments =
        new SegmentStore(store, new DiskCache(store, folder.resolve("cache"), 1 << 26));
    SegmentEntry entry = write(segments);
    Segment segment = segments.open(entry, SCHEMA);
    SegmentIndexes indexes = new SegmentIndexes(segments, Runnable::run);

    Segment unreadable = openUnreadable(segments, entry);
    for (int search = 0; search < 2; search++) {
      assertThat(indexes.of(entry, unreadable, collection())).containsEntry("vector", List.of());
    }

    indexes.retain(List.of(entry));
    assertThat(indexes.of(entry, segment, collection()).get("vector")).hasSize(1);
  }

  /** Whatever reads its vectors fails. */
  private static Segment openUnreadable(SegmentStore segments, SegmentEntry entry) {
    try (Arena arena = Arena.ofShared()) {
      Map<String, MemorySegment> content = new HashMap<>();
      segments
          .fetch(List.of(entry))
          .forEach(
              (key, bytes) ->
                  content.put(key, arena.allocate(bytes.byteSize(), 64).copyFrom(bytes)));
      return segments.open(entry, SCHEMA, content);
    }
  }

  private static SegmentEntry write(SegmentStore segments) {
    Random random = new Random(8);
    float[] vectors = new float[ROWS * DIMENSION];
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = (float) random.nextGaussian();
    }
    RowBatch rows =
        new RowBatch(
            ROWS,
            Map.of(
                "id",
                new Column.Longs(TestEngine.range(0, ROWS), Column.none()),
                "vector",
                new Column.FloatVectors(DIMENSION, vectors, Column.none())));
    Memtable memtable = new Memtable(PARTITION, "id");
    memtable.add(rows, 1, 1);
    List<Selection> all =
        memtable.chunks().stream().map(chunk -> Selection.live(chunk, new BitSet())).toList();
    return segments.write(COLLECTION, 7, PARTITION, SCHEMA, all);
  }

  private static Collection collection() {
    return new Collection(
        COLLECTION,
        "default",
        "things",
        SCHEMA,
        List.of(new Partition(PARTITION, Partition.DEFAULT, LoadState.LOADED, 1)),
        List.of(TestEngine.index(Metric.L2)),
        Map.of(),
        ConsistencyLevel.BOUNDED,
        1,
        LoadState.LOADED,
        1,
        1);
  }
}
