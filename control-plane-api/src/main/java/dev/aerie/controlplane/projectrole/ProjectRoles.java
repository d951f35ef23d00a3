package dev.aerie.controlplane.projectrole;

import dev.aerie.controlplane.access.Powers;
import dev.aerie.controlplane.access.Role;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.identifier.Kind;
import dev.aerie.controlplane.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * What the text of a role means: the name of a built-in one or the id of a custom one. Safe for use
 * by many threads.
 */
@ApplicationScoped
public class ProjectRoles {
  private final ProjectRoleRepository repository;

  ProjectRoles(ProjectRoleRepository repository) {
    this.repository = repository;
  }

  /** Whether a text has the form of a role that is held in projects. */
  public static boolean isMeant(String role) {
    return Kind.PROJECT_ROLE.matches(role)
        || Role.named(role).filter(Role::isOfProject).isPresent();
  }

  /** Whether the organisation has a role; a custom one stays until the transaction ends. */
  public boolean has(Sql sql, String organization, String role) {
    return Role.named(role).isPresent() || repository.share(sql, organization, role).isPresent();
  }

  /**
   * What a role allows; a custom one stays as it is until the transaction ends.
   *
   * @throws Problem 400 naming the field when the organisation has no such role
   */
  public Powers powers(Sql sql, String organization, String field, String role) {
    return Role.named(role)
        .map(Role::powers)
        .or(() -> repository.share(sql, organization, role).map(ProjectRole::powers))
        .orElseThrow(() -> Problem.wrongField(field, "names no role of the organization: " + role));
  }
}
