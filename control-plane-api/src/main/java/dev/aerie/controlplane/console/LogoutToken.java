package dev.aerie.controlplane.console;

import dev.aerie.controlplane.problem.Code;
import dev.aerie.controlplane.problem.Problem;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * What Keycloak says has ended (OpenID Connect Back-Channel Logout 1.0, section 2.4).
 *
 * @param session which session; empty when it is all of the subject's
 * @param subject whose, issuer and subject; empty where only the session is told
 * @param at when, by Keycloak's clock
 */
record LogoutToken(Optional<String> session, Optional<String> subject, Instant at) {
  private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";

  /**
   * Reads a token whose signature, issuer, audience and time hold.
   *
   * @throws Problem 400 when it is a token for something else, such as an ID token
   */
  static LogoutToken of(JsonWebToken token) {
    if (!(token.getClaim("events") instanceof JsonObject events)
        || !(events.get(EVENT) instanceof JsonObject)) {
      throw refusal(
          "The token's events do not say that somebody is logged out; send a logout token.");
    }
    if (token.containsClaim("nonce")) {
      throw refusal("A logout token has no nonce; send a logout token.");
    }
    Optional<String> session = text(token, "sid");
    Optional<String> subject = text(token, "sub").map(id -> token.getIssuer() + " " + id);
    if (session.isEmpty() && subject.isEmpty()) {
      throw refusal("The logout token says neither which session ends nor whose: add sid or sub.");
    }
    return new LogoutToken(session, subject, Instant.ofEpochSecond(token.getIssuedAtTime()));
  }

  private static Optional<String> text(JsonWebToken token, String claim) {
    return Optional.<Object>ofNullable(token.getClaim(claim))
        .map(Object::toString)
        .filter(text -> !text.isEmpty());
  }

  /** 400: the token ends nothing. */
  static Problem refusal(String detail) {
    return new Problem(Code.LOGOUT_TOKEN_REFUSED, detail);
  }
}
