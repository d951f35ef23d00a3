package dev.aerie.cli.session;

import java.time.Instant;

/**
 * A person's sign-in.
 *
 * @param address of the control plane
 * @param issuer the Keycloak realm that made the tokens
 * @param accessToken what the control plane is shown
 * @param refreshToken what a new access token is got by
 * @param expiresAt when the access token ends
 */
public record Session(
    String address, String issuer, String accessToken, String refreshToken, Instant expiresAt) {}
