package dev.aerie.server.job;

import dev.aerie.engine.backup.Backup;
import dev.aerie.engine.backup.BackupCopy;
import dev.aerie.engine.backup.BackupStore;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.objectstore.ObjectStore;
import java.time.Duration;
import java.util.Optional;

/**
 * Has a backup made: by the pod that writes, or while none does by an engine of its own. One that
 * is there already is taken as made.
 */
final class TakeBackup implements Job {
  private static final Duration FOR_ALL = Duration.ofMinutes(10);

  @Override
  public Object run(Storages storages, Options options) {
    Optional<String> copyTo = options.value("--copy-to");
    String name = options.name();
    options.requireNoMore();
    try (ObjectStore store = storages.cluster()) {
      Backup backup = take(store, name);
      copyTo.ifPresent(
          uri -> {
            try (ObjectStore storage = storages.source(uri)) {
              new BackupCopy(storage).add(backup, store);
            }
          });
      return Outcome.of(backup);
    }
  }

  private static Backup take(ObjectStore store, String name) {
    BackupStore backups = new BackupStore(store);
    if (!backups.exists(name)) {
      backups.request(name);
      if (!new WriterRequest(store, () -> backups.exists(name)).isServed(FOR_ALL)) {
        backups.withdraw(name);
        throw new EngineException(
            ErrorCode.NOT_READY,
            "no pod made backup '%s' within %d minutes; see the log of the one that writes"
                .formatted(name, FOR_ALL.toMinutes()));
      }
    }
    return backups.read(name);
  }
}
