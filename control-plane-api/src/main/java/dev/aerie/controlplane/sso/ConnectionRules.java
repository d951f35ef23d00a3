package dev.aerie.controlplane.sso;

import dev.aerie.controlplane.access.Role;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.member.Member;
import dev.aerie.controlplane.member.MemberService;
import dev.aerie.controlplane.problem.Code;
import dev.aerie.controlplane.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** What a connection may give and enforce. Safe for use by many threads. */
@ApplicationScoped
class ConnectionRules {
  private final MemberService members;

  ConnectionRules(MemberService members) {
    this.members = members;
  }

  /**
   * A mapping gives roles, so whoever makes it must be able to give them.
   *
   * @throws Problem 403 when they are more than the caller's, 400 when there are no such ones
   */
  void mustBeGrantable(Sql sql, SsoConnection connection) {
    connection.defaultRole().ifPresent(role -> mayGive(sql, connection, role, List.of()));
    connection
        .roleMappings()
        .forEach(one -> mayGive(sql, connection, one.role().orElse(Role.MEMBER), one.projects()));
  }

  private void mayGive(
      Sql sql, SsoConnection connection, Role role, List<Member.ProjectRole> projects) {
    members.mustBeGrantable(
        sql,
        new Member(
            "", connection.organizationId(), "", role, projects, false, connection.createdAt(), 1));
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
