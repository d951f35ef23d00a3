package dev.aerie.cli.session;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.cli.CliException;
import dev.aerie.cli.api.Http;
import dev.aerie.cli.api.Json;
import dev.aerie.cli.api.Pause;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/** Gets tokens from Keycloak by the client {@code aerie-cli} (OAuth 2.0 device grant, RFC 8628). */
public final class Tokens {
  private static final String CLIENT = "aerie-cli";
  private static final String SIGN_IN_AGAIN = "Sign in again: aerie login";
  private static final int OK = 200;
  private static final Duration EARLY = Duration.ofSeconds(10);
  private static final int SLOWER = 5;

  private final Clock clock;

  /** By this clock. */
  public Tokens(Clock clock) {
    this.clock = clock;
  }

  /**
   * Signs a person in, who confirms it in a browser.
   *
   * @param tell is given the sentence that says where
   * @throws CliException when it was refused or not confirmed in time
   */
  public Session signIn(String address, String issuer, Consumer<String> tell) {
    HttpResponse<String> begun =
        Http.form(
            issuer + "/protocol/openid-connect/auth/device",
            Map.of("client_id", CLIENT, "scope", "openid"));
    if (begun.statusCode() != OK) {
      throw new CliException(
          "%s does not let %s sign in: %s. Ask its administrator to allow the device flow."
              .formatted(issuer, CLIENT, begun.body()));
    }
    JsonNode device = Json.read(begun.body());
    tell.accept(
        "Open %s and confirm the code %s"
            .formatted(
                device.path("verification_uri_complete").asText(),
                device.path("user_code").asText()));
    return await(address, issuer, device);
  }

  private Session await(String address, String issuer, JsonNode device) {
    var form =
        Map.of(
            "grant_type",
            "urn:ietf:params:oauth:grant-type:device_code",
            "client_id",
            CLIENT,
            "device_code",
            device.path("device_code").asText());
    long interval = device.path("interval").asLong(SLOWER);
    while (true) {
      Pause.of(Duration.ofSeconds(interval));
      JsonNode answer = Json.read(token(issuer, form).body());
      switch (answer.path("error").asText()) {
        case "" -> {
          return session(address, issuer, answer);
        }
        case "authorization_pending" -> {}
        case "slow_down" -> interval += SLOWER;
        case "expired_token" ->
            throw new CliException("Nobody confirmed in time. " + SIGN_IN_AGAIN);
        case "access_denied" -> throw new CliException("It was refused. " + SIGN_IN_AGAIN);
        default -> throw new CliException(answer + ". " + SIGN_IN_AGAIN);
      }
    }
  }

  /**
   * The session with an access token that holds.
   *
   * @throws CliException when the person has to sign in again
   */
  public Session refreshed(Session session) {
    if (clock.instant().isBefore(session.expiresAt().minus(EARLY))) {
      return session;
    }
    HttpResponse<String> answer =
        token(
            session.issuer(),
            Map.of(
                "grant_type",
                "refresh_token",
                "client_id",
                CLIENT,
                "refresh_token",
                session.refreshToken()));
    if (answer.statusCode() != OK) {
      throw new CliException("The session has ended. " + SIGN_IN_AGAIN);
    }
    return session(session.address(), session.issuer(), Json.read(answer.body()));
  }

  /** Ends the session at Keycloak, so that its tokens cannot be renewed. */
  public void revoke(Session session) {
    Http.form(
        session.issuer() + "/protocol/openid-connect/logout",
        Map.of("client_id", CLIENT, "refresh_token", session.refreshToken()));
  }

  private static HttpResponse<String> token(String issuer, Map<String, String> form) {
    return Http.form(issuer + "/protocol/openid-connect/token", form);
  }

  private Session session(String address, String issuer, JsonNode tokens) {
    return new Session(
        address,
        issuer,
        tokens.path("access_token").asText(),
        tokens.path("refresh_token").asText(),
        clock.instant().plusSeconds(tokens.path("expires_in").asLong()));
  }
}
