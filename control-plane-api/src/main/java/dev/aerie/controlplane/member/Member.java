package dev.aerie.controlplane.member;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.aerie.controlplane.access.Role;
import dev.aerie.controlplane.exchange.Versioned;
import dev.aerie.controlplane.problem.RefusedWithout;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A person in an organisation.
 *
 * @param role what they may do in the organisation
 * @param projects what they may do in single projects, by project
 * @param disabled whether they may do none of it for now
 */
public record Member(
    String userId,
    String organizationId,
    String name,
    Role role,
    List<ProjectRole> projects,
    boolean disabled,
    Instant createdAt,
    @JsonIgnore long etag)
    implements Versioned {

  /** Copies the list. */
  public Member {
    projects = List.copyOf(projects);
  }

  /** A role in one project: the name of a built-in one, or the id of a custom one. */
  @Schema(name = "ProjectMembership")
  @RefusedWithout({"projectId", "role"})
  public record ProjectRole(String projectId, String role) {}

  /** This one with another role and other projects, as a change makes it. */
  public Member with(Role newRole, List<ProjectRole> newProjects) {
    return new Member(
        userId, organizationId, name, newRole, newProjects, disabled, createdAt, etag + 1);
  }

  /** The same with these roles in projects, as no change of it. */
  Member having(List<ProjectRole> others) {
    return new Member(userId, organizationId, name, role, others, disabled, createdAt, etag);
  }

  Member with(MemberChanges changes) {
    return new Member(
        userId,
        organizationId,
        name,
        changes.role().orElse(role),
        changes.projects().orElse(projects),
        changes.disabled().orElse(disabled),
        createdAt,
        etag + 1);
  }

  /** Whether they can act as an owner now. */
  boolean actsAsOwner() {
    return role == Role.ORGANIZATION_OWNER && !disabled;
  }
}
