package dev.aerie.engine.tier;

import dev.aerie.engine.catalog.Collection;
import dev.aerie.engine.catalog.LoadState;
import dev.aerie.engine.catalog.Partition;
import dev.aerie.engine.catalog.Tier;
import dev.aerie.engine.collection.CollectionState;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.replica.ClusterState;
import dev.aerie.engine.replica.Periodic;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the rows of each partition where its tier says: opens pinned ones before they are read,
 * lets go of the others when they were not read for a while. What was let go is opened again by the
 * next read. Thread-safe.
 */
public final class Tiers implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Tiers.class);
  private static final Duration LONGEST_INTERVAL = Duration.ofSeconds(5);

  private final ClusterState cluster;
  private final Tier defaultTier;
  private final Duration idleTime;
  private final Duration coldTime;
  private final Periodic looking;

  /**
   * @param defaultTier of what says nothing itself
   * @param idleTime a partition of tier AUTO that was not read for so long costs no memory
   * @param coldTime one of tier COLD, and its copies on the local disk go too
   */
  public Tiers(ClusterState cluster, Tier defaultTier, Duration idleTime, Duration coldTime) {
    this.cluster = cluster;
    this.defaultTier = defaultTier;
    this.idleTime = idleTime;
    this.coldTime = coldTime;
    Duration interval = coldTime.compareTo(LONGEST_INTERVAL) < 0 ? coldTime : LONGEST_INTERVAL;
    this.looking = new Periodic("aerie-tiers", interval, this::look);
  }

  public void start() {
    looking.start();
  }

  @Override
  public void close() {
    looking.close();
  }

  /**
   * Opens what was loaded, in the background, so that its first read finds it; what is cold stays
   * where it is. A read that comes meanwhile waits for what it needs only.
   */
  public void loaded(Collection collection) {
    Set<Long> warm =
        collection.partitions().stream()
            .filter(p -> p.loadState() == LoadState.LOADED && tier(collection, p) != Tier.COLD)
            .map(Partition::id)
            .collect(Collectors.toSet());
    if (!warm.isEmpty()) {
      Thread.ofVirtual().name("aerie-warm-up").start(() -> warmUp(collection, warm));
    }
  }

  private Tier tier(Collection collection, Partition partition) {
    return collection.tier(partition, defaultTier);
  }

  private void warmUp(Collection collection, Set<Long> partitions) {
    try {
      cluster.state(collection).warmUp(partitions);
    } catch (EngineException e) {
      LOG.info("'{}' is opened by its first read instead: {}", collection.name(), e.getMessage());
    }
  }

  private void look() {
    for (CollectionState state : cluster.states()) {
      Collection collection = state.collection();
      collection.partitions().forEach(p -> look(state, p, tier(collection, p)));
    }
  }

  /** What can't be opened keeps nothing else from its place; it has its turn again. */
  private void look(CollectionState state, Partition partition, Tier tier) {
    try {
      place(state, partition, tier);
    } catch (RuntimeException | OutOfMemoryError e) {
      LOG.warn(
          "partition '{}' of '{}' is not where its tier says: {}",
          partition.name(),
          state.collection().name(),
          e.toString());
    }
  }

  private void place(CollectionState state, Partition partition, Tier tier) {
    Set<Long> id = Set.of(partition.id());
    switch (tier) {
      case PINNED -> {
        if (partition.loadState() == LoadState.LOADED) {
          state.warmUp(id);
        }
      }
      case AUTO -> {
        if (state.isIdleFor(partition.id(), idleTime)) {
          state.release(id);
        }
      }
      case COLD -> {
        if (state.isIdleFor(partition.id(), coldTime)) {
          state.release(id);
          state.forgetCopies(partition.id());
        }
      }
    }
  }
}
