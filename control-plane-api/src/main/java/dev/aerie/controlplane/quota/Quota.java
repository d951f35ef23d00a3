package dev.aerie.controlplane.quota;

import java.time.Instant;
import java.util.stream.Stream;

/** What plans limit, and how much of it an organisation has. */
public enum Quota {
  /** Projects. */
  PROJECTS("SELECT count(*) AS used FROM projects WHERE org_id = ? AND deleted_at IS NULL"),
  /** Clusters, suspended ones too. */
  CLUSTERS("SELECT count(*) AS used FROM clusters WHERE org_id = ? AND gone_at IS NULL"),
  /** Compute units of all replicas of all clusters, as many as their autoscalers may choose. */
  UNITS(
      """
      SELECT coalesce(sum(CASE WHEN options #>> '{autoscaling,mode}' = 'AUTO'
        THEN greatest(units, (options #>> '{autoscaling,units,max}')::integer)
          * greatest(replicas, (options #>> '{autoscaling,replicas,max}')::integer)
        ELSE units * replicas END), 0) AS used
      FROM clusters WHERE org_id = ? AND gone_at IS NULL
      """),
  /** API keys that open something: neither revoked nor expired. */
  API_KEYS(
      """
      SELECT count(*) AS used FROM api_keys
      WHERE revoked_at IS NULL AND (expires_at IS NULL OR expires_at > ?) AND org_id = ?
      """),
  /** Members, and invitations that can still be accepted. */
  MEMBERS(
      """
      SELECT (SELECT count(*) FROM invitations
          WHERE accepted_at IS NULL AND revoked_at IS NULL AND expires_at > ? AND org_id = ?)
        + (SELECT count(*) FROM memberships JOIN users ON id = user_id WHERE org_id = ? AND kind = 'USER') AS used
      """),
  /** Service accounts. */
  SERVICE_ACCOUNTS(
      "SELECT count(*) AS used FROM service_accounts WHERE org_id = ? AND deleted_at IS NULL"),
  /** Custom roles. */
  PROJECT_ROLES("SELECT count(*) AS used FROM project_roles WHERE org_id = ?");

  private final String query;

  Quota(String query) {
    this.query = query;
  }

  /** Counts what an organisation has, as {@code used}. */
  String query() {
    return query;
  }

  /** Whether projects can have a limit of their own for it. */
  public boolean isOfProjects() {
    return this == CLUSTERS || this == UNITS || this == API_KEYS;
  }

  /** As {@link #query}, of one project. */
  String queryOfProject() {
    return query + " AND project_id = ?";
  }

  /** What the query asks about: the time, and an organisation, or one and its project. */
  Object[] parameters(Instant now, String... owner) {
    return switch (this) {
      case API_KEYS -> Stream.concat(Stream.of(now), Stream.of(owner)).toArray();
      case MEMBERS -> new Object[] {now, owner[0], owner[0]};
      default -> owner;
    };
  }
}
