package dev.aerie.controlplane.serviceaccount;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.aerie.controlplane.access.Creator;
import dev.aerie.controlplane.access.Role;
import dev.aerie.controlplane.exchange.Versioned;
import dev.aerie.controlplane.member.Member;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A tool that signs in at Keycloak: its id is the client id there.
 *
 * @param role what it may do in the organisation
 * @param projects what it may do in single projects
 * @param disabled whether it is refused everywhere
 * @param createdBy who made it, without whom it goes on; empty when that was before it was noted
 */
public record ServiceAccount(
    String id,
    String organizationId,
    String name,
    Role role,
    List<Member.ProjectRole> projects,
    boolean disabled,
    Optional<Creator> createdBy,
    Instant createdAt,
    Instant updatedAt,
    @JsonIgnore long etag)
    implements Versioned {

  /** Copies the list. */
  public ServiceAccount {
    projects = List.copyOf(projects);
  }

  /** What it is in the organisation, as people are. */
  Member membership() {
    return new Member(id, organizationId, name, role, projects, disabled, createdAt, etag);
  }

  ServiceAccount with(ServiceAccountChanges changes, Instant now) {
    return new ServiceAccount(
        id,
        organizationId,
        changes.name().orElse(name),
        changes.role().orElse(role),
        changes.projects().orElse(projects),
        changes.disabled().orElse(disabled),
        createdBy,
        createdAt,
        now,
        etag + 1);
  }
}
