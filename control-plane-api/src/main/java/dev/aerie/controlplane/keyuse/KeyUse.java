package dev.aerie.controlplane.keyuse;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;

/**
 * How an API key was used with a cluster within an hour, as its region's agent tells it.
 *
 * @param instance the process that counted; what it tells of an hour only rises
 * @param hour when the hour began
 * @param calls all of them
 * @param refused those that the key may not make
 * @param firstAt when the first came
 * @param lastAt when the last came
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record KeyUse(
    String clusterId,
    String instance,
    String keyId,
    Instant hour,
    long calls,
    long refused,
    Instant firstAt,
    Instant lastAt)
    implements CountedCalls {
  private static final int LONGEST = 64;

  /** Whether nothing is missing and the numbers can be. */
  @JsonIgnore
  public boolean isWhole() {
    return Stream.of(clusterId, instance, keyId, hour, firstAt, lastAt)
            .allMatch(part -> part != null)
        && instance.length() <= LONGEST
        && hour.truncatedTo(ChronoUnit.HOURS).equals(hour)
        && !lastAt.isBefore(firstAt)
        && refused >= 0
        && calls > 0
        && calls >= refused;
  }
}
