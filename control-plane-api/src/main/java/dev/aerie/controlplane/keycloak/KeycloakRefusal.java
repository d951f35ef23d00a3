package dev.aerie.controlplane.keycloak;

/** Keycloak does not take a change: something with that name is there, or a value is not valid. */
public class KeycloakRefusal extends RuntimeException {
  private final int status;

  KeycloakRefusal(int status, String message) {
    super(message);
    this.status = status;
  }

  /** The HTTP status it answered; 409 when the thing is there already. */
  public int status() {
    return status;
  }
}
