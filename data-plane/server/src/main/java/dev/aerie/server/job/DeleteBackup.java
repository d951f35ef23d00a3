package dev.aerie.server.job;

import dev.aerie.engine.backup.BackupCopy;
import dev.aerie.engine.backup.BackupStore;
import dev.aerie.engine.bootstrap.Hold;
import dev.aerie.engine.objectstore.ObjectStore;
import java.time.Clock;
import java.util.Optional;

/**
 * Removes a backup from the cluster, and its copy if one was made; what a drill that was broken off
 * has left as well.
 */
final class DeleteBackup implements Job {
  private final Clock clock;

  DeleteBackup(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Object run(Storages storages, Options options) {
    Optional<String> copyIn = options.value("--copy-in");
    String name = options.name();
    options.requireNoMore();
    try (ObjectStore store = storages.cluster()) {
      endDrill(storages, store, name);
      BackupStore backups = new BackupStore(store);
      backups.withdraw(name);
      backups.delete(name);
    }
    copyIn.ifPresent(
        uri -> {
          try (ObjectStore storage = storages.source(uri)) {
            endDrill(storages, storage, name);
            new BackupCopy(storage).delete(name);
          }
        });
    return "backup %s removed".formatted(name);
  }

  /** A drill holds its backup before it writes anything, and until all that is removed. */
  private void endDrill(Storages storages, ObjectStore source, String name) {
    Hold hold = new Hold(source, clock);
    if (hold.isHeldBy(Verify.holder(name))) {
      try (ObjectStore scratch = storages.drill()) {
        scratch.list("", "").forEach(scratch::delete);
      }
      hold.release(Verify.holder(name));
    }
  }
}
