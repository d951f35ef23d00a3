package dev.aerie.controlplane.scim;

import dev.aerie.controlplane.access.Powers;
import dev.aerie.controlplane.access.Role;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.member.Departures;
import dev.aerie.controlplane.member.Member;
import dev.aerie.controlplane.member.MemberRepository;
import dev.aerie.controlplane.member.Provisioning;
import dev.aerie.controlplane.problem.Problem;
import dev.aerie.controlplane.projectrole.ProjectRoles;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the identity provider's groups mean for membership: active people are members, with the
 * roles of their groups; others are not. Safe for use by many threads.
 */
@ApplicationScoped
public class GroupRoles {
  private final MemberRepository members;
  private final Departures departures;
  private final ProjectRoles roles;
  private final Provisioning provisioning;
  private final Clock clock;

  GroupRoles(
      MemberRepository members,
      Departures departures,
      ProjectRoles roles,
      Provisioning provisioning,
      Clock clock) {
    this.members = members;
    this.departures = departures;
    this.roles = roles;
    this.provisioning = provisioning;
    this.clock = clock;
  }

  /**
   * Makes the memberships of several people what they should be. What is recorded of the first
   * holds the end of the audit log: all that is locked for any of them is locked before that, in
   * the order in which others do.
   *
   * @throws Problem 409 as for one
   */
  void apply(Sql sql, String organization, List<ProvisionedUser> users) {
    if (users.stream().anyMatch(user -> leaves(sql, organization, user))) {
      departures.lock(sql, organization);
    }
    if (!users.isEmpty()) {
      provisioning.lock(sql, organization);
    }
    users.forEach(user -> apply(sql, organization, user));
  }

  private boolean leaves(Sql sql, String organization, ProvisionedUser user) {
    return !user.active() && members.find(sql, organization, user.id()).isPresent();
  }

  /**
   * Makes the membership of a person what it should be. Who was a member before keeps their roles
   * until a group gives them some.
   *
   * @throws Problem 409 when the last or the break-glass owner would go, or the plan has no room
   */
  void apply(Sql sql, String organization, ProvisionedUser user) {
    if (!user.active()) {
      end(sql, organization, user);
      return;
    }
    Granted granted = granted(sql, organization, user.id());
    boolean keeps =
        !granted.any()
            && !granted.before()
            && members.find(sql, organization, user.id()).isPresent();
    if (!keeps) {
      give(sql, organization, user, granted);
    }
  }

  private void give(Sql sql, String organization, ProvisionedUser user, Granted granted) {
    note(sql, organization, user.id(), granted);
    provisioning.give(
        sql,
        new Member(
            user.id(),
            organization,
            user.userName(),
            granted.role().orElse(Role.MEMBER),
            granted.projects(),
            false,
            clock.instant(),
            1));
  }

  /** Ends a person's membership. */
  void end(Sql sql, String organization, ProvisionedUser user) {
    members.find(sql, organization, user.id()).ifPresent(gone -> departures.remove(sql, gone));
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
