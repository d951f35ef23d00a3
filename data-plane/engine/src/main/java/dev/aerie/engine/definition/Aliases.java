package dev.aerie.engine.definition;

import dev.aerie.engine.catalog.Catalog;
import dev.aerie.engine.catalog.Collection;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.schema.SchemaRules;
import dev.aerie.engine.wal.LogRecord;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Aliases and their changes. */
final class Aliases {
  private final DefinitionLog log;

  Aliases(DefinitionLog log) {
    this.log = log;
  }

  void create(String database, String collection, String alias) {
    SchemaRules.checkName("alias", alias);
    log.changing(
        () -> {
          Collection target = named(database, collection);
          refuseCollectionName(database, alias);
          Optional<Long> present = log.catalog().alias(database, alias);
          if (present.isPresent() && present.get() != target.id()) {
            throw new EngineException(
                ErrorCode.ALIAS_EXISTS, "alias '" + alias + "' stands for another collection");
          }
          return log.append(new LogRecord.PutAlias(target.database(), alias, target.id()));
        });
  }

  void alter(String database, String collection, String alias) {
    log.changing(
        () -> {
          Collection target = named(database, collection);
          refuseCollectionName(database, alias);
          if (log.catalog().alias(database, alias).isEmpty()) {
            throw new EngineException(
                ErrorCode.ALIAS_NOT_FOUND, "alias '" + alias + "' does not exist");
          }
          return log.append(new LogRecord.PutAlias(target.database(), alias, target.id()));
        });
  }

  void drop(String database, String alias) {
    log.changing(
        () -> {
          if (log.catalog().alias(database, alias).isPresent()) {
            log.append(new LogRecord.DropAlias(log.catalog().database(database).name(), alias));
          }
          return null;
        });
  }

  /** Names of collections by alias. */
  Map<String, String> of(String database) {
    Catalog now = log.catalog();
    Map<String, String> names = new TreeMap<>();
    now.aliases(database)
        .forEach((alias, id) -> now.find(id).ifPresent(c -> names.put(alias, c.name())));
    return names;
  }

  private Collection named(String database, String name) {
    return log.catalog()
        .findNamed(database, name)
        .orElseThrow(
            () ->
                new EngineException(
                    ErrorCode.COLLECTION_NOT_FOUND, "collection '" + name + "' does not exist"));
  }

  private void refuseCollectionName(String database, String alias) {
    if (log.catalog().findNamed(database, alias).isPresent()) {
      throw new EngineException(
          ErrorCode.ALIAS_NAME_CONFLICT,
          "'" + alias + "' is the name of a collection; choose another alias");
    }
  }
}
