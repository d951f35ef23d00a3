package dev.aerie.engine.maintenance;

import dev.aerie.engine.manifest.SegmentEntry;
import dev.aerie.engine.objectstore.ObjectStore;
import dev.aerie.engine.replica.ClusterState;
import dev.aerie.engine.wal.LogPosition;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds what a process that ended at the wrong moment left in the store: collections, segments, and
 * delete files and graphs of segments, that nobody lists.
 */
final class Orphans {
  private static final Pattern KEY = Pattern.compile("col/(\\d+)/(?:seg/(\\d+)/(.*)|.*)");

  /**
   * What is added to a segment later on. Releases before named these by short numbers, which were
   * used again, or by none; such ones stay as long as their segment.
   */
  private static final Pattern ADDED =
      Pattern.compile("(?:del-|vec-\\d+\\.\\w+\\.)(\\d{16,})(?:\\.graph)?");

  private final Garbage garbage;
  private final LogPosition position;
  private final long before;
  private final Set<Long> collections = new HashSet<>();
  private final Set<Long> segments = new HashSet<>();
  private final Set<String> objects = new HashSet<>();
  private final Set<Long> handed = new HashSet<>();

  private Orphans(ClusterState cluster, Garbage garbage, long before) {
    this.garbage = garbage;
    this.before = before;
    cluster.catalog().all().forEach(collection -> collections.add(collection.id()));
    this.position = cluster.position(); // by then those that are missing have gone
    cluster.states().forEach(state -> state.manifest().segments().forEach(this::list));
  }

  /**
   * Hands orphans over to be removed.
   *
   * @param before ids from here on are of this process, which may be writing them just now
   */
  static void find(ObjectStore store, ClusterState cluster, Garbage garbage, long before) {
    Orphans orphans = new Orphans(cluster, garbage, before);
    store.list("col/", "").forEach(orphans::look);
  }

  private void list(SegmentEntry entry) {
    segments.add(entry.id());
    entry.objects().forEach(object -> objects.add(object.key()));
  }

  private void look(String key) {
    Matcher matcher = KEY.matcher(key);
    if (!matcher.matches()) {
      return;
    }
    long collection = Long.parseLong(matcher.group(1));
    if (!collections.contains(collection)) {
      if (isLeft(collection) && handed.add(collection)) {
        garbage.collection(collection, position);
      }
    } else if (matcher.group(2) != null) {
      look(key, collection, Long.parseLong(matcher.group(2)), ADDED.matcher(matcher.group(3)));
    }
  }

  private void look(String key, long collection, long segment, Matcher added) {
    if (!segments.contains(segment)) {
      if (isLeft(segment) && handed.add(segment)) {
        garbage.segment(collection, segment);
      }
    } else if (!objects.contains(key)
        && added.matches()
        && isLeft(Long.parseLong(added.group(1)))) {
      garbage.object(key);
    }
  }

  /** Whether it was written before this process began to write. */
  private boolean isLeft(long number) {
    return number < before;
  }
}
