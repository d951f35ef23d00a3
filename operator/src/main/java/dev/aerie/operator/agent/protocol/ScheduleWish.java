package dev.aerie.operator.agent.protocol;

import dev.aerie.crds.Retention;
import dev.aerie.crds.VectorBackupScheduleSpec;
import dev.aerie.crds.VectorBackupSpec;

/**
 * A schedule that a cluster's backups are to be made by.
 *
 * @param name of the VectorBackupSchedule
 * @param schedule when, as cron has it
 * @param timeZone the zone that is meant in
 * @param suspend whether none is made for now
 * @param keepCount how many are kept, 0 for any number
 * @param keepAge how old they get, null for any age
 * @param verify whether a restore of each is tried
 */
public record ScheduleWish(
    String name,
    String schedule,
    String timeZone,
    boolean suspend,
    int keepCount,
    String keepAge,
    boolean verify) {

  /** The same in Kubernetes, for the cluster of that name. */
  public VectorBackupScheduleSpec spec(String cluster) {
    return new VectorBackupScheduleSpec(
        schedule,
        timeZone,
        suspend,
        new Retention(keepCount, keepAge),
        new VectorBackupSpec(cluster, null, verify));
  }
}
