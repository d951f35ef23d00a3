package dev.aerie.controlplane.keycloak;

import dev.aerie.controlplane.problem.Problem;
import dev.aerie.controlplane.throttle.Turns;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Work that asks Keycloak within a transaction, few at a time: each keeps a connection to the
 * database while Keycloak thinks, and there are few of those for everybody. Safe for use by many
 * threads.
 */
@ApplicationScoped
public class KeycloakTurns {
  /** Of the six connections a replica opens unless told otherwise. */
  private static final int MOST_AT_A_TIME = 2;

  private final Turns turns;

  @Inject
  KeycloakTurns(KeycloakConfig config) {
    this(MOST_AT_A_TIME, config.patience());
  }

  KeycloakTurns(int most, Duration patience) {
    this.turns = new Turns(most, patience);
  }

  /**
   * Does it when it is its turn. Take a turn before a transaction and never within one.
   *
   * @throws Problem 503 when Keycloak keeps the others for too long
   */
  public <T> T take(Supplier<T> work) {
    return turns.take(work, Problem::identityProviderUnavailable);
  }
}
