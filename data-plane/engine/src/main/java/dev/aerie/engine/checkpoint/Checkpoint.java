package dev.aerie.engine.checkpoint;

import dev.aerie.engine.catalog.AccessRules;
import dev.aerie.engine.catalog.Catalog;
import dev.aerie.engine.catalog.Collection;
import dev.aerie.engine.catalog.Database;
import dev.aerie.engine.wal.LogPosition;
import java.util.ArrayList;
import java.util.List;

/**
 * The catalog at a place in the log, so that the log before need not be kept.
 *
 * <p>The upper half of the number is the epoch: a checkpoint that a fenced writer finishes late
 * never hides one of its successor, who may have trimmed the log that the late one needs.
 *
 * @param position every definition up to here is in this
 * @param replayFrom the log after this has to be replayed for rows that are in no segment yet
 * @param timestamp hybrid, of the newest write up to {@code position}
 */
public record Checkpoint(
    long number,
    LogPosition position,
    LogPosition replayFrom,
    long timestamp,
    List<Entry> collections,
    List<Alias> aliases,
    List<Database> databases,
    AccessRules accessRules) {

  private static final int EPOCH_SHIFT = 32;

  /** Nothing yet. */
  public static final Checkpoint NONE =
      new Checkpoint(
          0,
          LogPosition.START,
          LogPosition.START,
          0,
          List.of(),
          List.of(),
          List.of(),
          AccessRules.NONE);

  public Checkpoint {
    collections = List.copyOf(collections);
    aliases = List.copyOf(aliases);
    // checkpoints of the first release have neither
    databases = databases == null ? List.of() : List.copyOf(databases);
    accessRules = accessRules == null ? AccessRules.NONE : accessRules;
  }

  /** All that is defined. */
  public Catalog catalog() {
    Catalog catalog = Catalog.EMPTY.with(accessRules);
    for (Database database : databases) {
      catalog = catalog.with(database);
    }
    for (Entry entry : collections) {
      catalog = catalog.with(entry.collection());
    }
    for (Alias alias : aliases) {
      catalog = catalog.withAlias(alias.database(), alias.alias(), alias.collectionId());
    }
    return catalog;
  }

  /** The aliases of all databases. */
  public static List<Alias> aliasesOf(Catalog catalog) {
    List<Alias> aliases = new ArrayList<>();
    for (Database database : catalog.databases()) {
      catalog
          .aliases(database.name())
          .forEach((alias, id) -> aliases.add(new Alias(database.name(), alias, id)));
    }
    return aliases;
  }

  /** The number of an epoch's next checkpoint, after one of the same epoch or {@link #NONE}. */
  public static long numberAfter(Checkpoint previous, long epoch) {
    return Math.max(previous.number, epoch << EPOCH_SHIFT) + 1;
  }

  /**
   * A collection.
   *
   * @param manifest number of its manifest
   * @param covered its rows and deletes up to here are in segments
   */
  public record Entry(Collection collection, long manifest, LogPosition covered) {}

  public record Alias(String database, String alias, long collectionId) {}
}
