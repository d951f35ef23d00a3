package dev.aerie.engine.definition;

import dev.aerie.engine.catalog.AccessRules;
import dev.aerie.engine.catalog.Catalog;
import dev.aerie.engine.catalog.Collection;
import dev.aerie.engine.catalog.CreateCollection;
import dev.aerie.engine.catalog.Database;
import dev.aerie.engine.catalog.Definitions;
import dev.aerie.engine.catalog.IndexProgress;
import dev.aerie.engine.collection.CollectionState;
import dev.aerie.engine.maintenance.Maintenance;
import dev.aerie.engine.manifest.SegmentEntry;
import dev.aerie.engine.replica.ClusterState;
import dev.aerie.engine.replica.Replica;
import dev.aerie.engine.schema.FieldSchema;
import dev.aerie.engine.schema.IndexSpec;
import dev.aerie.engine.tier.Tiers;
import dev.aerie.engine.time.HybridClock;
import dev.aerie.engine.wal.LogRecord;
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
  private final Collections collections;
  private final Aliases aliases;
  private final Maintenance maintenance;
  private final Partitions partitions;
  private final Loading loading;

  public LoggedDefinitions(
      ClusterState cluster,
      Replica replica,
      Maintenance maintenance,
      Tiers tiers,
      HybridClock clock) {
    this.cluster = cluster;
    this.log = new DefinitionLog(cluster, replica);
    this.databases = new Databases(log, clock);
    this.collections = new Collections(log, maintenance, clock);
    this.aliases = new Aliases(log);
    this.maintenance = maintenance;
    this.partitions = new Partitions(log, clock);
    this.loading = new Loading(log, cluster, tiers);
  }

  /** Collections that come out of a backup. */
  public RestoredCollections restored() {
    return new RestoredCollections(log);
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
    return collections.create(request);
  }

  @Override
  public void dropCollection(String database, String name) {
    collections.drop(database, name);
  }

  @Override
  public void renameCollection(String database, String name, String newDatabase, String newName) {
    collections.rename(database, name, newDatabase, newName);
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
    collections.alter(database, collection, set, removed);
  }

  @Override
  public void addField(String database, String collection, FieldSchema field) {
    collections.addField(database, collection, field);
  }

  @Override
  public void alterField(
      String database,
      String collection,
      String field,
      Map<String, String> set,
      List<String> removed) {
    collections.alterField(database, collection, field, set, removed);
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
  public void alterIndex(
      String database,
      String collection,
      String index,
      Map<String, String> set,
      List<String> removed) {
    log.change(database, collection, c -> Indexes.alter(c, index, set, removed));
  }

  @Override
  public void dropIndex(String database, String collection, String nameOrField) {
    log.change(database, collection, c -> Indexes.remove(c, nameOrField));
  }

  @Override
  public List<IndexProgress> indexes(String database, String collection) {
    Collection c = catalog().get(database, collection);
    CollectionState state = cluster.state(c);
    List<SegmentEntry> segments = state.present(state.manifest());
    return c.indexes().stream().map(index -> progress(index, segments, state)).toList();
  }

  private IndexProgress progress(
      IndexSpec index, List<SegmentEntry> segments, CollectionState state) {
    List<SegmentEntry> pending =
        segments.stream().filter(s -> maintenance.graphBuild().isPending(index, s)).toList();
    long total = rows(segments);
    long waiting = rows(pending);
    long since =
        pending.stream().mapToLong(s -> state.oldestRow(s.id())).min().orElse(Long.MAX_VALUE);
    return new IndexProgress(index, total, total - waiting, waiting, since);
  }

  private static long rows(List<SegmentEntry> segments) {
    return segments.stream().mapToLong(SegmentEntry::rows).sum();
  }

  @Override
  public void load(String database, String collection, List<String> names) {
    loading.load(database, collection, names);
  }

  @Override
  public void release(String database, String collection, List<String> names) {
    loading.release(database, collection, names);
  }

  private Catalog catalog() {
    return log.catalog();
  }
}
