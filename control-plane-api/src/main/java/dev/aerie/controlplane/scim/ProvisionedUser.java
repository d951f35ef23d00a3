package dev.aerie.controlplane.scim;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.Optional;

/**
 * A person as an identity provider tells of them.
 *
 * @param id the person's id, as of a member
 * @param active whether they are a member
 * @param resource all that was told, JSON
 * @param version how many times it has changed
 */
record ProvisionedUser(
    String id,
    String userName,
    Optional<String> externalId,
    boolean active,
    @JsonIgnore String resource,
    @JsonIgnore long version,
    Instant createdAt,
    Instant updatedAt) {}
