package dev.aerie.operator.backup.schedule;

import dev.aerie.crds.BackupPhase;
import dev.aerie.crds.VectorBackup;
import dev.aerie.crds.VectorBackupScheduleSpec;
import dev.aerie.operator.schedule.InvalidScheduleException;
import dev.aerie.operator.schedule.Opening;
import dev.aerie.operator.schedule.Schedule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a schedule does now: a pure function of what it is and what there is.
 *
 * @param due the time of the schedule to make a backup for, if one is to be made
 * @param handled the newest time that is dealt with after this
 * @param next when the next is due; empty while suspended
 * @param delete names of backups that are no longer kept
 * @param reason stable, in UpperCamelCase, for programs
 * @param explanation for people
 */
record SchedulePlan(
    Optional<Instant> due,
    Instant handled,
    Optional<Instant> next,
    List<String> delete,
    String reason,
    String explanation) {

  private static final int MOST_COUNTED = 100;

  /**
   * The plan.
   *
   * @param handled the newest time that was dealt with; for a new schedule when it was made
   * @param backups those that the schedule has made
   * @throws InvalidScheduleException if the schedule means nothing
   */
  static SchedulePlan of(
      VectorBackupScheduleSpec spec, Instant handled, List<VectorBackup> backups, Instant now) {
    Schedule schedule = Schedule.parse(spec.schedule(), spec.timeZone());
    Optional<Instant> latest = schedule.latest(now).filter(time -> time.isAfter(handled));
    Optional<Instant> next = spec.suspend() ? Optional.empty() : schedule.next(now);
    List<String> delete = superfluous(spec, backups, now);
    Instant until = latest.orElse(handled);
    if (spec.suspend()) {
      return new SchedulePlan(
          Optional.empty(), until, next, delete, "Suspended", "No backups are made for now.");
    }
    if (latest.isEmpty()) {
      return new SchedulePlan(
          Optional.empty(), handled, next, delete, "Waiting", "The next time is yet to come.");
    }
    Optional<VectorBackup> unsettled =
        backups.stream().filter(each -> !each.lastStatus().phase().isSettled()).findFirst();
    if (unsettled.isPresent()) {
      return new SchedulePlan(
          Optional.empty(),
          until,
          next,
          delete,
          "PreviousRunning",
          "%s is left out: %s is not finished."
              .formatted(until, unsettled.get().getMetadata().getName()));
    }
    int missed = missed(schedule, handled, until);
    return new SchedulePlan(
        latest,
        until,
        next,
        delete,
        missed == 0 ? "Made" : "CaughtUp",
        missed == 0
            ? "A backup is made."
            : "%d%s times were missed before; one backup is made for all."
                .formatted(missed, missed == MOST_COUNTED ? " or more" : ""));
  }

  private static int missed(Schedule schedule, Instant handled, Instant until) {
    int missed = 0;
    Optional<Instant> time = schedule.next(handled);
    while (time.isPresent() && time.get().isBefore(until) && missed < MOST_COUNTED) {
      missed++;
      time = schedule.next(time.get());
    }
    return missed;
  }

  /** The newest that can be restored stays, however old it is. */
  private static List<String> superfluous(
      VectorBackupScheduleSpec spec, List<VectorBackup> backups, Instant now) {
    List<VectorBackup> newestFirst =
        backups.stream()
            .filter(each -> each.lastStatus().phase().isSettled())
            .sorted(Comparator.comparing(SchedulePlan::made).reversed())
            .toList();
    List<String> delete = new ArrayList<>();
    int ready = 0;
    int failed = 0;
    for (VectorBackup backup : newestFirst) {
      boolean restorable = backup.lastStatus().phase() == BackupPhase.READY;
      int rank = restorable ? ready++ : failed++;
      boolean spared = restorable && rank == 0;
      if (!spared && (isTooMany(spec, rank) || isTooOld(spec, backup, now))) {
        delete.add(backup.getMetadata().getName());
      }
    }
    return delete;
  }

  private static boolean isTooMany(VectorBackupScheduleSpec spec, int rank) {
    return spec.retention().count() > 0 && rank >= spec.retention().count();
  }

  private static boolean isTooOld(VectorBackupScheduleSpec spec, VectorBackup backup, Instant now) {
    return !spec.retention().age().isEmpty()
        && made(backup).plus(Opening.duration(spec.retention().age())).isBefore(now);
  }

  private static Instant made(VectorBackup backup) {
    return Instant.parse(backup.getMetadata().getCreationTimestamp());
  }
}
