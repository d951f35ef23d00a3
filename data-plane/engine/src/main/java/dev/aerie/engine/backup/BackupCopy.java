package dev.aerie.engine.backup;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.manifest.SegmentEntry.StoredObject;
import dev.aerie.engine.objectstore.ObjectStore;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Backups of one cluster in a storage of their own, where no cluster runs. They share the objects
 * they have in common; one at a time may be copied or deleted. Not thread-safe.
 */
public final class BackupCopy {
  private final ObjectStore storage;
  private final BackupStore backups;

  public BackupCopy(ObjectStore storage) {
    this.storage = storage;
    this.backups = new BackupStore(storage);
  }

  /**
   * Copies a backup with everything it needs. Broken off, it can be done again.
   *
   * @throws EngineException {@link ErrorCode#OBJECT_MISSING} or {@link ErrorCode#OBJECT_DAMAGED}
   *     naming an object of the source
   */
  public void add(Backup backup, ObjectStore source) {
    if (backups.exists(backup.name())) {
      return;
    }
    Set<String> present = new HashSet<>(storage.list("", ""));
    for (StoredObject object : backup.objects()) {
      if (!present.contains(object.key())) {
        storage.put(object.key(), Contents.read(source, object));
      }
    }
    backups.write(backup);
  }

  /** Deletes a backup and the objects that no other one needs. */
  public void delete(String name) {
    backups.delete(name);
    Set<String> needed =
        backups.all().stream()
            .flatMap(b -> b.objects().stream())
            .map(StoredObject::key)
            .collect(Collectors.toSet());
    for (String folder : new String[] {"col/", "wal/"}) {
      storage.list(folder, "").stream()
          .filter(key -> !needed.contains(key))
          .forEach(storage::delete);
    }
  }
}
