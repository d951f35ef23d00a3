package dev.aerie.engine.definition;

import dev.aerie.engine.catalog.Catalog;
import dev.aerie.engine.catalog.Collection;
import dev.aerie.engine.replica.ClusterState;
import dev.aerie.engine.replica.Replica;
import dev.aerie.engine.wal.LogRecord;
import dev.aerie.engine.wal.LogWriter;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Appends definitions to the log, one change at a time. Thread-safe. */
final class DefinitionLog {
  private final ClusterState cluster;
  private final Replica replica;
  private final ReentrantLock lock = new ReentrantLock();
  private LogWriter log;

  DefinitionLog(ClusterState cluster, Replica replica) {
    this.cluster = cluster;
    this.replica = replica;
  }

  /** What is defined now. */
  Catalog catalog() {
    return cluster.catalog();
  }

  /** Makes a record durable and puts it into effect; called while {@link #changing}. */
  long append(LogRecord record) {
    return log.append(record);
  }

  /**
   * Makes a change while nobody else makes one, and when it is known of each before whether it was
   * made; on the replica that writes only.
   */
  <T> T changing(Supplier<T> change) {
    replica.requireWriter();
    lock.lock();
    try {
      log = replica.log();
      log.settle();
      return change.get();
    } finally {
      lock.unlock();
    }
  }

  /** Replaces the definition of a collection by what becomes of it. */
  Collection change(String database, String collection, UnaryOperator<Collection> edit) {
    return changing(
        () -> {
          Collection before = catalog().get(database, collection);
          Collection after = edit.apply(before);
          if (!after.equals(before)) {
            append(new LogRecord.PutCollection(after));
          }
          return after;
        });
  }
}
