package dev.aerie.cli.command;

import dev.aerie.cli.CliException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** By which schedule backups of a new cluster are made, if by any. */
final class BackupPolicy {
  @Option(
      names = "--backup-schedule",
      paramLabel = "CRON",
      description = "When backups of it are made, such as '0 3 * * *'; else none are.")
  private Optional<String> cron;

  @Option(
      names = "--backup-name",
      paramLabel = "NAME",
      description = "What the schedule is called; else policy.")
  private Optional<String> name;

  @Option(
      names = "--backup-zone",
      paramLabel = "ZONE",
      description = "Time zone of the schedule, such as Europe/Berlin; else UTC.")
  private Optional<String> zone;

  @Option(
      names = "--backup-keep",
      paramLabel = "N",
      description = "How many backups are kept; else 7.")
  private Optional<Integer> keep;

  @Option(
      names = "--backup-age",
      paramLabel = "AGE",
      description = "How old backups get, such as 720h; else any age.")
  private Optional<String> age;

  @Option(names = "--backup-verify", description = "Try a restore of each backup.")
  private boolean verify;

  /** What was said, as the API takes it; nothing when no schedule was. */
  Map<String, Object> fields() {
    boolean more =
        name.isPresent() || zone.isPresent() || keep.isPresent() || age.isPresent() || verify;
    if (cron.isEmpty() && more) {
      throw new CliException("Say when backups are made as well: --backup-schedule '0 3 * * *'.");
    }
    return cron.map(
            when ->
                Map.<String, Object>of(
                    "backupPolicy", schedule(name.orElse("policy"), when, zone, keep, age, verify)))
        .orElse(Map.of());
  }

  /** A schedule as the API takes it. */
  static Map<String, Object> schedule(
      String name,
      String cron,
      Optional<String> zone,
      Optional<Integer> keep,
      Optional<String> age,
      boolean verify) {
    Map<String, Object> retention = new HashMap<>();
    keep.ifPresent(count -> retention.put("count", count));
    age.ifPresent(value -> retention.put("age", value));
    Map<String, Object> body = new HashMap<>();
    body.put("name", name);
    body.put("schedule", cron);
    zone.ifPresent(value -> body.put("timeZone", value));
    body.put("retention", retention);
    body.put("verify", verify);
    return body;
  }
}
