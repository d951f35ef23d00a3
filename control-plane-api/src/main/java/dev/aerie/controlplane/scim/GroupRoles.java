package dev.aerie.controlplane.scim;

import dev.aerie.controlplane.access.Powers;
import dev.aerie.controlplane.access.Role;
import dev.aerie.controlplane.audit.AuditLog;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.member.Member;
import dev.aerie.controlplane.member.MemberRepository;
import dev.aerie.controlplane.member.MemberService;
import dev.aerie.controlplane.problem.Problem;
import dev.aerie.controlplane.projectrole.ProjectRoles;
import dev.aerie.controlplane.quota.Quota;
import dev.aerie.controlplane.quota.Quotas;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes people members as the identity provider says: active ones are, with the roles of their
 * groups; others are not. The last owner and the break-glass owner stay owners. Roles in a project
 * that is in the recycle bin are kept up as well: they count again once it is restored. Safe for
 * use by many threads.
 */
@ApplicationScoped
public class GroupRoles {
  private final MemberRepository members;
  private final MemberService service;
  private final ProjectRoles roles;
  private final Quotas quotas;
  private final AuditLog audit;
  private final Clock clock;

  GroupRoles(
      MemberRepository members,
      MemberService service,
      ProjectRoles roles,
      Quotas quotas,
      AuditLog audit,
      Clock clock) {
    this.members = members;
    this.service = service;
    this.roles = roles;
    this.quotas = quotas;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Makes the membership of a person what it should be.
   *
   * @throws Problem 409 when the last or the break-glass owner would go, or the plan has no room
   */
  void apply(Sql sql, String organization, ProvisionedUser user) {
    Optional<Member> member = members.find(sql, organization, user.id());
    if (user.active()) {
      Granted granted = granted(sql, organization, user.id());
      member.ifPresentOrElse(
          before -> change(sql, before, granted), () -> join(sql, organization, user, granted));
    } else {
      member.ifPresent(gone -> remove(sql, gone));
    }
  }

  /** Ends a person's membership. */
  void end(Sql sql, String organization, ProvisionedUser user) {
    members.find(sql, organization, user.id()).ifPresent(gone -> remove(sql, gone));
  }

  private void join(Sql sql, String organization, ProvisionedUser user, Granted granted) {
    quotas.mustHaveRoom(sql, organization, Quota.MEMBERS, 1);
    var made =
        new Member(
            user.id(),
            organization,
            user.userName(),
            granted.role().orElse(Role.MEMBER),
            granted.projects(),
            false,
            clock.instant(),
            1);
    members.insert(sql, made);
    members.writeAllProjects(sql, made);
    note(sql, made.organizationId(), user.id(), granted);
    audit.record(sql, organization, "member.join", user.id(), Optional.empty(), Optional.of(made));
  }

  /** Who was a member before keeps their roles until a group gives them some. */
  private void change(Sql sql, Member before, Granted granted) {
    if (!granted.any() && !granted.before()) {
      return;
    }
    Role role = granted.role().orElse(Role.MEMBER);
    boolean stays = members.mustStayOwner(sql, before);
    Member after = before.with(stays ? before.role() : role, granted.projects());
    note(sql, before.organizationId(), before.userId(), granted);
    List<Member.ProjectRole> had =
        members.allProjects(sql, before.organizationId(), before.userId());
    if (after.role() != before.role() || !after.projects().equals(had)) {
      members.update(sql, after);
      members.writeAllProjects(sql, after);
      audit.record(
          sql,
          before.organizationId(),
          "member.update",
          before.userId(),
          Optional.of(before.with(before.role(), had)),
          Optional.of(after));
    }
  }

  private void remove(Sql sql, Member gone) {
    service.mustBeDispensable(sql, gone);
    members.delete(sql, gone);
    audit.record(
        sql,
        gone.organizationId(),
        "member.remove",
        gone.userId(),
        Optional.of(gone),
        Optional.empty());
  }

  private static void note(Sql sql, String organization, String user, Granted granted) {
    sql.change(
        "UPDATE scim_users SET roles_of_groups = ? WHERE org_id = ? AND id = ?",
        granted.any(),
        organization,
        user);
  }

  private Granted granted(Sql sql, String organization, String user) {
    Optional<Role> role =
        sql
            .list(
                """
                SELECT g.role FROM scim_groups g JOIN scim_group_members m ON m.org_id = g.org_id AND m.group_id = g.id
                WHERE m.org_id = ? AND m.user_id = ? AND g.role IS NOT NULL
                """,
                row -> Role.valueOf(row.string("role")),
                organization,
                user)
            .stream()
            .max(Comparator.naturalOrder());
    List<Member.ProjectRole> projects =
        sql.list(
            """
            SELECT p.project_id, p.role FROM scim_group_projects p JOIN scim_group_members m USING (org_id, group_id)
            WHERE p.org_id = ? AND user_id = ? ORDER BY project_id, group_id
            """,
            row -> new Member.ProjectRole(row.string("project_id"), row.string("role")),
            organization,
            user);
    boolean before =
        sql.first(
                "SELECT roles_of_groups FROM scim_users WHERE org_id = ? AND id = ?",
                row -> row.flag("roles_of_groups"),
                organization,
                user)
            .orElse(false);
    return new Granted(role, strongest(sql, organization, projects), before);
  }

  /** One role in each project: of several, one that allows all the others do, else the first. */
  private List<Member.ProjectRole> strongest(
      Sql sql, String organization, List<Member.ProjectRole> all) {
    Map<String, Member.ProjectRole> chosen = new LinkedHashMap<>();
    for (Member.ProjectRole one : all) {
      chosen.merge(
          one.projectId(),
          one,
          (had, more) ->
              powers(sql, organization, more).cover(powers(sql, organization, had)) ? more : had);
    }
    return List.copyOf(chosen.values());
  }

  private Powers powers(Sql sql, String organization, Member.ProjectRole one) {
    return roles.powers(sql, organization, "role", one.role());
  }

  /**
   * What groups give.
   *
   * @param before whether groups gave what the person has now
   */
  private record Granted(Optional<Role> role, List<Member.ProjectRole> projects, boolean before) {
    boolean any() {
      return role.isPresent() || !projects.isEmpty();
    }
  }
}
