package dev.aerie.controlplane.keyuse;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.Instant;

/**
 * What the audit log says of a key's use with a cluster within an hour. What comes to be known
 * later is said by a further event, so that the sum is right.
 */
record HourOfUse(
    @JsonIgnore String key,
    @JsonIgnore String keyName,
    String clusterId,
    Instant from,
    long calls,
    long refused,
    Instant firstAt,
    Instant lastAt)
    implements CountedCalls {
  private static final Duration HOUR = Duration.ofHours(1);

  /** When the hour ended. */
  @JsonProperty
  Instant to() {
    return from.plus(HOUR);
  }
}
