package dev.aerie.engine.maintenance;

import dev.aerie.engine.catalog.Collection;
import dev.aerie.engine.manifest.SegmentEntry;
import dev.aerie.engine.objectstore.ObjectStore;
import dev.aerie.engine.replica.ClusterState;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds what a process that ended at the wrong moment left in the store: segments and collections
 * nobody lists.
 */
final class Orphans {
  private static final Pattern KEY = Pattern.compile("col/(\\d+)/(?:seg/(\\d+)/.*|.*)");

  private Orphans() {}

  /**
   * Hands orphans over to be removed.
   *
   * @param before ids from here on are of this process, which may be writing them just now
   */
  static void find(ObjectStore store, ClusterState cluster, Garbage garbage, long before) {
    Set<Long> collections =
        cluster.catalog().all().stream().map(Collection::id).collect(Collectors.toSet());
    Set<Long> segments =
        cluster.states().stream()
            .flatMap(s -> s.manifest().segments().stream())
            .map(SegmentEntry::id)
            .collect(Collectors.toSet());
    Set<Long> handed = new HashSet<>();
    for (String key : store.list("col/", "")) {
      Matcher matcher = KEY.matcher(key);
      if (!matcher.matches()) {
        continue;
      }
      long collection = Long.parseLong(matcher.group(1));
      if (!collections.contains(collection)) {
        if (collection < before && handed.add(collection)) {
          garbage.collection(collection, cluster.position());
        }
      } else if (matcher.group(2) != null) {
        long segment = Long.parseLong(matcher.group(2));
        if (segment < before && !segments.contains(segment) && handed.add(segment)) {
          garbage.segment(collection, segment);
        }
      }
    }
  }
}
