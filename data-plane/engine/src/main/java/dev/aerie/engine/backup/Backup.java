package dev.aerie.engine.backup;

import dev.aerie.engine.checkpoint.Checkpoint;
import dev.aerie.engine.manifest.SegmentEntry.StoredObject;
import dev.aerie.engine.wal.LogPosition;
import java.util.List;

/**
 * A state of the whole cluster at one moment, and every object it consists of. As long as it is in
 * the store, none of them is removed.
 *
 * @param name unique in its store
 * @param createdAtMillis wall clock
 * @param timestamp hybrid: exactly the writes up to here belong to it
 * @param checkpoint the catalog and the manifests to begin with
 * @param logEnd the log up to here, from the checkpoint's on, belongs to it
 * @param objects with the sizes and checksums they must have
 * @param collections what is in it, for people; empty where nobody has counted
 * @param holder who needs it, if a branch grows out of it; empty otherwise
 */
public record Backup(
    String name,
    long createdAtMillis,
    long timestamp,
    Checkpoint checkpoint,
    LogPosition logEnd,
    List<StoredObject> objects,
    List<CountedRows> collections,
    String holder) {

  /**
   * Rows of a collection.
   *
   * @param rows deleted ones not counted
   */
  public record CountedRows(String database, String collection, long rows) {}

  public Backup {
    objects = List.copyOf(objects);
    collections = List.copyOf(collections);
  }

  /** The same state under another name, held by a branch or by a copy under way. */
  public Backup heldBy(String otherName, String who) {
    return new Backup(
        otherName, createdAtMillis, timestamp, checkpoint, logEnd, objects, collections, who);
  }

  /** Size of all objects. */
  public long bytes() {
    return objects.stream().mapToLong(StoredObject::bytes).sum();
  }
}
