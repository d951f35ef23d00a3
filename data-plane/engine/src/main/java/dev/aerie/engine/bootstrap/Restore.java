package dev.aerie.engine.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.aerie.engine.backup.Backup;
import dev.aerie.engine.backup.Contents;
import dev.aerie.engine.checkpoint.Checkpoint;
import dev.aerie.engine.checkpoint.CheckpointStore;
import dev.aerie.engine.encryption.DataKeys;
import dev.aerie.engine.epoch.Epoch;
import dev.aerie.engine.epoch.EpochStore;
import dev.aerie.engine.epoch.Lease;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.manifest.SegmentEntry.StoredObject;
import dev.aerie.engine.objectstore.ObjectStore;
import dev.aerie.engine.wal.Log;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Fills an empty store from a backup. Broken off, it can be done again: a store counts as filled
 * once its {@link Origin} is there. Who holds something in the source meanwhile {@linkplain #begin
 * begins} before and {@linkplain #end ends} after that. Not thread-safe.
 */
public final class Restore {
  /** Where people put files of their own: a store that has only those and data keys is empty. */
  public static final String UPLOADS = "uploads";

  /** Where it is noted that a store is being filled, and from where. */
  public static final String UNDER_WAY = "restoring";

  private static final String LOG = "wal/";
  private static final String SEGMENT = "/seg/";

  private final ObjectStore source;
  private final String sourceUri;
  private final ObjectStore target;
  private final Clock clock;

  /** Whether the target has its note and nothing else that has to go. */
  private boolean begun;

  /**
   * @param source where the backup's objects lie
   * @param sourceUri its URI, under which a branch finds it again
   * @param target has to be empty, or filled in part by this
   */
  public Restore(ObjectStore source, String sourceUri, ObjectStore target, Clock clock) {
    this.source = source;
    this.sourceUri = sourceUri;
    this.target = target;
    this.clock = clock;
  }

  /**
   * Whether somebody has begun to fill a store and something may still be held for it where it is
   * filled from. Reads nothing, as what is there may be under another key.
   */
  public static boolean isUnderWay(ObjectStore target) {
    return target.list(UNDER_WAY, "").contains(UNDER_WAY);
  }

  /** URI of where a store is filled from while that is under way, if who began noted it. */
  public static Optional<String> sourceOf(ObjectStore target) {
    return isUnderWay(target)
        ? Optional.of(new String(target.get(UNDER_WAY), UTF_8)).filter(uri -> !uri.isEmpty())
        : Optional.empty();
  }

  /**
   * Copies everything a backup needs; the source is not needed any more then.
   *
   * @throws EngineException {@link ErrorCode#NOT_RESTORABLE} if the target is not empty or rows
   *     that came past the log would be left out, {@link ErrorCode#OBJECT_MISSING} or {@link
   *     ErrorCode#OBJECT_DAMAGED} naming an object
   */
  public Origin copy(Backup backup, Chosen chosen) {
    return fill(backup, chosen, false);
  }

  /**
   * Leaves the segments where they are: the target reads them from the source, where the backup has
   * to stay as long as the target is needed.
   *
   * @throws EngineException as {@link #copy} does
   */
  public Origin branch(Backup backup, Chosen chosen) {
    return fill(backup, chosen, true);
  }

  private Origin fill(Backup backup, Chosen chosen, boolean branch) {
    Optional<Origin> done = Origin.of(target);
    if (done.isPresent()) {
      return done.get();
    }
    if (!begun) {
      begin();
    }
    begun = false; // what is written from here on goes when this is done again
    Checkpoint checkpoint = chosenOf(backup.checkpoint(), chosen);
    copyLog(backup, chosen);
    chosen.requireAllSeen();
    for (StoredObject object : backup.objects()) {
      boolean copied = !object.key().startsWith(LOG) && isOf(checkpoint, object);
      if (copied && !(branch && object.key().contains(SEGMENT))) {
        target.put(object.key(), Contents.read(source, object));
      }
    }
    return finish(backup, checkpoint, branch);
  }

  /**
   * Notes in the target where it is filled from; what it has in part goes. Filling a target that
   * was not begun does so first.
   *
   * @throws EngineException {@link ErrorCode#NOT_RESTORABLE} if the target is not empty
   */
  public void begin() {
    List<String> keys =
        target.list("", "").stream()
            .filter(key -> Stream.of(UPLOADS + "/", DataKeys.FOLDER).noneMatch(key::startsWith))
            .toList();
    if (!keys.isEmpty() && !keys.contains(UNDER_WAY)) {
      throw new EngineException(
          ErrorCode.NOT_RESTORABLE,
          "the storage to restore into has %d objects; name an empty one".formatted(keys.size()));
    }
    target.put(UNDER_WAY, sourceUri.getBytes(UTF_8));
    keys.stream().filter(k -> !k.equals(UNDER_WAY)).forEach(target::delete);
    begun = true;
  }

  /** Notes that nothing is held in the source any more that the target can do without. */
  public void end() {
    target.delete(UNDER_WAY);
    begun = false;
  }

  private static boolean isOf(Checkpoint checkpoint, StoredObject object) {
    return checkpoint.collections().stream()
        .anyMatch(e -> object.key().startsWith("col/%d/".formatted(e.collection().id())));
  }

  /** A checkpoint with the chosen collections, under their new names. */
  static Checkpoint chosenOf(Checkpoint all, Chosen chosen) {
    List<Checkpoint.Entry> entries = new ArrayList<>();
    for (Checkpoint.Entry entry : all.collections()) {
      chosen
          .apply(entry.collection())
          .map(c -> new Checkpoint.Entry(c, entry.manifest(), entry.covered()))
          .ifPresent(entries::add);
    }
    return new Checkpoint(
        all.number(),
        all.position(),
        all.replayFrom(),
        all.timestamp(),
        entries,
        all.aliases().stream()
            .filter(a -> chosen.contains(a.collectionId()))
            .filter(a -> entries.stream().noneMatch(e -> hasName(e, a)))
            .toList(),
        all.databases(),
        all.accessRules());
  }

  private static boolean hasName(Checkpoint.Entry entry, Checkpoint.Alias alias) {
    return entry.collection().name().equals(alias.alias())
        && entry.collection().database().equals(alias.database());
  }

  private void copyLog(Backup backup, Chosen chosen) {
    RestoredLog restored = new RestoredLog(backup, chosen);
    Log written = new Log(target);
    if (backup.checkpoint().replayFrom().compareTo(backup.logEnd()) < 0) {
      new Log(source)
          .readOn(
              backup.checkpoint().replayFrom(),
              object -> {
                written.put(restored.of(object));
                return object.end().compareTo(backup.logEnd()) < 0;
              });
    }
    restored.requireWhole();
  }

  /** The epoch the log ends in is over, so that the first pod may claim the next at once. */
  private Origin finish(Backup backup, Checkpoint checkpoint, boolean branch) {
    EpochStore epochs = new EpochStore(target);
    long epoch = backup.logEnd().epoch();
    epochs.renew(new Lease(epoch, 1, true));
    epochs.claim(new Epoch(epoch, "", "", new UUID(0, 0), clock.millis()));
    new CheckpointStore(target).write(checkpoint);
    Origin origin = new Origin(sourceUri, backup.name(), backup.timestamp(), branch);
    origin.write(target);
    return origin;
  }
}
