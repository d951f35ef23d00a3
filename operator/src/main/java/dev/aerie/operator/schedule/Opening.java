package dev.aerie.operator.schedule;

import dev.aerie.crds.MaintenanceWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether a maintenance window is open.
 *
 * @param open whether it is
 * @param next when it opens, if it is closed and will ever open
 */
public record Opening(boolean open, Optional<Instant> next) {

  /** A cluster without a window. */
  public static final Opening ALWAYS = new Opening(true, Optional.empty());

  /**
   * The state of a window.
   *
   * @throws InvalidScheduleException if the window's schedule means nothing
   */
  public static Opening of(MaintenanceWindow window, Instant now) {
    Schedule schedule = Schedule.parse(window.schedule(), window.timeZone());
    Duration duration = duration(window.duration());
    boolean open =
        schedule.latest(now).filter(opened -> now.isBefore(opened.plus(duration))).isPresent();
    return new Opening(open, open ? Optional.empty() : schedule.next(now));
  }

  /** A duration as Kubernetes writes it in hours and minutes, such as {@code 1h30m}. */
  public static Duration duration(String text) {
    return Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
  }
}
