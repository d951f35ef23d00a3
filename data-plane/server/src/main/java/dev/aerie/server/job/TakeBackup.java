package dev.aerie.server.job;

import dev.aerie.engine.Engine;
import dev.aerie.engine.backup.Backup;
import dev.aerie.engine.backup.BackupCopy;
import dev.aerie.engine.backup.BackupStore;
import dev.aerie.engine.epoch.Epoch;
import dev.aerie.engine.epoch.EpochStore;
import dev.aerie.engine.epoch.Lease;
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
  private static final Duration FOR_THE_WRITER = Duration.ofSeconds(30);
  private static final Duration FOR_ALL = Duration.ofMinutes(10);
  private static final Duration PAUSE = Duration.ofMillis(100);

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
      if (!isWritten(store) || !isMade(backups, name, FOR_THE_WRITER)) {
        takeAlone(store, backups, name);
      }
    }
    return backups.read(name);
  }

  /** Whether some pod may be there to be asked. */
  private static boolean isWritten(ObjectStore store) {
    EpochStore epochs = new EpochStore(store);
    Epoch epoch = epochs.newest();
    return epoch.number() > 0 && !epochs.lease(epoch.number()).map(Lease::released).orElse(false);
  }

  /** The engine serves the request as soon as it writes, unless a pod that came back does. */
  private static void takeAlone(ObjectStore store, BackupStore backups, String name) {
    try (Engine _ = TemporaryEngine.open(store)) {
      if (!isMade(backups, name, FOR_ALL)) {
        backups.withdraw(name);
        throw new EngineException(
            ErrorCode.NOT_READY,
            "no pod made backup '%s' within %d minutes; see the log of the one that writes"
                .formatted(name, FOR_ALL.toMinutes()));
      }
    }
  }

  private static boolean isMade(BackupStore backups, String name, Duration wait) {
    long end = System.nanoTime() + wait.toNanos();
    try {
      while (!backups.exists(name) && System.nanoTime() - end < 0) {
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException(ErrorCode.NOT_READY, "interrupted while waiting for a backup", e);
    }
    return backups.exists(name);
  }
}
