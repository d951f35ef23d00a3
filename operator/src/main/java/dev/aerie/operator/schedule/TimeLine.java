package dev.aerie.operator.schedule;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;

/** How the clock of a place goes on while time passes. Immutable. */
sealed interface TimeLine {

  /** What the clock shows at an instant. */
  ZonedDateTime at(Instant instant);

  /** The instant at which it shows this. */
  Instant instant(ZonedDateTime shown);

  /** Shows an hour twice or not at all when the clock is set, as people there have it. */
  record Passing(ZoneId zone) implements TimeLine {

    @Override
    public ZonedDateTime at(Instant instant) {
      return instant.atZone(zone);
    }

    @Override
    public Instant instant(ZonedDateTime shown) {
      return shown.toInstant();
    }
  }

  /**
   * Shows each time of each day once: it stands still at the end of an hour that comes again until
   * that is over, and goes through one that is left out in no time.
   */
  record EachTimeOnce(ZoneId zone) implements TimeLine {

    @Override
    public ZonedDateTime at(Instant instant) {
      ZonedDateTime there = instant.atZone(zone);
      LocalDateTime local = there.toLocalDateTime();
      boolean again = there.getOffset().equals(there.withLaterOffsetAtOverlap().getOffset());
      LocalDateTime shown =
          transition(local)
              .filter(transition -> again && transition.isOverlap())
              .map(transition -> transition.getDateTimeBefore().minusNanos(1))
              .orElse(local);
      return shown.atZone(ZoneOffset.UTC);
    }

    @Override
    public Instant instant(ZonedDateTime shown) {
      LocalDateTime local = shown.toLocalDateTime();
      return transition(local)
          .filter(ZoneOffsetTransition::isGap)
          .map(ZoneOffsetTransition::getInstant)
          .orElseGet(() -> local.atZone(zone).toInstant());
    }

    private Optional<ZoneOffsetTransition> transition(LocalDateTime local) {
      return Optional.ofNullable(zone.getRules().getTransition(local));
    }
  }
}
