package dev.aerie.engine.wal;

import java.util.List;
import java.util.UUID;

/**
 * What one group commit wrote.
 *
 * @param writer the process that wrote it
 */
public record LogObject(LogPosition position, UUID writer, List<LogEntry> entries) {
  public LogObject {
    entries = List.copyOf(entries);
  }

  /** Where the log stands after this: in the next epoch if this one ends here. */
  public LogPosition end() {
    LogPosition end = position;
    for (LogEntry entry : entries) {
      if (entry.record() instanceof LogRecord.Seal(long nextEpoch)) {
        end = new LogPosition(nextEpoch, -1);
      }
    }
    return end;
  }
}
