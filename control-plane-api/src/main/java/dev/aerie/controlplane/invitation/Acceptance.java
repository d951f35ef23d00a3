package dev.aerie.controlplane.invitation;

import dev.aerie.controlplane.problem.RefusedWithout;
import java.util.Optional;

/**
 * What accepts an invitation.
 *
 * @param token from the mail
 */
@RefusedWithout("token")
public record Acceptance(Optional<String> token) {}
