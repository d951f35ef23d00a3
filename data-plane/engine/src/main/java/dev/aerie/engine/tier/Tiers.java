package dev.aerie.engine.tier;

import dev.aerie.engine.catalog.Collection;
import dev.aerie.engine.catalog.LoadState;
import dev.aerie.engine.collection.CollectionState;
import dev.aerie.engine.replica.ClusterState;
import dev.aerie.engine.replica.Periodic;
import java.time.Duration;

/**
 * Keeps each collection's rows where its tier says: opens pinned ones before they are read, lets go
 * of the others when they were not read for a while. What was let go is opened again by the next
 * read. Thread-safe.
 */
public final class Tiers implements AutoCloseable {
  private static final Duration LONGEST_INTERVAL = Duration.ofSeconds(5);

  private final ClusterState cluster;
  private final Duration idleTime;
  private final Duration coldTime;
  private final Periodic looking;

  /**
   * @param idleTime a collection of tier AUTO that was not read for so long costs no memory
   * @param coldTime one of tier COLD, and its copies on the local disk go too
   */
  public Tiers(ClusterState cluster, Duration idleTime, Duration coldTime) {
    this.cluster = cluster;
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

  private void look() {
    for (CollectionState state : cluster.states()) {
      Collection collection = state.collection();
      switch (collection.tier()) {
        case PINNED -> {
          if (collection.loadState() == LoadState.LOADED) {
            state.warmUp();
          }
        }
        case AUTO -> {
          if (state.isIdleFor(idleTime)) {
            state.release();
          }
        }
        case COLD -> {
          if (state.isIdleFor(coldTime)) {
            state.release();
            state.forgetCopies();
          }
        }
      }
    }
  }
}
