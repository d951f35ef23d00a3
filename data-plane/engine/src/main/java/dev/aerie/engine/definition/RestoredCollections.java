package dev.aerie.engine.definition;

import dev.aerie.engine.catalog.Collection;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.schema.SchemaRules;
import dev.aerie.engine.wal.LogRecord;
import java.util.List;

/** Collections that come out of a backup into a cluster that has others. Thread-safe. */
public final class RestoredCollections {
  private final DefinitionLog log;

  RestoredCollections(DefinitionLog log) {
    this.log = log;
  }

  /**
   * Makes sure that collections can be made under the names they have.
   *
   * @throws EngineException {@link ErrorCode#COLLECTION_EXISTS}, {@link
   *     ErrorCode#DATABASE_NOT_FOUND}, or {@link ErrorCode#INVALID_ARGUMENT} for what is no name
   */
  public void requireFree(List<Collection> collections) {
    for (Collection collection : collections) {
      SchemaRules.checkName("collection", collection.name());
      if (log.catalog().find(collection.database(), collection.name()).isPresent()) {
        throw new EngineException(
            ErrorCode.COLLECTION_EXISTS,
            "database '%s' has a collection or an alias '%s' already; restore under another name, or rename or drop that one first"
                .formatted(collection.database(), collection.name()));
      }
    }
  }

  /**
   * Makes collections whose manifests and segments are in the store, all of them by one record.
   *
   * @param last done right before, while nobody else changes a definition; what it throws is thrown
   *     on, and nothing is made then
   * @throws EngineException as {@link #requireFree} does, {@link ErrorCode#NOT_WRITER}
   */
  public void make(List<LogRecord.Restored> restored, Runnable last) {
    log.changing(
        () -> {
          requireFree(restored.stream().map(LogRecord.Restored::collection).toList());
          last.run();
          return log.append(new LogRecord.PutRestored(restored));
        });
  }
}
