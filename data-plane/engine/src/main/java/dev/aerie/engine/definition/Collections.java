package dev.aerie.engine.definition;

import dev.aerie.engine.catalog.Collection;
import dev.aerie.engine.catalog.CreateCollection;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.maintenance.Maintenance;
import dev.aerie.engine.schema.CollectionSchema;
import dev.aerie.engine.schema.FieldSchema;
import dev.aerie.engine.schema.SchemaRules;
import dev.aerie.engine.text.MatchFields;
import dev.aerie.engine.time.HybridClock;
import dev.aerie.engine.wal.LogRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Changes of collections, their schemas and their properties. */
final class Collections {
  private final DefinitionLog log;
  private final Maintenance maintenance;
  private final HybridClock clock;

  Collections(DefinitionLog log, Maintenance maintenance, HybridClock clock) {
    this.log = log;
    this.maintenance = maintenance;
    this.clock = clock;
  }

  Collection create(CreateCollection request) {
    SchemaRules.checkName("collection", request.name());
    SchemaRules.check(request.schema());
    MatchFields.check(request.schema());
    Properties.check(request.properties());
    return log.changing(
        () -> {
          Collection made =
              NewCollection.of(request, log.catalog().database(request.database()).name(), clock);
          Properties.checkPartitions(request.properties(), made);
          Optional<Collection> present =
              log.catalog().findNamed(request.database(), request.name());
          if (present.isPresent()) {
            return requireSame(present.get(), made);
          }
          if (log.catalog().alias(request.database(), request.name()).isPresent()) {
            throw new EngineException(
                ErrorCode.COLLECTION_EXISTS,
                "'" + request.name() + "' is an alias; choose another name");
          }
          log.append(new LogRecord.PutCollection(made));
          return made;
        });
  }

  private static Collection requireSame(Collection present, Collection made) {
    if (!present.schema().equals(made.schema())) {
      throw new EngineException(
          ErrorCode.COLLECTION_EXISTS,
          "create duplicate collection with different parameters, collection: " + made.name());
    }
    return present;
  }

  void drop(String database, String name) {
    log.changing(
        () -> {
          Optional<Collection> present = log.catalog().findNamed(database, name);
          if (present.isEmpty() && log.catalog().alias(database, name).isPresent()) {
            throw new EngineException(
                ErrorCode.INVALID_ARGUMENT,
                "cannot drop the collection via alias '" + name + "'; use its name");
          }
          present.ifPresent(
              c -> {
                log.append(new LogRecord.DropCollection(c.id()));
                maintenance.dropped(c.id());
              });
          return null;
        });
  }

  void rename(String database, String name, String newDatabase, String newName) {
    SchemaRules.checkName("collection", newName);
    log.change(
        database,
        name,
        c -> {
          String target = newDatabase.isEmpty() ? c.database() : newDatabase;
          if (log.catalog().find(target, newName).isPresent()) {
            throw new EngineException(
                ErrorCode.COLLECTION_EXISTS, "the name '" + newName + "' is taken");
          }
          if (!target.equals(c.database())
              && log.catalog().aliases(database).containsValue(c.id())) {
            throw new EngineException(
                ErrorCode.INVALID_ARGUMENT,
                "fail to rename db name, must drop all aliases of this collection before rename");
          }
          return Changes.of(c).name(target, newName);
        });
  }

  void alter(String database, String name, Map<String, String> set, List<String> removed) {
    Properties.check(set);
    log.change(
        database,
        name,
        c -> {
          Properties.checkPartitions(set, c);
          return Changes.of(c).properties(Properties.changed(c.properties(), set, removed));
        });
  }

  void addField(String database, String name, FieldSchema field) {
    log.change(
        database,
        name,
        c -> {
          CollectionSchema grown = FieldChanges.add(c.schema(), field);
          MatchFields.check(grown);
          return Changes.of(c).schema(grown, clock.next());
        });
  }

  void alterField(
      String database, String name, String field, Map<String, String> set, List<String> removed) {
    log.change(
        database,
        name,
        c ->
            Changes.of(c)
                .schema(FieldChanges.alter(c.schema(), field, set, removed), clock.next()));
  }
}
