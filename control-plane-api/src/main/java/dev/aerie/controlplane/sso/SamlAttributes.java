package dev.aerie.controlplane.sso;

import java.util.Optional;

/**
 * In which attributes of an assertion it says who somebody is.
 *
 * @param email their address
 * @param firstName their first name
 * @param lastName their last name
 */
public record SamlAttributes(String email, String firstName, String lastName) {
  /** What Entra ID and ADFS call claims that nobody has named otherwise. */
  private static final String CLAIMS = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/";

  /** What a provider is expected to call them whose metadata is this. */
  static SamlAttributes expectedOf(String metadata) {
    return metadata.contains(CLAIMS)
        ? new SamlAttributes(CLAIMS + "emailaddress", CLAIMS + "givenname", CLAIMS + "surname")
        : new SamlAttributes("email", "firstName", "lastName");
  }

  SamlAttributes with(Optional<SamlAttributesBody> wanted) {
    return new SamlAttributes(
        wanted.flatMap(SamlAttributesBody::email).orElse(email),
        wanted.flatMap(SamlAttributesBody::firstName).orElse(firstName),
        wanted.flatMap(SamlAttributesBody::lastName).orElse(lastName));
  }
}
