package dev.aerie.controlplane.alert;

import dev.aerie.controlplane.database.Row;
import java.time.Instant;
import java.util.Optional;

/**
 * Something that a rule has found.
 *
 * @param subject what it is about: id of a cluster, name of a region or limit, or the organisation
 * @param endedAt empty while it is true
 */
public record Alert(
    String id,
    String organizationId,
    String ruleId,
    String subject,
    String summary,
    Instant beganAt,
    Optional<Instant> endedAt) {

  static Alert read(Row row) {
    return new Alert(
        row.string("id"),
        row.string("org_id"),
        row.string("rule_id"),
        row.string("subject"),
        row.string("summary"),
        row.instant("began_at"),
        row.time("ended_at"));
  }
}
