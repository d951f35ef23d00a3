package dev.aerie.engine.wal;

import java.util.Comparator;

/**
 * The place of an object in the log.
 *
 * @param epoch whose log
 * @param sequence number in it, from 0
 */
public record LogPosition(long epoch, long sequence) implements Comparable<LogPosition> {
  /** Before everything: the first epoch's log starts after it. */
  public static final LogPosition START = new LogPosition(1, -1);

  private static final Comparator<LogPosition> ORDER =
      Comparator.comparingLong(LogPosition::epoch).thenComparingLong(LogPosition::sequence);

  public LogPosition next() {
    return new LogPosition(epoch, sequence + 1);
  }

  /** Before the first of an epoch: where its log starts after. */
  public LogPosition previous() {
    return new LogPosition(epoch, sequence - 1);
  }

  /** The object's key; keys sort as positions do. */
  public String key() {
    return "wal/%010d/%012d".formatted(epoch, sequence);
  }

  /** The one of two that comes after the other. */
  public static LogPosition later(LogPosition one, LogPosition other) {
    return one.compareTo(other) < 0 ? other : one;
  }

  @Override
  public int compareTo(LogPosition other) {
    return ORDER.compare(this, other);
  }
}
