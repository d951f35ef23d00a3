package dev.aerie.controlplane.keyuse;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.aerie.controlplane.cluster.Cluster;
import dev.aerie.controlplane.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Takes what regions tell of the use of keys. Safe for use by many threads. */
@ApplicationScoped
public class KeyUseService {
  private final KeyUseRepository uses;
  private final Clock clock;

  KeyUseService(KeyUseRepository uses, Clock clock) {
    this.uses = uses;
    this.clock = clock;
  }

  private record Key(String organization, String id) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      return id.compareTo(other.id);
    }
  }

  /**
   * Keeps the uses of keys that open the clusters they were used with.
   *
   * @param clusters finds those of the region that tells
   */
  public void keep(Sql sql, List<KeyUse> told, Function<String, Optional<Cluster>> clusters) {
    Map<Key, Instant> lastUses = new TreeMap<>();
    told.stream()
        .collect(groupingBy(KeyUse::clusterId, TreeMap::new, toList()))
        .forEach(
            (id, ofCluster) ->
                clusters.apply(id).ifPresent(cluster -> keep(sql, cluster, ofCluster, lastUses)));
    // In the order of ids, as other regions tell of the same keys at the same time.
    lastUses.forEach((key, at) -> uses.noteUse(sql, key.organization(), key.id(), at));
  }

  private void keep(Sql sql, Cluster cluster, List<KeyUse> told, Map<Key, Instant> lastUses) {
    Instant now = clock.instant();
    for (KeyUse use : told) {
      if (uses.keep(sql, cluster, use) && use.isOpened()) {
        lastUses.merge(
            new Key(cluster.organizationId(), use.keyId()),
            use.lastAt().isAfter(now) ? now : use.lastAt(),
            (one, other) -> one.isAfter(other) ? one : other);
      }
    }
  }
}
