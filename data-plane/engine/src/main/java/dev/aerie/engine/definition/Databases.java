package dev.aerie.engine.definition;

import dev.aerie.engine.catalog.Database;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.schema.SchemaRules;
import dev.aerie.engine.time.HybridClock;
import dev.aerie.engine.wal.LogRecord;
import java.util.List;
import java.util.Map;

/** Changes of databases. */
final class Databases {
  private final DefinitionLog log;
  private final HybridClock clock;

  Databases(DefinitionLog log, HybridClock clock) {
    this.log = log;
    this.clock = clock;
  }

  void create(String name, Map<String, String> properties) {
    SchemaRules.checkName("database", name);
    log.changing(
        () -> {
          if (log.catalog().hasDatabase(name)) {
            throw new EngineException(ErrorCode.DATABASE_EXISTS, "database already exist: " + name);
          }
          long id = clock.next();
          return log.append(new LogRecord.PutDatabase(new Database(id, name, properties, id)));
        });
  }

  void drop(String name) {
    log.changing(
        () -> {
          Database database = log.catalog().database(name);
          if (database.name().equals(Database.DEFAULT)) {
            throw new EngineException(
                ErrorCode.DATABASE_NOT_EMPTY, "can not drop default database");
          }
          if (!log.catalog().list(name).isEmpty()) {
            throw new EngineException(
                ErrorCode.DATABASE_NOT_EMPTY,
                "database:%s not empty, must drop all collections before drop database"
                    .formatted(name));
          }
          return log.append(new LogRecord.DropDatabase(database.name()));
        });
  }

  void alter(String name, Map<String, String> set, List<String> removed) {
    log.changing(
        () -> {
          Database before = log.catalog().database(name);
          return log.append(
              new LogRecord.PutDatabase(
                  new Database(
                      before.id(),
                      before.name(),
                      Properties.changed(before.properties(), set, removed),
                      before.createdTimestamp())));
        });
  }
}
