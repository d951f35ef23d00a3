package dev.aerie.controlplane.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.aerie.controlplane.problem.Problem;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeycloakTurnsTest {
  private final KeycloakTurns turns = new KeycloakTurns(1, Duration.ZERO);

  @Test
  void whoGetsNoTurnIsToldToTryAgain() {
    String kept =
        turns.take(
            () -> {
              assertThatExceptionOfType(Problem.class)
                  .isThrownBy(() -> turns.take(() -> "another"))
                  .satisfies(refused -> assertThat(refused.status()).isEqualTo(503));
              return "kept";
            });

    assertThat(kept).isEqualTo("kept");
  }

  @Test
  void aTurnThatFailsIsOver() {
    for (String which : List.of("first", "second")) {
      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(
              () ->
                  turns.take(
                      () -> {
                        throw new IllegalStateException(which);
                      }));
    }
  }
}
