package dev.aerie.engine;

import dev.aerie.engine.backup.Backup;
import dev.aerie.engine.catalog.Definitions;
import dev.aerie.engine.catalog.SegmentDescription;
import dev.aerie.engine.collection.Digest;
import dev.aerie.engine.epoch.Epoch;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.objectstore.ObjectStore;
import dev.aerie.engine.query.DeleteRequest;
import dev.aerie.engine.query.MutationResult;
import dev.aerie.engine.query.QueryRequest;
import dev.aerie.engine.query.QueryResult;
import dev.aerie.engine.query.SearchRequest;
import dev.aerie.engine.query.SearchResult;
import dev.aerie.engine.query.WriteRequest;
import dev.aerie.engine.write.BulkWrite;
import java.time.Clock;
import java.util.List;

/**
 * The storage engine of one data-plane replica over one object store. Thread-safe; calls block and
 * may be made from virtual threads.
 *
 * <p>Every replica reads. One, the holder of the newest epoch, writes: on any other, writes and
 * changes of definitions throw {@link ErrorCode#NOT_WRITER} and {@link #epoch()} says where to send
 * them. Failures are {@link EngineException}s.
 */
public interface Engine extends AutoCloseable {
  /**
   * Opens an engine and returns when it is ready: catalog and log replayed, and, in role AUTO, the
   * epoch claimed if no other replica is alive.
   *
   * @throws EngineException {@link ErrorCode#UNSUPPORTED} when the JVM lacks the vector module,
   *     {@link ErrorCode#OBJECT_DAMAGED} naming an object that cannot be trusted
   */
  static Engine open(EngineConfig config, ObjectStore store, Clock clock) {
    ReplicaEngine engine = new ReplicaEngine(config, store, clock);
    engine.start();
    return engine;
  }

  /** Databases, collections, partitions, aliases, indexes, load state. */
  Definitions definitions();

  /** Inserts rows; returns when they are durable. */
  MutationResult insert(WriteRequest request);

  /** Inserts rows, replacing those with the same primary keys; returns when that is durable. */
  MutationResult upsert(WriteRequest request);

  /** Deletes rows; returns when that is durable. */
  MutationResult delete(DeleteRequest request);

  /**
   * Begins to write many rows that nobody sees before all of them are there.
   *
   * @param partition name; empty for the default one, or for the partition key to decide
   * @param job its number; of one collection's jobs a later one has a greater number, and begins
   *     when the one before has ended
   * @throws EngineException {@link ErrorCode#COLLECTION_NOT_FOUND}, {@link
   *     ErrorCode#PARTITION_NOT_FOUND}, {@link ErrorCode#NOT_WRITER}
   */
  BulkWrite bulkWrite(String database, String collection, String partition, long job);

  SearchResult search(SearchRequest request);

  QueryResult query(QueryRequest request);

  /**
   * Writes the collection's rows in memory to segments; returns when they are in the object store.
   */
  void flush(String database, String collection);

  /** Merges segments and drops deleted rows; returns when done. */
  void compact(String database, String collection);

  /** Rows of a collection, deleted ones not counted. */
  long rowCount(String database, String collection, List<String> partitions);

  List<SegmentDescription> segments(String database, String collection);

  /**
   * Pins the state of the cluster as a backup in its own store: every object it consists of stays
   * until the backup is deleted.
   *
   * @throws EngineException {@link ErrorCode#NOT_WRITER}, {@link ErrorCode#BACKUP_EXISTS}
   */
  Backup backup(String name);

  /** Number and checksum of a collection's rows, to compare it with another. */
  Digest digest(String database, String collection);

  /**
   * Waits until this replica has applied the log up to its present end, so that it knows every
   * definition and row acknowledged before. The writer always does.
   *
   * @throws EngineException {@link ErrorCode#NOT_READY} when that takes too long
   */
  void catchUp();

  /** Whether catalog and log are replayed, and the engine has not begun to end. */
  boolean isReady();

  /**
   * Whether it can go on. An engine that can't go on with its log answers no read and no write any
   * more, and another replica writes; it has to be closed and opened anew.
   */
  boolean isAlive();

  /** Whether this replica holds the newest epoch, as far as it knows. */
  boolean isWriter();

  /** The newest epoch, as far as this replica knows: who writes, and where it is reached. */
  Epoch epoch();

  /** A new hybrid timestamp, as {@code AllocTimestamp} hands out. */
  long timestamp();

  /** Looks at every segment: not for a question that one of the above answers. */
  EngineStatus status();

  /**
   * Stops taking writes, finishes those under way and releases the epoch; reads go on until {@link
   * #close()}.
   */
  void drain();

  /** Drains, then ends all background work. The object store stays open: it is the caller's. */
  @Override
  void close();
}
