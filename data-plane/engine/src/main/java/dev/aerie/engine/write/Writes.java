package dev.aerie.engine.write;

import dev.aerie.engine.catalog.Collection;
import dev.aerie.engine.collection.Slice;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.filter.Filter;
import dev.aerie.engine.filter.FilterCheck;
import dev.aerie.engine.filter.FilterEvaluator;
import dev.aerie.engine.maintenance.Maintenance;
import dev.aerie.engine.query.DeleteRequest;
import dev.aerie.engine.query.MutationResult;
import dev.aerie.engine.query.WriteRequest;
import dev.aerie.engine.replica.ClusterState;
import dev.aerie.engine.replica.Replica;
import dev.aerie.engine.row.Column;
import dev.aerie.engine.row.ColumnBuilder;
import dev.aerie.engine.row.EmptyColumns;
import dev.aerie.engine.row.RowBatch;
import dev.aerie.engine.row.SystemColumns;
import dev.aerie.engine.schema.CollectionSchema;
import dev.aerie.engine.schema.FieldSchema;
import dev.aerie.engine.time.HybridClock;
import dev.aerie.engine.wal.LogRecord;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Inserts, upserts and deletes: checked, then appended to the log. Thread-safe. */
public final class Writes {
  private final ClusterState cluster;
  private final Replica replica;
  private final Maintenance maintenance;
  private final HybridClock clock;

  public Writes(ClusterState cluster, Replica replica, Maintenance maintenance, HybridClock clock) {
    this.cluster = cluster;
    this.replica = replica;
    this.maintenance = maintenance;
    this.clock = clock;
  }

  /**
   * Writes rows; with {@code replace}, those of the same primary keys go. Where the server makes
   * the keys, the new rows get new ones, as in Milvus.
   */
  public MutationResult write(WriteRequest request, boolean replace) {
    replica.requireWriter();
    Collection collection = cluster.catalog().get(request.database(), request.collection());
    CollectionSchema schema = collection.schema();
    AutoIds autoIds = new AutoIds(schema, clock);
    RowBatch complete =
        new RowRules(schema, autoIds, collection.takesKeys(), 0).complete(request.rows(), replace);
    String keyField = schema.primaryKey().name();
    RowBatch rows = replace ? LastOfEachKey.of(complete, keyField) : complete;
    boolean renewed = replace && schema.primaryKey().autoId() && !collection.takesKeys();
    if (renewed) {
      rows =
          rows.with(SystemColumns.REPLACED, rows.column(keyField))
              .with(keyField, autoIds.apply(rows.rows()));
    }
    maintenance.awaitRoom(collection);
    long timestamp = 0;
    List<CompletableFuture<Long>> appended = new ArrayList<>();
    for (Map.Entry<Long, RowBatch> part :
        PartitionKey.spread(collection, request.partition(), rows).entrySet()) {
      appended.add(
          replica.submit(
              new LogRecord.Write(collection.id(), part.getKey(), replace, part.getValue())));
    }
    for (CompletableFuture<Long> write : appended) {
      timestamp = Math.max(timestamp, join(write));
    }
    Column keys = (renewed ? rows : complete).column(keyField);
    return new MutationResult(keys, keys.size(), timestamp);
  }

  public MutationResult delete(DeleteRequest request) {
    replica.requireWriter();
    Collection collection = cluster.catalog().get(request.database(), request.collection());
    FilterCheck.check(request.filter(), collection.schema());
    long partition =
        request.partition().isEmpty()
            ? LogRecord.Delete.EVERY_PARTITION
            : collection.partition(request.partition()).id();
    Column keys =
        NamedKeys.of(request.filter(), collection.schema().primaryKey())
            .orElseGet(() -> keysOfMatches(collection, partition, request.filter()));
    if (keys.size() == 0) {
      return new MutationResult(keys, 0, cluster.timestamp());
    }
    maintenance.awaitRoom(collection);
    long timestamp = replica.append(new LogRecord.Delete(collection.id(), partition, keys));
    return new MutationResult(keys, keys.size(), timestamp);
  }

  /**
   * Begins to write many rows that nobody sees before all of them are there.
   *
   * @param job its number; of one collection's jobs a later one has a greater number, and begins
   *     when the one before has ended
   */
  public BulkWrite bulk(String database, String name, String partition, long job) {
    replica.requireWriter();
    Collection collection = cluster.catalog().get(database, name);
    return new BulkWrite(
        collection,
        partition,
        maintenance.unlisted(cluster.state(collection), job),
        clock,
        maintenance.flushBytes());
  }

  private Column keysOfMatches(Collection collection, long partition, Filter filter) {
    // A row whose insert failed would come to light after its delete.
    replica.settle();
    FieldSchema primaryKey = collection.schema().primaryKey();
    Set<Long> partitions =
        partition == LogRecord.Delete.EVERY_PARTITION ? Set.of() : Set.of(partition);
    ColumnBuilder keys = ColumnBuilder.like(EmptyColumns.of(primaryKey), 0);
    for (Slice slice : cluster.state(collection).snapshot(partitions)) {
      BitSet matches = FilterEvaluator.evaluate(filter, slice.block());
      matches.andNot(slice.deleted());
      keys.append(slice.block().column(primaryKey.name()), matches.stream().toArray());
    }
    return keys.build();
  }

  private static long join(CompletableFuture<Long> appended) {
    try {
      return appended.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof EngineException cause) {
        throw new EngineException(cause.code(), cause.getMessage(), cause);
      }
      throw new EngineException(ErrorCode.INTERNAL, "the write failed: " + e.getCause(), e);
    }
  }
}
