package dev.aerie.crds;

/** What the API server takes for a schedule: the five fields of cron, in numbers. */
final class Cron {

  private static final String N = "[0-5]?[0-9]";
  private static final String MINUTE = "([*]|" + N + "(-" + N + ")?)(/[1-9][0-9]?)?";
  private static final String H = "([01]?[0-9]|2[0-3])";
  private static final String HOUR = "([*]|" + H + "(-" + H + ")?)(/[1-9][0-9]?)?";
  private static final String D = "(0?[1-9]|[12][0-9]|3[01])";
  private static final String DAY = "([*]|" + D + "(-" + D + ")?)(/[1-9][0-9]?)?";
  private static final String M = "(0?[1-9]|1[0-2])";
  private static final String MONTH = "([*]|" + M + "(-" + M + ")?)(/[1-9][0-9]?)?";
  private static final String WEEKDAY = "([*]|[0-7](-[0-7])?)(/[1-7])?";

  /** CEL: the text has five fields of numbers, ranges, lists and steps. */
  static final String RULE =
      "self.matches('^"
          + (MINUTE + "(," + MINUTE + ")* ")
          + (HOUR + "(," + HOUR + ")* ")
          + (DAY + "(," + DAY + ")* ")
          + (MONTH + "(," + MONTH + ")* ")
          + (WEEKDAY + "(," + WEEKDAY + ")*$')");

  /** What to say when {@link #RULE} does not hold, after the field's path. */
  static final String MESSAGE =
      " must be five fields as cron has them (minute hour day-of-month month day-of-week, in"
          + " numbers), such as 30 3 * * 0";

  /** CEL: the text is a time from ten minutes to a week. */
  static final String DURATION_RULE =
      "self.matches('^([0-9]+h)?([0-9]+m)?$') && self != '' &&"
          + " duration(self) >= duration('10m') && duration(self) <= duration('168h')";

  /** What to say when {@link #DURATION_RULE} does not hold, after the field's path. */
  static final String DURATION_MESSAGE =
      " must be 10m to 168h, written in hours and minutes such as 1h30m";

  /** CEL: the text is a time from a minute to thirty days. */
  static final String IDLE_RULE =
      "self.matches('^([0-9]+h)?([0-9]+m)?$') && self != '' &&"
          + " duration(self) >= duration('1m') && duration(self) <= duration('720h')";

  /** CEL: the text looks like the name of a time zone. */
  static final String ZONE_RULE =
      "self.matches('^(UTC|[A-Z][A-Za-z_]+(/[A-Z][A-Za-z0-9_+-]+){1,2})$')";

  /** What to say when {@link #ZONE_RULE} does not hold, after the field's path. */
  static final String ZONE_MESSAGE =
      ".timeZone must be UTC or a name of the tz database, such as Europe/Berlin";

  private Cron() {}
}
