package dev.aerie.engine.wal;

import dev.aerie.engine.catalog.AccessRules;
import dev.aerie.engine.catalog.Collection;
import dev.aerie.engine.catalog.Database;
import dev.aerie.engine.row.Column;
import dev.aerie.engine.row.RowBatch;
import dev.aerie.engine.row.SystemColumns;
import java.util.List;

/**
 * One change of the cluster's state. The log is the order of all of them; every replica applies it
 * alike.
 */
public sealed interface LogRecord {
  /**
   * A collection is made, or its definition replaced: renamed, loaded, indexed, given another
   * partition.
   */
  record PutCollection(Collection collection) implements LogRecord {}

  /** Collections that a backup had are there from here on, all of them, with their rows. */
  record PutRestored(List<Restored> collections) implements LogRecord {
    public PutRestored {
      collections = List.copyOf(collections);
    }
  }

  /**
   * A collection that a backup had.
   *
   * @param manifest number of the manifest with its rows
   */
  record Restored(Collection collection, long manifest) {}

  /** A database is made, or its properties replaced. */
  record PutDatabase(Database database) implements LogRecord {}

  record DropDatabase(String database) implements LogRecord {}

  /** The rules of access are replaced. */
  record PutAccessRules(AccessRules rules) implements LogRecord {}

  record DropCollection(long collectionId) implements LogRecord {}

  record PutAlias(String database, String alias, long collectionId) implements LogRecord {}

  record DropAlias(String database, String alias) implements LogRecord {}

  /**
   * Rows, complete and checked; with {@code replace}, older rows of the same primary keys go, or of
   * those in {@link SystemColumns#REPLACED}.
   */
  record Write(long collectionId, long partitionId, boolean replace, RowBatch rows)
      implements LogRecord {}

  /** Rows of these primary keys go, in one partition or in {@link #EVERY_PARTITION}. */
  record Delete(long collectionId, long partitionId, Column keys) implements LogRecord {
    public static final long EVERY_PARTITION = -1;
  }

  /** Rows after this go to new memtables; those before are about to become segments. */
  record Rotate(long collectionId) implements LogRecord {}

  /**
   * The collection's manifest of that number is in effect.
   *
   * @param imported whether it has rows that came past the log
   */
  record Install(long collectionId, long manifest, boolean imported) implements LogRecord {}

  /** Nothing follows in this epoch's log; it goes on with the first object of another's. */
  record Seal(long nextEpoch) implements LogRecord {}
}
