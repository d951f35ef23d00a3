package dev.aerie.controlplane.sso;

import dev.aerie.controlplane.access.Role;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.member.Member;
import dev.aerie.controlplane.member.MemberService;
import dev.aerie.controlplane.problem.Code;
import dev.aerie.controlplane.problem.Problem;
import dev.aerie.controlplane.projectrole.ProjectRoles;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What a connection may give and enforce. Safe for use by many threads. */
@ApplicationScoped
class ConnectionRules {
  private final MemberService members;
  private final ProjectRoles roles;

  ConnectionRules(MemberService members, ProjectRoles roles) {
    this.members = members;
    this.roles = roles;
  }

  /**
   * A mapping gives roles, so whoever makes it must be able to give them; and whoever changes the
   * connection too, as that may be whose groups they are. What a mapping gave before it may go on
   * naming, though the project is in the recycle bin by now or the role has gone.
   *
   * @param before the mappings there were
   * @throws Problem 403 when they are more than the caller's, 400 when there are no such ones
   */
  void mustBeGrantable(Sql sql, SsoConnection wanted, List<RoleMapping> before) {
    wanted.defaultRole().ifPresent(role -> members.mustHold(sql, given(wanted, role, List.of())));
    for (RoleMapping mapping : wanted.roleMappings()) {
      Role role = mapping.role().orElse(Role.MEMBER);
      Set<Member.ProjectRole> had = givenBefore(before, mapping.group());
      Map<Boolean, List<Member.ProjectRole>> projects =
          mapping.projects().stream().collect(Collectors.partitioningBy(had::contains));
      members.mustBeGrantable(sql, given(wanted, role, projects.get(false)));
      members.mustHold(sql, given(wanted, role, there(sql, wanted, projects.get(true))));
    }
  }

  private static Set<Member.ProjectRole> givenBefore(List<RoleMapping> before, String group) {
    return before.stream()
        .filter(mapping -> mapping.group().equals(group))
        .flatMap(mapping -> mapping.projects().stream())
        .collect(Collectors.toSet());
  }

  private List<Member.ProjectRole> there(
      Sql sql, SsoConnection connection, List<Member.ProjectRole> projects) {
    return projects.stream()
        .filter(one -> roles.has(sql, connection.organizationId(), one.role()))
        .toList();
  }

  private static Member given(
      SsoConnection connection, Role role, List<Member.ProjectRole> projects) {
    return new Member(
        "", connection.organizationId(), "", role, projects, false, connection.createdAt(), 1);
  }

  /**
   * Enforcement must lock nobody out for good.
   *
   * @throws Problem 409 when it would
   */
  void mustBeEnforceable(Sql sql, SsoConnection wanted) {
    if (!wanted.enforced()) {
      return;
    }
    if (!wanted.verified()) {
      throw new Problem(
          Code.DOMAIN_UNVERIFIED, "Verify the domain before single sign-on is enforced for it.");
    }
    boolean owner =
        wanted
            .breakGlassUserId()
            .filter(user -> members.isOwner(sql, wanted.organizationId(), user))
            .isPresent();
    if (!owner) {
      throw new Problem(
          Code.BREAK_GLASS_OWNER_REQUIRED,
          "Name an owner in breakGlassUserId, who can sign in without the identity provider when it is away.");
    }
  }
}
