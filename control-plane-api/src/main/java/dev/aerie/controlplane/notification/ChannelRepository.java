package dev.aerie.controlplane.notification;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.aerie.controlplane.database.JsonColumns;
import dev.aerie.controlplane.database.Row;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.identifier.Kind;
import dev.aerie.controlplane.organization.OrganizationRows;
import dev.aerie.controlplane.secret.SecretBox;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Rows of channels. Safe for use by many threads. */
@ApplicationScoped
class ChannelRepository extends OrganizationRows<StoredChannel> {
  private static final TypeReference<ChannelTarget> TARGET = new TypeReference<>() {};

  private final SecretBox secrets;
  private final JsonColumns json;

  ChannelRepository(SecretBox secrets, JsonColumns json) {
    this.secrets = secrets;
    this.json = json;
  }

  @Override
  protected String table() {
    return "notification_channels";
  }

  @Override
  protected Kind kind() {
    return Kind.NOTIFICATION_CHANNEL;
  }

  /** Which of these there are. */
  List<String> existing(Sql sql, String organization, List<String> ids) {
    return sql.list(
        "SELECT id FROM notification_channels WHERE org_id = ? AND id = ANY (?)",
        row -> row.string("id"),
        organization,
        ids);
  }

  void insert(Sql sql, StoredChannel made) {
    sql.change(
        """
        INSERT INTO notification_channels (org_id, id, name, target, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?)
        """,
        made.organization(),
        made.id(),
        made.name(),
        sealed(made),
        made.createdAt(),
        made.updatedAt());
  }

  void update(Sql sql, StoredChannel changed) {
    sql.change(
        """
        UPDATE notification_channels SET name = ?, target = ?, updated_at = ?, etag = ? WHERE org_id = ? AND id = ?
        """,
        changed.name(),
        sealed(changed),
        changed.updatedAt(),
        changed.etag(),
        changed.organization(),
        changed.id());
  }

  /** Removes one; rules forget it, and what waits for it is not sent. */
  void delete(Sql sql, StoredChannel gone) {
    sql.change(
        "UPDATE alert_rules SET channel_ids = array_remove(channel_ids, ?) WHERE org_id = ?",
        gone.id(),
        gone.organization());
    sql.change(
        "DELETE FROM notification_channels WHERE org_id = ? AND id = ?",
        gone.organization(),
        gone.id());
  }

  private String sealed(StoredChannel channel) {
    return secrets.close(owner(channel.organization(), channel.id()), json.write(channel.target()));
  }

  private static String owner(String organization, String id) {
    return organization + "/" + id;
  }

  @Override
  protected StoredChannel read(Row row) {
    String organization = row.string("org_id");
    String id = row.string("id");
    return new StoredChannel(
        organization,
        id,
        row.string("name"),
        json.read(secrets.open(owner(organization, id), row.string("target")), TARGET),
        row.number("etag"),
        row.instant("created_at"),
        row.instant("updated_at"));
  }
}
