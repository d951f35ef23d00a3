package dev.aerie.controlplane.cluster.backup;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.aerie.controlplane.database.Row;
import dev.aerie.controlplane.exchange.Versioned;
import java.time.Instant;
import java.util.Optional;

/**
 * Backups of a cluster that are made again and again.
 *
 * @param schedule when, as cron has it
 * @param retention how many are kept
 * @param verify whether a restore of each is tried
 * @param suspended whether none is made for now
 * @param reason what the region last did with it, stable for programs
 * @param lastScheduledAt the newest time of the schedule that was dealt with
 * @param nextAt when the next is due
 * @param kept backups there are
 */
public record BackupSchedule(
    String id,
    String organizationId,
    String clusterId,
    String name,
    String schedule,
    String timeZone,
    Retention retention,
    boolean verify,
    boolean suspended,
    Optional<String> reason,
    Optional<Instant> lastScheduledAt,
    Optional<Instant> nextAt,
    int kept,
    Instant createdAt,
    Instant updatedAt,
    @JsonIgnore long etag)
    implements Versioned {

  static BackupSchedule read(Row row) {
    return new BackupSchedule(
        row.string("id"),
        row.string("org_id"),
        row.string("cluster_id"),
        row.string("name"),
        row.string("schedule"),
        row.string("time_zone"),
        new Retention(Optional.of(row.integer("keep_count")), row.text("keep_age")),
        row.flag("verify"),
        row.flag("suspended"),
        row.text("reason"),
        row.time("last_scheduled_at"),
        row.time("next_at"),
        row.integer("kept"),
        row.instant("created_at"),
        row.instant("updated_at"),
        row.number("etag"));
  }

  /** Name of the region's VectorBackupSchedule. */
  @JsonIgnore
  public String resource() {
    return BackupService.resource(id);
  }
}
