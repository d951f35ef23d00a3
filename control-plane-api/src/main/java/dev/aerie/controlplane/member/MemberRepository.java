package dev.aerie.controlplane.member;

import dev.aerie.controlplane.access.Role;
import dev.aerie.controlplane.database.Row;
import dev.aerie.controlplane.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Rows of who belongs to organisations. Safe for use by many threads. */
@ApplicationScoped
public class MemberRepository {
  private static final String SELECT =
      "SELECT m.*, u.name FROM memberships m JOIN users u ON u.id = m.user_id WHERE u.kind = 'USER' AND m.org_id = ? ";

  /**
   * Only one change of an organisation's people at a time: two could remove the last owners. Keys
   * and whatever else only names the organisation wait for none of them.
   */
  public static void lock(Sql sql, String organization) {
    sql.list(
        "SELECT 1 FROM organizations WHERE org_id = ? FOR NO KEY UPDATE", row -> sql, organization);
  }

  /** A person of an organisation. */
  public Optional<Member> find(Sql sql, String organization, String user) {
    return sql.first(SELECT + "AND m.user_id = ?", row -> read(sql, row), organization, user);
  }

  List<Member> list(Sql sql, String organization, String after, int limit) {
    return sql.list(
        SELECT + "AND m.user_id > ? ORDER BY m.user_id LIMIT ?",
        row -> read(sql, row),
        organization,
        after,
        limit);
  }

  /** Adds a member; whether they were none before. */
  public boolean insert(Sql sql, Member made) {
    return sql.change(
            "INSERT INTO memberships (org_id, user_id, role, created_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
            made.organizationId(),
            made.userId(),
            made.role(),
            made.createdAt())
        == 1;
  }

  /** Writes another role, and whether it holds now. */
  public void update(Sql sql, Member changed) {
    sql.change(
        "UPDATE memberships SET role = ?, disabled = ?, etag = ? WHERE org_id = ? AND user_id = ?",
        changed.role(),
        changed.disabled(),
        changed.etag(),
        changed.organizationId(),
        changed.userId());
  }

  /**
   * Writes the roles in projects, in place of those there were. Those in deleted projects stay: a
   * project comes back from the recycle bin with them.
   */
  public void writeProjects(Sql sql, Member member) {
    sql.change(
        """
        DELETE FROM project_memberships m USING projects p
        WHERE m.org_id = ? AND m.user_id = ? AND p.org_id = m.org_id AND p.id = m.project_id AND p.deleted_at IS NULL
        """,
        member.organizationId(),
        member.userId());
    insertProjects(sql, member);
  }

  /** As {@link #writeProjects}, in place of those in deleted projects too. */
  void writeAllProjects(Sql sql, Member member) {
    sql.change(
        "DELETE FROM project_memberships WHERE org_id = ? AND user_id = ?",
        member.organizationId(),
        member.userId());
    insertProjects(sql, member);
  }

  private static void insertProjects(Sql sql, Member member) {
    for (Member.ProjectRole one : member.projects()) {
      sql.change(
          "INSERT INTO project_memberships (org_id, project_id, user_id, role) VALUES (?, ?, ?, ?)",
          member.organizationId(),
          one.projectId(),
          member.userId(),
          one.role());
    }
  }

  /** Removes one, with the roles in projects. */
  public void delete(Sql sql, Member gone) {
    sql.change(
        "DELETE FROM memberships WHERE org_id = ? AND user_id = ?",
        gone.organizationId(),
        gone.userId());
  }

  /** Addresses of its owners, of those who have a verified one and are not disabled. */
  public List<String> addressesOfOwners(Sql sql, String organization) {
    return sql.list(
        """
        SELECT DISTINCT u.email FROM memberships m JOIN users u ON u.id = m.user_id
        WHERE m.org_id = ? AND m.role = ? AND u.kind = 'USER' AND u.email IS NOT NULL AND NOT m.disabled ORDER BY u.email
        """,
        row -> row.string("email"),
        organization,
        Role.ORGANIZATION_OWNER);
  }

  /** Whether another person is an owner, and not disabled. */
  public boolean hasOtherOwner(Sql sql, Member owner) {
    return sql.first(
            "SELECT 1 FROM memberships JOIN users ON id = user_id WHERE org_id = ? AND role = ? AND user_id <> ? AND kind = 'USER' AND NOT disabled LIMIT 1",
            row -> owner,
            owner.organizationId(),
            Role.ORGANIZATION_OWNER,
            owner.userId())
        .isPresent();
  }

  /**
   * Whether a member is an owner whom no identity provider makes less: the last one, and who gets
   * in when the provider is away.
   */
  public boolean mustStayOwner(Sql sql, Member member) {
    return member.role() == Role.ORGANIZATION_OWNER
        && (!hasOtherOwner(sql, member) || breaksGlass(sql, member));
  }

  /** Whether a member may sign in past enforced single sign-on. */
  boolean breaksGlass(Sql sql, Member member) {
    return sql.first(
            "SELECT 1 FROM sso_connections WHERE org_id = ? AND break_glass_user_id = ? AND enforced LIMIT 1",
            row -> member,
            member.organizationId(),
            member.userId())
        .isPresent();
  }

  /** Those of these projects that the organisation has. */
  List<String> projectsIn(Sql sql, String organization, List<String> projects) {
    return sql.list(
        "SELECT id FROM projects WHERE org_id = ? AND id = ANY (?) AND deleted_at IS NULL FOR SHARE",
        row -> row.string("id"),
        organization,
        projects);
  }

  /** Those of these projects that the organisation has, or has in the recycle bin. */
  List<String> allProjectsIn(Sql sql, String organization, List<String> projects) {
    return sql.list(
        "SELECT id FROM projects WHERE org_id = ? AND id = ANY (?)",
        row -> row.string("id"),
        organization,
        projects);
  }

  private Member read(Sql sql, Row row) {
    String organization = row.string("org_id");
    String user = row.string("user_id");
    return new Member(
        user,
        organization,
        row.string("name"),
        Role.valueOf(row.string("role")),
        projects(sql, organization, user),
        row.flag("disabled"),
        row.instant("created_at"),
        row.number("etag"));
  }

  /** Roles of a person in single projects, those in the recycle bin among them. */
  List<Member.ProjectRole> allProjects(Sql sql, String organization, String user) {
    return sql.list(
        "SELECT project_id, role FROM project_memberships WHERE org_id = ? AND user_id = ? ORDER BY project_id",
        row -> new Member.ProjectRole(row.string("project_id"), row.string("role")),
        organization,
        user);
  }

  /** Roles in single projects of a person or service account. */
  public List<Member.ProjectRole> projects(Sql sql, String organization, String user) {
    return sql.list(
        """
        SELECT m.project_id, m.role FROM project_memberships m JOIN projects p ON p.org_id = m.org_id AND p.id = m.project_id
        WHERE m.org_id = ? AND m.user_id = ? AND p.deleted_at IS NULL ORDER BY m.project_id
        """,
        row -> new Member.ProjectRole(row.string("project_id"), row.string("role")),
        organization,
        user);
  }
}
