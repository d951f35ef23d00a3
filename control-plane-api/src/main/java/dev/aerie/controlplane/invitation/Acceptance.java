package dev.aerie.controlplane.invitation;

import java.util.Optional;

/**
 * What accepts an invitation.
 *
 * @param token from the mail
 */
public record Acceptance(Optional<String> token) {}
