package dev.aerie.controlplane.member;

import dev.aerie.controlplane.access.Role;
import dev.aerie.controlplane.problem.Checks;
import dev.aerie.controlplane.projectrole.ProjectRoles;
import java.util.List;
import java.util.Optional;

/**
 * What can change of a member; the projects replace those there were.
 *
 * @param disabled whether they may do nothing for now, whatever their roles are
 */
public record MemberChanges(
    Optional<Role> role, Optional<List<Member.ProjectRole>> projects, Optional<Boolean> disabled) {

  void check() {
    check(new Checks(), role, projects);
  }

  /**
   * Checks roles in an organisation and its projects.
   *
   * @throws dev.aerie.controlplane.problem.Problem 400 naming what is wrong
   */
  public static void check(
      Checks checks, Optional<Role> role, Optional<List<Member.ProjectRole>> projects) {
    List<Member.ProjectRole> wanted = projects.orElse(List.of());
    checks
        .must(
            role.map(one -> !one.isOfProject()).orElse(true),
            "role",
            "must be one of ORGANIZATION_OWNER, BILLING_ADMIN, MEMBER")
        .must(
            wanted.stream()
                .allMatch(
                    one ->
                        one != null
                            && one.projectId() != null
                            && one.role() != null
                            && ProjectRoles.isMeant(one.role())),
            "projects",
            "must each have a projectId and a role of a project: PROJECT_ADMIN, DATA_ADMIN, DATA_OPERATOR, DATA_VIEWER or the id of a custom one")
        .end();
    checks
        .must(
            wanted.stream().map(Member.ProjectRole::projectId).distinct().count() == wanted.size(),
            "projects",
            "must not name a project twice")
        .end();
  }
}
