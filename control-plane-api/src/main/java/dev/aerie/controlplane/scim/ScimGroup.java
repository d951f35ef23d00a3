package dev.aerie.controlplane.scim;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.aerie.controlplane.access.Role;
import dev.aerie.controlplane.exchange.Versioned;
import dev.aerie.controlplane.member.Member;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A group an identity provider tells of, and what its members are here.
 *
 * @param role their role in the organisation; empty when the group gives none
 * @param projects their roles in single projects
 * @param members ids of the people in it
 */
public record ScimGroup(
    String id,
    String organizationId,
    String displayName,
    @JsonIgnore Optional<String> externalId,
    Optional<Role> role,
    List<Member.ProjectRole> projects,
    List<String> members,
    Instant createdAt,
    Instant updatedAt,
    @JsonIgnore long etag)
    implements Versioned {

  /** Copies the lists. */
  public ScimGroup {
    projects = List.copyOf(projects);
    members = List.copyOf(members);
  }

  ScimGroup told(String name, Optional<String> external, List<String> people, Instant now) {
    return new ScimGroup(
        id, organizationId, name, external, role, projects, people, createdAt, now, etag + 1);
  }

  ScimGroup mapped(ScimGroupMapping mapping, Instant now) {
    return new ScimGroup(
        id,
        organizationId,
        displayName,
        externalId,
        mapping.role().or(() -> role),
        mapping.projects().orElse(projects),
        members,
        createdAt,
        now,
        etag + 1);
  }
}
