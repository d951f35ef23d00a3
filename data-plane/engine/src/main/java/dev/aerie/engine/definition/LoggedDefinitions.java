package dev.aerie.engine.definition;

import dev.aerie.engine.catalog.AccessRules;
import dev.aerie.engine.catalog.Catalog;
import dev.aerie.engine.catalog.Collection;
import dev.aerie.engine.catalog.CreateCollection;
import dev.aerie.engine.catalog.Database;
import dev.aerie.engine.catalog.Definitions;
import dev.aerie.engine.catalog.IndexProgress;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.maintenance.Maintenance;
import dev.aerie.engine.manifest.SegmentEntry;
import dev.aerie.engine.replica.ClusterState;
import dev.aerie.engine.replica.Replica;
import dev.aerie.engine.schema.CollectionSchema;
import dev.aerie.engine.schema.FieldSchema;
import dev.aerie.engine.schema.IndexSpec;
import dev.aerie.engine.schema.SchemaRules;
import dev.aerie.engine.text.MatchFields;
import dev.aerie.engine.tier.Tiers;
import dev.aerie.engine.time.HybridClock;
import dev.aerie.engine.wal.LogRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Definitions as records of the log. Changes are made one at a time, each checked against the one
 * before.
 */
public final class LoggedDefinitions implements Definitions {
  private final ClusterState cluster;
  private final DefinitionLog log;
  private final Databases databases;
  private final Aliases aliases;
  private final Maintenance maintenance;
  private final Partitions partitions;
  private final Loading loading;
  private final HybridClock clock;

  public LoggedDefinitions(
      ClusterState cluster,
      Replica replica,
      Maintenance maintenance,
      Tiers tiers,
      HybridClock clock) {
    this.cluster = cluster;
    this.log = new DefinitionLog(cluster, replica);
    this.databases = new Databases(log, clock);
    this.aliases = new Aliases(log);
    this.maintenance = maintenance;
    this.partitions = new Partitions(log, clock);
    this.loading = new Loading(log, cluster, tiers);
    this.clock = clock;
  }

  @Override
  public List<Database> databases() {
    return catalog().databases();
  }

  @Override
  public Database database(String name) {
    return catalog().database(name);
  }

  @Override
  public void createDatabase(String name, Map<String, String> properties) {
    databases.create(name, properties);
  }

  @Override
  public void dropDatabase(String name) {
    databases.drop(name);
  }

  @Override
  public void alterDatabase(String name, Map<String, String> set, List<String> removed) {
    databases.alter(name, set, removed);
  }

  @Override
  public Collection createCollection(CreateCollection request) {
    SchemaRules.checkName("collection", request.name());
    SchemaRules.check(request.schema());
    MatchFields.check(request.schema());
    Properties.check(request.properties());
    return log.changing(
        () -> {
          Collection made =
              NewCollection.of(request, catalog().database(request.database()).name(), clock);
          Properties.checkPartitions(request.properties(), made);
          Optional<Collection> present = catalog().findNamed(request.database(), request.name());
          if (present.isPresent()) {
            return requireSame(present.get(), made);
          }
          if (catalog().alias(request.database(), request.name()).isPresent()) {
            throw new EngineException(
                ErrorCode.COLLECTION_EXISTS,
                "'" + request.name() + "' is an alias; choose another name");
          }
          log.append(new LogRecord.PutCollection(made));
          return made;
        });
  }

  @Override
  public void dropCollection(String database, String name) {
    log.changing(
        () -> {
          Optional<Collection> present = catalog().findNamed(database, name);
          if (present.isEmpty() && catalog().alias(database, name).isPresent()) {
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

  @Override
  public void renameCollection(String database, String name, String newDatabase, String newName) {
    SchemaRules.checkName("collection", newName);
    log.change(
        database,
        name,
        c -> {
          String target = newDatabase.isEmpty() ? c.database() : newDatabase;
          if (catalog().find(target, newName).isPresent()) {
            throw new EngineException(
                ErrorCode.COLLECTION_EXISTS, "the name '" + newName + "' is taken");
          }
          if (!target.equals(c.database()) && catalog().aliases(database).containsValue(c.id())) {
            throw new EngineException(
                ErrorCode.INVALID_ARGUMENT,
                "fail to rename db name, must drop all aliases of this collection before rename");
          }
          return Changes.of(c).name(target, newName);
        });
  }

  @Override
  public Optional<Collection> findCollection(String database, String nameOrAlias) {
    return catalog().find(database, nameOrAlias);
  }

  @Override
  public Collection collection(String database, String nameOrAlias) {
    return catalog().get(database, nameOrAlias);
  }

  @Override
  public List<Collection> collections(String database) {
    return catalog().list(database);
  }

  @Override
  public void alterProperties(
      String database, String collection, Map<String, String> set, List<String> removed) {
    Properties.check(set);
    log.change(
        database,
        collection,
        c -> {
          Properties.checkPartitions(set, c);
          return Changes.of(c).properties(Properties.changed(c.properties(), set, removed));
        });
  }

  @Override
  public void addField(String database, String collection, FieldSchema field) {
    log.change(
        database,
        collection,
        c -> {
          CollectionSchema grown = FieldChanges.add(c.schema(), field);
          MatchFields.check(grown);
          return Changes.of(c).schema(grown, clock.next());
        });
  }

  @Override
  public void alterField(
      String database,
      String collection,
      String field,
      Map<String, String> set,
      List<String> removed) {
    log.change(
        database,
        collection,
        c ->
            Changes.of(c)
                .schema(FieldChanges.alter(c.schema(), field, set, removed), clock.next()));
  }

  @Override
  public void createPartition(String database, String collection, String partition) {
    partitions.create(database, collection, partition);
  }

  @Override
  public void dropPartition(String database, String collection, String partition) {
    partitions.drop(database, collection, partition);
  }

  @Override
  public void createAlias(String database, String collection, String alias) {
    aliases.create(database, collection, alias);
  }

  @Override
  public void alterAlias(String database, String collection, String alias) {
    aliases.alter(database, collection, alias);
  }

  @Override
  public void dropAlias(String database, String alias) {
    aliases.drop(database, alias);
  }

  @Override
  public Map<String, String> aliases(String database) {
    return aliases.of(database);
  }

  @Override
  public AccessRules accessRules() {
    return catalog().accessRules();
  }

  @Override
  public void changeAccessRules(UnaryOperator<AccessRules> change) {
    log.changing(
        () -> log.append(new LogRecord.PutAccessRules(change.apply(catalog().accessRules()))));
  }

  @Override
  public void createIndex(String database, String collection, IndexSpec index) {
    log.change(database, collection, c -> Indexes.add(c, index));
  }

  @Override
  public void dropIndex(String database, String collection, String nameOrField) {
    log.change(database, collection, c -> Indexes.remove(c, nameOrField));
  }

  @Override
  public List<IndexProgress> indexes(String database, String collection) {
    Collection c = catalog().get(database, collection);
    var state = cluster.state(c);
    List<SegmentEntry> segments = state.manifest().segments();
    long total = state.liveRows();
    List<IndexProgress> progress = new ArrayList<>();
    for (IndexSpec index : c.indexes()) {
      long pending =
          segments.stream()
              .filter(s -> maintenance.graphBuild().isPending(index, s))
              .mapToLong(SegmentEntry::rows)
              .sum();
      long open = Math.min(pending, total);
      progress.add(new IndexProgress(index, total, total - open, open));
    }
    return progress;
  }

  @Override
  public void load(String database, String collection, List<String> names) {
    loading.load(database, collection, names);
  }

  @Override
  public void release(String database, String collection, List<String> names) {
    loading.release(database, collection, names);
  }

  private static Collection requireSame(Collection present, Collection made) {
    if (!present.schema().equals(made.schema())) {
      throw new EngineException(
          ErrorCode.COLLECTION_EXISTS,
          "create duplicate collection with different parameters, collection: " + made.name());
    }
    return present;
  }

  private Catalog catalog() {
    return log.catalog();
  }
}
