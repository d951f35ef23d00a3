package dev.aerie.engine.backup;

import dev.aerie.engine.catalog.Partition;
import dev.aerie.engine.checkpoint.Checkpoint;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.manifest.Manifest;
import dev.aerie.engine.manifest.ManifestStore;
import dev.aerie.engine.manifest.SegmentEntry.StoredObject;
import dev.aerie.engine.objectstore.ObjectStore;
import dev.aerie.engine.objectstore.ObjectStoreException;
import dev.aerie.engine.wal.Log;
import dev.aerie.engine.wal.LogPosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/** Finds the objects that a state of a cluster consists of. Thread-safe. */
public final class Contents {
  private final ObjectStore store;

  public Contents(ObjectStore store) {
    this.store = store;
  }

  /**
   * A checkpoint's manifests, their segments, and the log from there to an end.
   *
   * @throws ObjectStoreException {@link ErrorCode#OBJECT_MISSING} when a part of the log is gone
   */
  public List<StoredObject> of(Checkpoint checkpoint, LogPosition logEnd) {
    List<StoredObject> objects = new ArrayList<>(tables(checkpoint));
    LogPosition reached =
        checkpoint.replayFrom().compareTo(logEnd) >= 0
            ? logEnd
            : new Log(store)
                .readOn(
                    checkpoint.replayFrom(),
                    object -> {
                      objects.add(stored(object.position().key()));
                      return object.end().compareTo(logEnd) < 0;
                    });
    if (reached.compareTo(logEnd) < 0) {
      throw ObjectStoreException.missing(reached.next().key());
    }
    return objects;
  }

  private List<StoredObject> tables(Checkpoint checkpoint) {
    List<StoredObject> objects = new ArrayList<>();
    for (Checkpoint.Entry entry : checkpoint.collections()) {
      if (entry.manifest() > 0) {
        objects.add(stored(key(entry)));
        segments(entry).forEach(objects::add);
      }
    }
    return objects;
  }

  /** Keys of a collection's manifest and its segments, as a checkpoint has them. */
  List<String> keys(Checkpoint.Entry entry) {
    return entry.manifest() == 0
        ? List.of()
        : Stream.concat(Stream.of(key(entry)), segments(entry).map(StoredObject::key)).toList();
  }

  private Stream<StoredObject> segments(Checkpoint.Entry entry) {
    Set<Long> partitions =
        entry.collection().partitions().stream().map(Partition::id).collect(Collectors.toSet());
    Manifest manifest = new ManifestStore(store).read(entry.collection().id(), entry.manifest());
    return manifest.segments().stream()
        .filter(segment -> partitions.contains(segment.partitionId()))
        .flatMap(segment -> segment.objects().stream());
  }

  private static String key(Checkpoint.Entry entry) {
    return ManifestStore.key(entry.collection().id(), entry.manifest());
  }

  /**
   * An object as it must be.
   *
   * @throws ObjectStoreException {@link ErrorCode#OBJECT_MISSING}, or {@link
   *     ErrorCode#OBJECT_DAMAGED} when size or checksum differ
   */
  public static byte[] read(ObjectStore store, StoredObject object) {
    byte[] content = store.get(object.key());
    if (content.length != object.bytes() || checksum(content) != object.crc32c()) {
      throw ObjectStoreException.damaged(
          object.key(), "is not what the backup needs; restore from another backup");
    }
    return content;
  }

  private StoredObject stored(String key) {
    byte[] content = store.get(key);
    return new StoredObject(key, content.length, checksum(content));
  }

  private static int checksum(byte[] content) {
    CRC32C crc = new CRC32C();
    crc.update(content);
    return (int) crc.getValue();
  }
}
