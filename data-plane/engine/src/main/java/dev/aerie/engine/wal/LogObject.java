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
}
