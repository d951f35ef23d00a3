package dev.aerie.controlplane.exchange;

import dev.aerie.controlplane.problem.Problem;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/** Reads times out of query parameters. */
public final class Times {
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  private Times() {}

  /**
   * A time in ISO 8601 with its zone.
   *
   * @throws Problem 400 naming the parameter otherwise
   */
  public static Instant parse(String field, String text) {
    try {
      Instant time = Instant.parse(text);
      if (time.isAfter(LATEST) || time.isBefore(Instant.EPOCH)) {
        throw wrong(field);
      }
      return time;
    } catch (DateTimeParseException notATime) {
      throw wrong(field);
    }
  }

  private static Problem wrong(String field) {
    return Problem.wrongField(
        field, "must be a time from 1970 to 9999 such as 2026-01-31T12:00:00Z");
  }
}
