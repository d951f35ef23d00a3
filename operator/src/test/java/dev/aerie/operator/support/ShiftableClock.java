package dev.aerie.operator.support;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The time, or as much later as a test wants it. Safe for concurrent use. */
public final class ShiftableClock extends Clock {

  private volatile Duration shift = Duration.ZERO;

  /** It is that much later than it is. */
  public void shift(Duration later) {
    shift = later;
  }

  @Override
  public Instant instant() {
    return Instant.now().plus(shift);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("tests read instants only");
  }
}
