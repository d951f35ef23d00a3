package dev.aerie.server.access;

import java.util.Optional;

/** A call that is refused because of who makes it. */
public final class AccessException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean known;
  private final transient Optional<String> key;

  private AccessException(String message, boolean known) {
    this(message, known, Optional.empty());
  }

  private AccessException(String message, boolean known, Optional<String> key) {
    super(message);
    this.known = known;
    this.key = key;
  }

  static AccessException unauthenticated() {
    return new AccessException(
        "auth check failure: the API key is missing, wrong, expired or revoked, or the user's"
            + " password is wrong; give a valid key, or user:password, as token",
        false);
  }

  static AccessException fromElsewhere(String key, String address) {
    return new AccessException(
        "auth check failure: key %s may not be used from %s; use one whose ipAllowlist has the address"
            .formatted(key, address),
        false,
        Optional.of(key));
  }

  static AccessException outOfScope(Principal.Key key, String call, String database) {
    return new AccessException(
        "%s: the scopes of key %s do not open what %s is about; use a key with a scope that does"
            .formatted(denial("Privilege" + call, "apikey user", database), key.id(), call),
        true);
  }

  static AccessException forbidden(Principal user, Privilege missing, String database) {
    return new AccessException(denial(missing.fullName(), user.name(), database), true);
  }

  static AccessException forbidden(
      Principal.Key key, String call, Role needed, Optional<Privilege> missing, String database) {
    return new AccessException(
        "%s: %s needs role %s or a stronger one, key %s has %s"
            .formatted(
                denial(
                    missing.map(Privilege::fullName).orElse("Privilege" + call),
                    "apikey user",
                    database),
                call,
                needed,
                key.id(),
                key.role()),
        true);
  }

  private static String denial(String privilege, String user, String database) {
    return "%s: permission deny to %s in the `%s` database".formatted(privilege, user, database);
  }

  /** Id of the API key that was given and may not be used; empty when it is not known to be one. */
  public Optional<String> key() {
    return key;
  }

  /** Whether the caller is known, and only not allowed to do this. */
  public boolean isKnown() {
    return known;
  }
}
