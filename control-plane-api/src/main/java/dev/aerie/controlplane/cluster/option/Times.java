package dev.aerie.controlplane.cluster.option;

import dev.aerie.controlplane.problem.Checks;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Schedules, spans and time zones, as regions take them. Pure functions. */
public final class Times {
  private static final Pattern SPAN = Pattern.compile("(?=.)([0-9]{1,6}h)?([0-9]{1,6}m)?");
  private static final Pattern STEP =
      Pattern.compile("(?:\\*|(?<from>[0-9]{1,2})(?:-(?<to>[0-9]{1,2}))?)(?:/[1-9][0-9]?)?");
  private static final Duration SHORTEST_WINDOW = Duration.ofMinutes(10);
  private static final Duration LONGEST_WINDOW = Duration.ofHours(168);
  private static final Set<String> ZONES = ZoneId.getAvailableZoneIds();

  /** Least and most of minute, hour, day of month, month and day of week. */
  private static final int[][] CRON = {{0, 59}, {0, 23}, {1, 31}, {1, 12}, {0, 7}};

  private Times() {}

  /** Checks a window: when it opens, for how long, in which time zone. */
  static void check(
      Checks checks,
      String field,
      Optional<String> schedule,
      Optional<String> duration,
      Optional<String> timeZone) {
    cron(checks, field + ".schedule", schedule);
    window(checks, field + ".duration", duration);
    zone(checks, field + ".timeZone", timeZone);
  }

  /** Checks a schedule. */
  public static void cron(Checks checks, String field, Optional<String> value) {
    checks.must(
        value.map(Times::isCron).orElse(true),
        field,
        "must be five fields as cron has them (minute hour day-of-month month day-of-week, in numbers), such as 30 3 * * 0");
  }

  /** Checks the name of a time zone. */
  public static void zone(Checks checks, String field, Optional<String> value) {
    checks.must(
        value
            .map(name -> name.equals("UTC") || (name.contains("/") && ZONES.contains(name)))
            .orElse(true),
        field,
        "must be UTC or a name of the tz database, such as Europe/Berlin");
  }

  /** Checks a span of a window. */
  static void window(Checks checks, String field, Optional<String> value) {
    span(checks, field, value, SHORTEST_WINDOW, LONGEST_WINDOW);
  }

  /** Checks a span, both ends allowed. */
  public static void span(
      Checks checks, String field, Optional<String> value, Duration least, Duration most) {
    checks.must(
        value
            .map(
                text ->
                    parse(text)
                        .filter(span -> span.compareTo(least) >= 0 && span.compareTo(most) <= 0)
                        .isPresent())
            .orElse(true),
        field,
        "must be %s to %s, written in hours and minutes such as 1h30m"
            .formatted(text(least), text(most)));
  }

  private static Optional<Duration> parse(String text) {
    return SPAN.matcher(text).matches()
        ? Optional.of(Duration.parse("PT" + text.toUpperCase(Locale.ROOT)))
        : Optional.empty();
  }

  private static String text(Duration span) {
    return span.toMinutes() % 60 == 0 ? span.toHours() + "h" : span.toMinutes() + "m";
  }

  private static boolean isCron(String text) {
    String[] fields = text.split(" ", -1);
    if (fields.length != CRON.length) {
      return false;
    }
    for (int i = 0; i < fields.length; i++) {
      int[] bounds = CRON[i];
      if (!Arrays.stream(fields[i].split(",", -1)).allMatch(one -> isStep(one, bounds))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isStep(String text, int[] bounds) {
    Matcher found = STEP.matcher(text);
    if (!found.matches()) {
      return false;
    }
    if (found.group("from") == null) {
      return true;
    }
    int from = Integer.parseInt(found.group("from"));
    int to = found.group("to") == null ? from : Integer.parseInt(found.group("to"));
    return from >= bounds[0] && from <= to && to <= bounds[1];
  }
}
