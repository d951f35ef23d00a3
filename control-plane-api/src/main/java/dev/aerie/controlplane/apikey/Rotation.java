package dev.aerie.controlplane.apikey;

import dev.aerie.controlplane.problem.Checks;
import java.time.Duration;
import java.util.Optional;

/**
 * How a key is replaced.
 *
 * @param overlapSeconds how long the old key still holds, 0 to 30 days; a day unless told otherwise
 */
public record Rotation(Optional<Integer> overlapSeconds) {
  private static final int LONGEST = (int) Duration.ofDays(30).toSeconds();

  Duration overlap() {
    new Checks().range("overlapSeconds", overlapSeconds, 0, LONGEST).end();
    return overlapSeconds.map(Duration::ofSeconds).orElse(Duration.ofDays(1));
  }
}
