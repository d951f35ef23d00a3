package dev.aerie.server.job;

import dev.aerie.engine.backup.Backup;
import dev.aerie.engine.time.HybridClock;
import java.time.Instant;

/**
 * A backup as a job tells of it.
 *
 * @param timestamp the moment it is of, ISO 8601
 * @param rows in all collections, deleted ones not counted
 * @param bytes of all its objects, those shared with the cluster or other backups included
 */
record Outcome(String name, String timestamp, int collections, long rows, int objects, long bytes) {
  static Outcome of(Backup backup) {
    return new Outcome(
        backup.name(),
        Instant.ofEpochMilli(
                Math.max(backup.createdAtMillis(), HybridClock.toMillis(backup.timestamp())))
            .toString(),
        backup.collections().size(),
        backup.collections().stream().mapToLong(Backup.CountedRows::rows).sum(),
        backup.objects().size(),
        backup.bytes());
  }
}
