package dev.aerie.server.access;

/** A call that is refused because of who makes it. */
public final class AccessException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean known;

  private AccessException(String message, boolean known) {
    super(message);
    this.known = known;
  }

  static AccessException unauthenticated() {
    return new AccessException(
        "auth check failure: the API key is missing, wrong, expired or revoked;"
            + " give a valid key as token",
        false);
  }

  static AccessException forbidden(Principal principal, String call, Role needed) {
    return new AccessException(
        "permission denied: %s needs role %s or a stronger one, key %s has %s"
            .formatted(call, needed, principal.keyId(), principal.role()),
        true);
  }

  /** Whether the caller is known, and only not allowed to do this. */
  public boolean isKnown() {
    return known;
  }
}
