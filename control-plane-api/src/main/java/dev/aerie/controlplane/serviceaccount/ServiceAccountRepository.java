package dev.aerie.controlplane.serviceaccount;

import dev.aerie.controlplane.access.Creator;
import dev.aerie.controlplane.access.Role;
import dev.aerie.controlplane.database.Conditions;
import dev.aerie.controlplane.database.Row;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.keycloak.ServiceClients;
import dev.aerie.controlplane.member.MemberRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Rows of service accounts. Safe for use by many threads. */
@ApplicationScoped
public class ServiceAccountRepository {
  private static final String SELECT =
      """
      SELECT a.*, u.name, m.role FROM service_accounts a JOIN users u USING (id)
        JOIN memberships m ON m.org_id = a.org_id AND m.user_id = a.id
      WHERE a.org_id = ? AND a.deleted_at IS NULL
      """;

  private final MemberRepository members;

  ServiceAccountRepository(MemberRepository members) {
    this.members = members;
  }

  Optional<ServiceAccount> find(Sql sql, String organization, String id) {
    return sql.first(SELECT + "AND a.id = ?", row -> read(sql, row), organization, id);
  }

  List<ServiceAccount> list(
      Sql sql, String organization, Optional<String> creator, String after, int limit) {
    Conditions wanted =
        new Conditions().andIf("a.created_by_id = ?", creator).and("a.id > ?", after);
    return sql.list(
        SELECT + "AND " + wanted.text() + " ORDER BY a.id LIMIT ?",
        row -> read(sql, row),
        Stream.concat(Stream.of(organization), Stream.of(wanted.parametersAnd(limit))).toArray());
  }

  void insert(Sql sql, ServiceAccount made, ServiceClients.Made client) {
    sql.identify(client.subject());
    sql.change(
        "INSERT INTO users (id, subject, name, kind, created_at) VALUES (?, ?, ?, 'SERVICE_ACCOUNT', ?)",
        made.id(),
        client.subject(),
        made.name(),
        made.createdAt());
    members.insert(sql, made.membership());
    members.writeProjects(sql, made.membership());
    sql.change(
        """
        INSERT INTO service_accounts (org_id, id, client_key, created_at, updated_at, created_by_kind, created_by_id, created_by_name)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """,
        made.organizationId(),
        made.id(),
        client.key(),
        made.createdAt(),
        made.updatedAt(),
        made.createdBy().map(Creator::kind),
        made.createdBy().map(Creator::id),
        made.createdBy().map(Creator::name));
  }

  void update(Sql sql, ServiceAccount changed) {
    sql.identify(subject(sql, changed.id()));
    sql.change("UPDATE users SET name = ? WHERE id = ?", changed.name(), changed.id());
    members.update(sql, changed.membership());
    members.writeProjects(sql, changed.membership());
    sql.change(
        "UPDATE service_accounts SET disabled = ?, told = false, updated_at = ?, etag = ? WHERE org_id = ? AND id = ?",
        changed.disabled(),
        changed.updatedAt(),
        changed.etag(),
        changed.organizationId(),
        changed.id());
  }

  private static String subject(Sql sql, String id) {
    return sql.first("SELECT subject FROM users WHERE id = ?", row -> row.string("subject"), id)
        .orElseThrow();
  }

  void delete(Sql sql, ServiceAccount gone, Instant at) {
    members.delete(sql, gone.membership());
    sql.change(
        "UPDATE service_accounts SET deleted_at = ?, told = false WHERE org_id = ? AND id = ?",
        at,
        gone.organizationId(),
        gone.id());
  }

  /** What Keycloak calls its client. */
  String clientKey(Sql sql, ServiceAccount account) {
    return sql.first(
            "SELECT client_key FROM service_accounts WHERE org_id = ? AND id = ?",
            row -> row.string("client_key"),
            account.organizationId(),
            account.id())
        .orElseThrow();
  }

  private ServiceAccount read(Sql sql, Row row) {
    String organization = row.string("org_id");
    String id = row.string("id");
    return new ServiceAccount(
        id,
        organization,
        row.string("name"),
        Role.valueOf(row.string("role")),
        members.projects(sql, organization, id),
        row.flag("disabled"),
        Creator.read(row),
        row.instant("created_at"),
        row.instant("updated_at"),
        row.number("etag"));
  }
}
