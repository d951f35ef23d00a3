package dev.aerie.operator.schedule;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.field.CronFieldName;
import com.cronutils.model.field.expression.Always;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * Points in time that come again: five fields of cron in a time zone. Immutable.
 *
 * <p>Where the hour is {@code *} they are those of every hour that passes. An hour that is named
 * comes once a day: at its first occurrence when the clock is set back over it, and at once when
 * the clock is set forward past it.
 */
public final class Schedule {

  private final ExecutionTime times;
  private final TimeLine line;

  private Schedule(ExecutionTime times, TimeLine line) {
    this.times = times;
    this.line = line;
  }

  /**
   * Reads a schedule.
   *
   * @param cron minute, hour, day of month, month and day of week
   * @param timeZone a name of the tz database
   * @throws InvalidScheduleException if either means nothing
   */
  public static Schedule parse(String cron, String timeZone) {
    try {
      var parser = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
      Cron read = parser.parse(cron);
      ZoneId zone = ZoneId.of(timeZone);
      return new Schedule(
          ExecutionTime.forCron(read),
          isHourly(read) ? new TimeLine.Passing(zone) : new TimeLine.EachTimeOnce(zone));
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new InvalidScheduleException(
          "Schedule \"%s\" in time zone %s cannot be read: %s"
              .formatted(cron, timeZone, e.getMessage()),
          e);
    }
  }

  private static boolean isHourly(Cron cron) {
    return cron.retrieveFieldsAsMap().get(CronFieldName.HOUR).getExpression() instanceof Always;
  }

  /** The newest point at or before an instant, if there ever was one. */
  public Optional<Instant> latest(Instant now) {
    ZonedDateTime there = line.at(now);
    ZonedDateTime minute = there.withSecond(0).withNano(0);
    return times.isMatch(minute)
        ? Optional.of(line.instant(minute))
        : times.lastExecution(there).map(line::instant);
  }

  /** The first point after an instant, if there will be one. */
  public Optional<Instant> next(Instant now) {
    return times.nextExecution(line.at(now)).map(line::instant);
  }
}
