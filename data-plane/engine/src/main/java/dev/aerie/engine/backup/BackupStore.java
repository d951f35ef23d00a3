package dev.aerie.engine.backup;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.format.Envelope;
import dev.aerie.engine.format.Json;
import dev.aerie.engine.objectstore.ObjectStore;
import dev.aerie.engine.objectstore.ObjectStoreException;
import java.util.List;
import java.util.regex.Pattern;

/** Backups in the object store, and what clients have asked the writer for. Thread-safe. */
public final class BackupStore {
  /** Folder of the backups that were asked for. */
  public static final String REQUESTS = "request/backup/";

  private static final String FOLDER = "backup/";
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");

  private final ObjectStore store;

  public BackupStore(ObjectStore store) {
    this.store = store;
  }

  /** Keys of all backups, by name. */
  public List<String> keys() {
    return store.list(FOLDER, "");
  }

  /** All backups, by name. */
  public List<Backup> all() {
    return keys().stream().map(this::readKey).toList();
  }

  public boolean exists(String name) {
    return store.list(key(name), "").contains(key(name));
  }

  /**
   * @throws EngineException {@link ErrorCode#BACKUP_NOT_FOUND}
   */
  public Backup read(String name) {
    try {
      return readKey(key(name));
    } catch (ObjectStoreException e) {
      if (e.code() == ErrorCode.OBJECT_MISSING) {
        throw new EngineException(
            ErrorCode.BACKUP_NOT_FOUND,
            "there is no backup '%s'; there are %s".formatted(name, names()),
            e);
      }
      throw e;
    }
  }

  /** The backup of a key. */
  Backup readKey(String key) {
    byte[] json = Envelope.openBytes(Envelope.Kind.BACKUP, key, store.get(key));
    return Json.read(key, json, Backup.class);
  }

  /**
   * Puts a backup into the store; from then on its objects stay.
   *
   * @throws EngineException {@link ErrorCode#BACKUP_EXISTS}, or {@link ErrorCode#INVALID_ARGUMENT}
   *     for a name that is not made of small letters, digits, points and hyphens
   */
  public void write(Backup backup) {
    byte[] object = Envelope.seal(Envelope.Kind.BACKUP, Json.write(backup));
    if (!store.putIfAbsent(key(backup.name()), object)) {
      throw new EngineException(
          ErrorCode.BACKUP_EXISTS,
          "a backup '%s' exists; choose another name or delete it".formatted(backup.name()));
    }
  }

  /** Removes a backup; its objects go when nothing else needs them. One not there is no error. */
  public void delete(String name) {
    store.delete(key(name));
  }

  /** Asks the writer, whichever pod that is, for a backup. */
  public void request(String name) {
    store.put(REQUESTS + checked(name), new byte[0]);
  }

  /** Whether a backup is asked for and not made yet. */
  public boolean isRequested(String name) {
    String key = REQUESTS + checked(name);
    return store.list(key, "").contains(key);
  }

  /** Forgets what was asked for. */
  public void withdraw(String name) {
    store.delete(REQUESTS + checked(name));
  }

  private List<String> names() {
    return keys().stream().map(k -> k.substring(FOLDER.length())).toList();
  }

  /** Where a backup lies. */
  static String key(String name) {
    return FOLDER + checked(name);
  }

  /**
   * The name, if it can stand in a key of the store.
   *
   * @throws EngineException {@link ErrorCode#INVALID_ARGUMENT}
   */
  public static String checked(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new EngineException(
          ErrorCode.INVALID_ARGUMENT,
          "'%s' cannot name a backup or a restore; use small letters, digits, points and hyphens"
              .formatted(name));
    }
    return name;
  }
}
