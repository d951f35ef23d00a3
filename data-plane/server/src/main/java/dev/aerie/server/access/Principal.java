package dev.aerie.server.access;

/** Who calls: the id of a key, and what it may do. */
public record Principal(String keyId, Role role) {
  /** Everyone, where there is no authentication. */
  static final Principal ANYONE = new Principal("anonymous", Role.ORGANIZATION_OWNER);
}
