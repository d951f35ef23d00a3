package dev.aerie.controlplane.alert;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.aerie.controlplane.database.JsonColumns;
import dev.aerie.controlplane.database.Row;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.identifier.Kind;
import dev.aerie.controlplane.organization.OrganizationRows;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

/** Rows of rules and of what they have found. Safe for use by many threads. */
@ApplicationScoped
class AlertRepository extends OrganizationRows<AlertRule> {
  private static final TypeReference<Condition> CONDITION = new TypeReference<>() {};

  private final JsonColumns json;

  AlertRepository(JsonColumns json) {
    this.json = json;
  }

  @Override
  protected String table() {
    return "alert_rules";
  }

  @Override
  protected Kind kind() {
    return Kind.ALERT_RULE;
  }

  /** Those in force; nobody else judges by them until the transaction ends. */
  List<AlertRule> lockEnabled(Sql sql, String organization) {
    return sql.list(
        "SELECT * FROM alert_rules WHERE org_id = ? AND enabled ORDER BY id FOR UPDATE SKIP LOCKED",
        this::read,
        organization);
  }

  /** Who has rules in force, whoever asks. */
  List<String> organizations(Sql sql) {
    return sql.list("SELECT organizations_with_alert_rules() AS id", row -> row.string("id"));
  }

  void insert(Sql sql, AlertRule made) {
    sql.change(
        """
        INSERT INTO alert_rules (org_id, id, name, condition, channel_ids, enabled, created_at, updated_at)
        VALUES (?, ?, ?, ?::jsonb, ?, ?, ?, ?)
        """,
        made.organizationId(),
        made.id(),
        made.name(),
        json.write(made.condition()),
        made.channelIds(),
        made.enabled(),
        made.createdAt(),
        made.updatedAt());
  }

  void update(Sql sql, AlertRule changed) {
    sql.change(
        """
        UPDATE alert_rules SET name = ?, condition = ?::jsonb, channel_ids = ?, enabled = ?, updated_at = ?, etag = ?
        WHERE org_id = ? AND id = ?
        """,
        changed.name(),
        json.write(changed.condition()),
        changed.channelIds(),
        changed.enabled(),
        changed.updatedAt(),
        changed.etag(),
        changed.organizationId(),
        changed.id());
  }

  void delete(Sql sql, AlertRule gone) {
    sql.change(
        "DELETE FROM alert_rules WHERE org_id = ? AND id = ?", gone.organizationId(), gone.id());
  }

  /** What a rule has found and is still true. */
  List<Alert> open(Sql sql, AlertRule rule) {
    return sql.list(
        "SELECT * FROM alerts WHERE org_id = ? AND rule_id = ? AND ended_at IS NULL",
        Alert::read,
        rule.organizationId(),
        rule.id());
  }

  /** Whether what an alert is about is a cluster that is there. */
  boolean hasCluster(Sql sql, Alert alert) {
    return sql.first(
            "SELECT 1 FROM clusters WHERE org_id = ? AND id = ? AND gone_at IS NULL",
            row -> alert,
            alert.organizationId(),
            alert.subject())
        .isPresent();
  }

  List<Alert> newest(Sql sql, String organization, String before, int limit) {
    return sql.list(
        "SELECT * FROM alerts WHERE org_id = ? AND (? = '' OR id < ?) ORDER BY id DESC LIMIT ?",
        Alert::read,
        organization,
        before,
        before,
        limit);
  }

  void begin(Sql sql, Alert alert) {
    sql.change(
        "INSERT INTO alerts (org_id, id, rule_id, subject, summary, began_at) VALUES (?, ?, ?, ?, ?, ?)",
        alert.organizationId(),
        alert.id(),
        alert.ruleId(),
        alert.subject(),
        alert.summary(),
        alert.beganAt());
  }

  void end(Sql sql, Alert alert, Instant at) {
    sql.change(
        "UPDATE alerts SET ended_at = ? WHERE org_id = ? AND id = ?",
        at,
        alert.organizationId(),
        alert.id());
  }

  @Override
  protected AlertRule read(Row row) {
    return new AlertRule(
        row.string("id"),
        row.string("org_id"),
        row.string("name"),
        json.read(row.string("condition"), CONDITION),
        row.strings("channel_ids"),
        row.flag("enabled"),
        row.instant("created_at"),
        row.instant("updated_at"),
        row.number("etag"));
  }
}
