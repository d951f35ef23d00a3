package dev.aerie.controlplane.auditsink;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.aerie.controlplane.database.JsonColumns;
import dev.aerie.controlplane.database.Row;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.identifier.Kind;
import dev.aerie.controlplane.organization.OrganizationRows;
import dev.aerie.controlplane.secret.SecretBox;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Rows of sinks. Safe for use by many threads. */
@ApplicationScoped
class AuditSinkRepository extends OrganizationRows<StoredSink> {
  private static final TypeReference<Destination> DESTINATION = new TypeReference<>() {};

  private final SecretBox secrets;
  private final JsonColumns json;

  AuditSinkRepository(SecretBox secrets, JsonColumns json) {
    this.secrets = secrets;
    this.json = json;
  }

  @Override
  protected String table() {
    return "audit_sinks";
  }

  @Override
  protected Kind kind() {
    return Kind.AUDIT_SINK;
  }

  void insert(Sql sql, StoredSink made) {
    sql.change(
        """
        INSERT INTO audit_sinks (org_id, id, name, destination, enabled, delivered_seq, next_attempt_at, created_at, updated_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        made.organization(),
        made.id(),
        made.name(),
        sealed(made),
        made.enabled(),
        made.deliveredSeq(),
        made.nextAttemptAt(),
        made.createdAt(),
        made.updatedAt());
  }

  void update(Sql sql, StoredSink changed) {
    sql.change(
        """
        UPDATE audit_sinks SET name = ?, destination = ?, enabled = ?, attempts = ?, next_attempt_at = ?, updated_at = ?,
          etag = ? WHERE org_id = ? AND id = ?
        """,
        changed.name(),
        sealed(changed),
        changed.enabled(),
        changed.attempts(),
        changed.nextAttemptAt(),
        changed.updatedAt(),
        changed.etag(),
        changed.organization(),
        changed.id());
  }

  void delete(Sql sql, StoredSink gone) {
    sql.change(
        "DELETE FROM audit_sinks WHERE org_id = ? AND id = ?", gone.organization(), gone.id());
  }

  /** Whose events wait for a sink, any organisation's. */
  List<String> organizationsWaiting(Sql sql, Instant now) {
    return sql.list("SELECT organizations_to_stream(?) AS id", row -> row.string("id"), now);
  }

  /** Those of an organisation that are due; nobody else gets them until the lease ends. */
  List<StoredSink> claim(Sql sql, String organization, Instant now, Duration lease) {
    return sql.list(
        """
        UPDATE audit_sinks SET next_attempt_at = ? WHERE org_id = ? AND enabled AND next_attempt_at <= ?
          AND delivered_seq < (SELECT seq FROM audit_chains WHERE org_id = ?) RETURNING *
        """,
        this::read,
        now.plus(lease),
        organization,
        now,
        organization);
  }

  void delivered(Sql sql, StoredSink sink, long seq, Instant now, Instant next) {
    sql.change(
        """
        UPDATE audit_sinks SET delivered_seq = greatest(delivered_seq, ?), attempts = 0, last_delivered_at = ?,
          next_attempt_at = ? WHERE org_id = ? AND id = ? AND etag = ?
        """,
        seq,
        now,
        next,
        sink.organization(),
        sink.id(),
        sink.etag());
  }

  void failed(Sql sql, StoredSink sink, String error, Instant now, Instant next) {
    sql.change(
        """
        UPDATE audit_sinks SET attempts = attempts + 1, last_error = ?, last_error_at = ?, next_attempt_at = ?
        WHERE org_id = ? AND id = ? AND etag = ?
        """,
        error,
        now,
        next,
        sink.organization(),
        sink.id(),
        sink.etag());
  }

  private String sealed(StoredSink sink) {
    return secrets.close(owner(sink.organization(), sink.id()), json.write(sink.destination()));
  }

  private static String owner(String organization, String id) {
    return organization + "/" + id;
  }

  @Override
  protected StoredSink read(Row row) {
    String organization = row.string("org_id");
    String id = row.string("id");
    String destination = secrets.open(owner(organization, id), row.string("destination"));
    return new StoredSink(
        organization,
        id,
        row.string("name"),
        json.read(destination, DESTINATION),
        row.flag("enabled"),
        row.number("delivered_seq"),
        row.integer("attempts"),
        row.instant("next_attempt_at"),
        row.time("last_delivered_at"),
        row.text("last_error"),
        row.time("last_error_at"),
        row.number("etag"),
        row.instant("created_at"),
        row.instant("updated_at"));
  }
}
