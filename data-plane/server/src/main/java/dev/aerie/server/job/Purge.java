package dev.aerie.server.job;

import dev.aerie.engine.backup.Backup;
import dev.aerie.engine.backup.BackupStore;
import dev.aerie.engine.bootstrap.Hold;
import dev.aerie.engine.bootstrap.Origin;
import dev.aerie.engine.bootstrap.Restore;
import dev.aerie.engine.encryption.DataKeys;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.objectstore.ObjectStore;
import java.util.List;
import java.util.Optional;

/**
 * Removes every object of a cluster; who kept something for it, as a branch's parent does, need not
 * any more then.
 */
final class Purge implements Job {
  /**
   * They tell where something is kept for this cluster, and open what tells it: they go last, in
   * this order.
   */
  private static final List<String> NOTES = List.of(Origin.KEY, Restore.UNDER_WAY, DataKeys.FOLDER);

  @Override
  public Object run(Storages storages, Options options) {
    boolean unfilledOnly = options.flag("--unfilled");
    options.requireNoMore();
    try (ObjectStore store = storages.cluster()) {
      return unfilledOnly ? purgeUnfilled(storages, store) : purge(storages, store, "");
    }
  }

  /** What nobody has begun to fill, or is whole, is people's own. */
  private static String purgeUnfilled(Storages storages, ObjectStore store) {
    return !Restore.isUnderWay(store) || Origin.of(store).isPresent()
        ? "nothing removed: it is not filled in part"
        : purge(storages, store, Restore.UPLOADS + "/");
  }

  private static String purge(Storages storages, ObjectStore store, String kept) {
    requireNoBranches(store);
    Optional<Origin> parent = Origin.of(store).filter(Origin::branch);
    Optional<String> source = Restore.sourceOf(store);
    List<String> names =
        store.list("", "").stream()
            .filter(name -> kept.isEmpty() || !name.startsWith(kept))
            .toList();
    names.stream().filter(name -> !isNote(name)).forEach(store::delete);
    parent.ifPresent(origin -> release(storages, origin.storage(), origin.backup()));
    source.ifPresent(uri -> release(storages, uri, Hold.name(storages.clusterId())));
    NOTES.forEach(note -> names.stream().filter(n -> n.startsWith(note)).forEach(store::delete));
    return "%d objects removed".formatted(names.size());
  }

  private static boolean isNote(String name) {
    return NOTES.stream().anyMatch(name::startsWith);
  }

  private static void requireNoBranches(ObjectStore store) {
    List<String> holders =
        new BackupStore(store)
            .all().stream().map(Backup::holder).filter(holder -> !holder.isEmpty()).toList();
    if (!holders.isEmpty()) {
      throw new EngineException(
          ErrorCode.STILL_NEEDED,
          "%s read from this storage; delete them first, or keep the data".formatted(holders));
    }
  }

  private static void release(Storages storages, String storage, String backup) {
    try (ObjectStore source = storages.source(storage)) {
      new BackupStore(source).delete(backup);
    }
  }
}
