package dev.aerie.engine.bootstrap;

import dev.aerie.engine.backup.Backup;
import dev.aerie.engine.backup.BackupStore;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.objectstore.ObjectStore;
import java.time.Clock;
import java.time.Instant;

/**
 * Keeps a state in its store while it is copied, or as long as a branch needs it, whatever happens
 * to the backup it was taken from.
 */
public final class Hold {
  private static final String PREFIX = "hold-";

  private final ObjectStore source;
  private final BackupStore backups;
  private final Clock clock;

  public Hold(ObjectStore source, Clock clock) {
    this.source = source;
    this.backups = new BackupStore(source);
    this.clock = clock;
  }

  /** The name under which somebody holds a state; ids of clusters may have what names may not. */
  public static String name(String holder) {
    return PREFIX + holder.replace('_', '-');
  }

  /**
   * Holds a backup.
   *
   * @throws EngineException {@link ErrorCode#BACKUP_NOT_FOUND}, also when it is deleted just now
   */
  public Backup backup(String name, String holder) {
    return backup(name, holder, holder);
  }

  /**
   * Holds a backup for work inside its own store: it does not outlive the store, whatever became of
   * the work.
   *
   * @param work names the work
   * @throws EngineException as {@link #backup} does
   */
  public Backup within(String name, String work) {
    return backup(name, work, "");
  }

  private Backup backup(String name, String work, String holder) {
    if (backups.exists(name(work))) {
      return backups.read(name(work));
    }
    Backup held = backups.read(name).heldBy(name(work), holder);
    backups.write(held);
    if (!backups.exists(name)) {
      release(work);
      return backups.read(name);
    }
    return held;
  }

  /**
   * Holds the state of a moment.
   *
   * @throws EngineException {@link ErrorCode#NOT_RESTORABLE}, also when it ceases to be kept just
   *     now
   */
  public Backup moment(Instant moment, String holder) {
    if (backups.exists(name(holder))) {
      return backups.read(name(holder));
    }
    PointInTime states = new PointInTime(source, clock);
    Backup held = states.at(moment, name(holder)).heldBy(name(holder), holder);
    backups.write(held);
    try {
      states.requireKept(held);
    } catch (EngineException e) {
      release(holder);
      throw e;
    }
    return held;
  }

  /** Whether somebody holds a state here. */
  public boolean isHeldBy(String holder) {
    return backups.exists(name(holder));
  }

  /** Ends a hold; one that is not there is no error. */
  public void release(String holder) {
    backups.delete(name(holder));
  }
}
