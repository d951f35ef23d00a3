package dev.aerie.server.job;

import dev.aerie.engine.backup.BackupCopy;
import dev.aerie.engine.backup.BackupStore;
import dev.aerie.engine.objectstore.ObjectStore;
import java.util.Optional;

/** Removes a backup from the cluster, and its copy if one was made. */
final class DeleteBackup implements Job {
  @Override
  public Object run(Storages storages, Options options) {
    Optional<String> copyIn = options.value("--copy-in");
    String name = options.name();
    options.requireNoMore();
    try (ObjectStore store = storages.cluster()) {
      BackupStore backups = new BackupStore(store);
      backups.withdraw(name);
      backups.delete(name);
    }
    copyIn.ifPresent(
        uri -> {
          try (ObjectStore storage = storages.source(uri)) {
            new BackupCopy(storage).delete(name);
          }
        });
    return "backup %s removed".formatted(name);
  }
}
