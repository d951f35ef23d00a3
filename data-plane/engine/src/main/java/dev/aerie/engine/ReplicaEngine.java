package dev.aerie.engine;

import dev.aerie.engine.backup.Backup;
import dev.aerie.engine.catalog.Collection;
import dev.aerie.engine.catalog.Definitions;
import dev.aerie.engine.catalog.SegmentDescription;
import dev.aerie.engine.collection.CollectionState;
import dev.aerie.engine.collection.Digest;
import dev.aerie.engine.definition.LoggedDefinitions;
import dev.aerie.engine.epoch.Epoch;
import dev.aerie.engine.execution.Query;
import dev.aerie.engine.execution.Reads;
import dev.aerie.engine.execution.Search;
import dev.aerie.engine.maintenance.Maintenance;
import dev.aerie.engine.manifest.ManifestStore;
import dev.aerie.engine.objectstore.ObjectStore;
import dev.aerie.engine.query.Consistency;
import dev.aerie.engine.query.DeleteRequest;
import dev.aerie.engine.query.MutationResult;
import dev.aerie.engine.query.QueryRequest;
import dev.aerie.engine.query.QueryResult;
import dev.aerie.engine.query.SearchRequest;
import dev.aerie.engine.query.SearchResult;
import dev.aerie.engine.query.WriteRequest;
import dev.aerie.engine.replica.ClusterState;
import dev.aerie.engine.replica.Replica;
import dev.aerie.engine.request.RequestWatch;
import dev.aerie.engine.restore.Restores;
import dev.aerie.engine.segment.DiskCache;
import dev.aerie.engine.segment.SegmentStore;
import dev.aerie.engine.tier.Tiers;
import dev.aerie.engine.time.HybridClock;
import dev.aerie.engine.vector.VectorModule;
import dev.aerie.engine.write.BulkWrite;
import dev.aerie.engine.write.Writes;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** The parts of an engine, put together. */
final class ReplicaEngine implements Engine {
  private final HybridClock clock;
  private final ExecutorService background;
  private final DiskCache cache;
  private final ClusterState cluster;
  private final Replica replica;
  private final Maintenance maintenance;
  private final Tiers tiers;
  private final Definitions definitions;
  private final Restores restores;
  private final Writes writes;
  private final Search search;
  private final Query query;
  private volatile boolean ready;

  ReplicaEngine(EngineConfig config, ObjectStore store, Clock wallClock) {
    VectorModule.require();
    clock = new HybridClock(wallClock);
    cache = new DiskCache(store, config.cacheDir(), config.cacheBytes());
    SegmentStore segments = new SegmentStore(store, cache);
    background =
        Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("aerie-codes").daemon().factory());
    cluster = new ClusterState(new ManifestStore(store), segments, background, wallClock);
    replica = new Replica(config, store, cluster, clock, wallClock);
    RequestWatch requests = new RequestWatch(store, config.maintenanceInterval(), System::nanoTime);
    maintenance =
        new Maintenance(config, store, segments, cluster, replica, requests, clock, wallClock);
    tiers = new Tiers(cluster, config.defaultTier(), config.idleTime(), config.coldTime());
    LoggedDefinitions logged = new LoggedDefinitions(cluster, replica, maintenance, tiers, clock);
    definitions = logged;
    restores =
        new Restores(
            store,
            segments,
            cluster,
            replica,
            maintenance,
            logged.restored(),
            requests,
            clock,
            wallClock,
            config.maintenanceInterval());
    writes = new Writes(cluster, replica, maintenance, clock);
    Reads reads = new Reads(cluster, replica);
    search = new Search(reads, config.answerBytes());
    query = new Query(reads, config.answerBytes());
  }

  void start() {
    replica.start();
    maintenance.start();
    restores.start();
    tiers.start();
    ready = true;
  }

  @Override
  public Definitions definitions() {
    return definitions;
  }

  @Override
  public MutationResult insert(WriteRequest request) {
    return writes.write(request, false);
  }

  @Override
  public MutationResult upsert(WriteRequest request) {
    return writes.write(request, true);
  }

  @Override
  public MutationResult delete(DeleteRequest request) {
    return writes.delete(request);
  }

  @Override
  public BulkWrite bulkWrite(String database, String collection, String partition, long job) {
    return writes.bulk(database, collection, partition, job);
  }

  @Override
  public SearchResult search(SearchRequest request) {
    return search.search(request);
  }

  @Override
  public QueryResult query(QueryRequest request) {
    return query.query(request);
  }

  @Override
  public void flush(String database, String collection) {
    replica.requireWriter();
    maintenance.flush().flush(state(database, collection));
  }

  @Override
  public void compact(String database, String collection) {
    replica.requireWriter();
    maintenance.compaction().compactFully(state(database, collection));
  }

  @Override
  public long rowCount(String database, String collection, List<String> partitions) {
    Collection definition = definitions.collection(database, collection);
    Set<Long> wanted =
        partitions.stream().map(p -> definition.partition(p).id()).collect(Collectors.toSet());
    return cluster.state(definition).describe().stream()
        .filter(s -> wanted.isEmpty() || wanted.contains(s.partitionId()))
        .mapToLong(SegmentDescription::liveRows)
        .sum();
  }

  @Override
  public List<SegmentDescription> segments(String database, String collection) {
    return state(database, collection).describe();
  }

  @Override
  public Backup backup(String name) {
    return maintenance.backups().take(name);
  }

  @Override
  public Digest digest(String database, String collection) {
    CollectionState state = state(database, collection);
    return Digest.of(state.collection().schema(), state.snapshot(Set.of()));
  }

  @Override
  public void catchUp() {
    replica.refresh(Consistency.STRONG);
  }

  @Override
  public boolean isReady() {
    return ready && replica.isAlive();
  }

  @Override
  public boolean isAlive() {
    return replica.isAlive();
  }

  @Override
  public boolean isWriter() {
    return replica.isWriter();
  }

  @Override
  public Epoch epoch() {
    return replica.epoch();
  }

  @Override
  public long timestamp() {
    return clock.next();
  }

  @Override
  public EngineStatus status() {
    List<SegmentDescription> segments =
        cluster.states().stream().flatMap(s -> s.describe().stream()).toList();
    return new EngineStatus(
        isReady(),
        replica.isWriter(),
        epoch().number(),
        epoch().address(),
        cluster.timestamp(),
        cluster.unflushedBytes(),
        cluster.catalog().all().size(),
        segments.stream().mapToLong(SegmentDescription::liveRows).sum(),
        (int) segments.stream().filter(SegmentDescription::flushed).count(),
        cluster.states().stream().mapToInt(CollectionState::openCount).sum(),
        cache.hits(),
        cache.misses(),
        replica.commits(),
        maintenance.flush().segmentsWritten(),
        maintenance.compaction().merges(),
        maintenance.graphBuild().builds());
  }

  @Override
  public void drain() {
    ready = false;
    tiers.close();
    restores.close();
    maintenance.close();
    replica.release();
  }

  @Override
  public void close() {
    drain();
    replica.close();
    background.shutdownNow();
  }

  private CollectionState state(String database, String collection) {
    return cluster.state(definitions.collection(database, collection));
  }
}
