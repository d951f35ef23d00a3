package dev.aerie.controlplane.scim;

import java.time.Instant;
import java.util.Optional;

/** A credential of an identity provider that tells of people and groups; its text is not kept. */
public record ScimToken(
    String id,
    String organizationId,
    String name,
    Instant createdAt,
    Optional<Instant> revokedAt) {}
