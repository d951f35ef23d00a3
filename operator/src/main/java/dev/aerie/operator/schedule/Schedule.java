package dev.aerie.operator.schedule;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;

/** Points in time that come again: five fields of cron in a time zone. Immutable. */
public final class Schedule {

  private final ExecutionTime times;
  private final ZoneId zone;

  private Schedule(ExecutionTime times, ZoneId zone) {
    this.times = times;
    this.zone = zone;
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
      return new Schedule(ExecutionTime.forCron(parser.parse(cron)), ZoneId.of(timeZone));
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new InvalidScheduleException(
          "Schedule \"%s\" in time zone %s cannot be read: %s"
              .formatted(cron, timeZone, e.getMessage()),
          e);
    }
  }

  /** The newest point at or before an instant, if there ever was one. */
  public Optional<Instant> latest(Instant now) {
    ZonedDateTime there = now.atZone(zone);
    return times.isMatch(there.withSecond(0).withNano(0))
        ? Optional.of(there.withSecond(0).withNano(0).toInstant())
        : times.lastExecution(there).map(ZonedDateTime::toInstant);
  }

  /** The first point after an instant, if there will be one. */
  public Optional<Instant> next(Instant now) {
    return times.nextExecution(now.atZone(zone)).map(ZonedDateTime::toInstant);
  }
}
