package dev.aerie.controlplane.access;

import jakarta.json.JsonArray;
import jakarta.json.JsonString;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * What Keycloak's token says about how somebody signed in.
 *
 * @param subject issuer and subject
 * @param session the session at Keycloak; a new one for each sign-in
 * @param since when the person signed in; when the token was made, where it does not say
 * @param email the address, verified or not
 * @param provider the identity provider this session came through; empty with a password
 * @param lastProvider the identity provider the groups are from
 * @param groups what that provider said the person belongs to
 */
public record SignIn(
    String subject,
    String session,
    Instant since,
    Optional<String> email,
    boolean emailVerified,
    Optional<String> provider,
    Optional<String> lastProvider,
    List<String> groups) {

  /** Copies the list. */
  public SignIn {
    groups = List.copyOf(groups);
  }

  static SignIn of(JsonWebToken token) {
    return new SignIn(
        token.getIssuer() + " " + token.getSubject(),
        Optional.<Object>ofNullable(token.getClaim("sid")).map(Object::toString).orElse(""),
        Instant.ofEpochSecond(
            Optional.<Number>ofNullable(token.getClaim("auth_time"))
                .map(Number::longValue)
                .orElse(token.getIssuedAtTime())),
        Optional.ofNullable(token.getClaim("email")),
        Boolean.TRUE.equals(token.getClaim("email_verified")),
        Optional.ofNullable(token.getClaim("identity_provider")),
        Optional.ofNullable(token.getClaim("sso_connection")),
        token.getClaim("sso_groups") instanceof JsonArray names
            ? names.getValuesAs(JsonString::getString)
            : List.of());
  }

  /** An address nobody has verified could be anybody's. */
  Optional<String> verifiedEmail() {
    return email.filter(address -> emailVerified);
  }

  /** What follows the {@code @} of the address, in lower case. */
  public Optional<String> domain() {
    return email.map(
        address -> address.substring(address.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT));
  }
}
