package dev.aerie.server.job;

import dev.aerie.engine.backup.Backup;
import dev.aerie.engine.backup.BackupStore;
import dev.aerie.engine.bootstrap.Origin;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.objectstore.ObjectStore;
import java.util.List;
import java.util.Optional;

/** Removes every object of a cluster; a branch's parent need not keep anything for it then. */
final class Purge implements Job {
  @Override
  public Object run(Storages storages, Options options) {
    options.requireNoMore();
    try (ObjectStore store = storages.cluster()) {
      requireNoBranches(store);
      Optional<Origin> parent = Origin.of(store).filter(Origin::branch);
      List<String> names = store.list("", "");
      names.stream().filter(name -> !name.equals(Origin.KEY)).forEach(store::delete);
      parent.ifPresent(origin -> release(storages, origin));
      store.delete(Origin.KEY);
      return "%d objects removed".formatted(names.size());
    }
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

  private static void release(Storages storages, Origin origin) {
    try (ObjectStore parent = storages.source(origin.storage())) {
      new BackupStore(parent).delete(origin.backup());
    }
  }
}
