package dev.aerie.controlplane.deprecation;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * When an endpoint goes, by UTC.
 *
 * @param since the day from which it is announced
 * @param on the day it may be gone
 * @param instead what to do instead, one sentence
 */
public record Ending(LocalDate since, LocalDate on, String instead) {
  private static final int MONTHS_OF_NOTICE = 12;
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH);

  /**
   * Holds us to what clients were promised.
   *
   * @throws IllegalArgumentException when there is less notice
   */
  public Ending {
    if (on.isBefore(since.plusMonths(MONTHS_OF_NOTICE))) {
      throw new IllegalArgumentException(
          "what is announced on %s stays %d months and not until %s only"
              .formatted(since, MONTHS_OF_NOTICE, on));
    }
  }

  /** As the annotation's texts say. */
  public static Ending of(String since, String on, String instead) {
    return new Ending(LocalDate.parse(since), LocalDate.parse(on), instead);
  }

  /** The header {@code Deprecation} of RFC 9745. */
  String deprecation() {
    return "@" + since.atStartOfDay(ZoneOffset.UTC).toEpochSecond();
  }

  /** The header {@code Sunset} of RFC 8594. */
  String sunset() {
    return HTTP_DATE.format(on.atStartOfDay());
  }

  /** For people, in Markdown. */
  public String sentence() {
    return "**Deprecated** since %s, and may be gone on %s. %s".formatted(since, on, instead);
  }
}
