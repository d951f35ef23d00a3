package dev.aerie.controlplane.member;

import dev.aerie.controlplane.access.Role;
import dev.aerie.controlplane.audit.AuditLog;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.problem.Problem;
import dev.aerie.controlplane.projectrole.ProjectRoles;
import dev.aerie.controlplane.quota.Quota;
import dev.aerie.controlplane.quota.Quotas;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes people members as their organisation's identity provider says, whether it tells so at their
 * sign-in or by SCIM. The last owner and the break-glass owner stay owners. Roles in a project that
 * is in the recycle bin are kept up as well: they count again once it is restored. Safe for use by
 * many threads.
 */
@ApplicationScoped
public class Provisioning {
  private final MemberRepository repository;
  private final ProjectRoles roles;
  private final Quotas quotas;
  private final AuditLog audit;

  Provisioning(MemberRepository repository, ProjectRoles roles, Quotas quotas, AuditLog audit) {
    this.repository = repository;
    this.roles = roles;
    this.quotas = quotas;
    this.audit = audit;
  }

  /** Takes the lock that a new member takes; to be called before roles are given to several. */
  public void lock(Sql sql, String organization) {
    quotas.lock(sql, organization);
  }

  /**
   * Gives somebody, a member or not, these roles in place of those they had. Projects and roles
   * that have gone for good are left out.
   *
   * @throws Problem 409 when the plan has no room for another member
   */
  public Member give(Sql sql, Member told) {
    MemberRepository.lock(sql, told.organizationId());
    List<Member.ProjectRole> wanted = there(sql, told);
    return repository
        .find(sql, told.organizationId(), told.userId())
        .map(before -> change(sql, before, told.role(), wanted))
        .orElseGet(() -> join(sql, told.having(wanted)));
  }

  private List<Member.ProjectRole> there(Sql sql, Member told) {
    List<String> projects =
        repository.allProjectsIn(
            sql,
            told.organizationId(),
            told.projects().stream().map(Member.ProjectRole::projectId).toList());
    return told.projects().stream()
        .filter(one -> projects.contains(one.projectId()))
        .filter(one -> roles.has(sql, told.organizationId(), one.role()))
        .toList();
  }

  private Member join(Sql sql, Member made) {
    quotas.mustHaveRoom(sql, made.organizationId(), Quota.MEMBERS, 1);
    repository.insert(sql, made);
    repository.writeAllProjects(sql, made);
    record(sql, "member.join", Optional.empty(), made);
    return made;
  }

  private Member change(Sql sql, Member before, Role role, List<Member.ProjectRole> wanted) {
    Member had =
        before.having(repository.allProjects(sql, before.organizationId(), before.userId()));
    Member after =
        before.with(repository.mustStayOwner(sql, before) ? before.role() : role, wanted);
    boolean same =
        after.role() == had.role()
            && Set.copyOf(after.projects()).equals(Set.copyOf(had.projects()));
    if (same) {
      return before;
    }
    repository.update(sql, after);
    repository.writeAllProjects(sql, after);
    record(sql, "member.update", Optional.of(had), after);
    return after;
  }

  private void record(Sql sql, String action, Optional<Member> before, Member after) {
    audit.record(sql, after.organizationId(), action, after.userId(), before, Optional.of(after));
  }
}
