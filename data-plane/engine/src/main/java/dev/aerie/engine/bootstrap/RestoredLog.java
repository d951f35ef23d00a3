package dev.aerie.engine.bootstrap;

import dev.aerie.engine.backup.Backup;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.time.HybridClock;
import dev.aerie.engine.wal.LogEntry;
import dev.aerie.engine.wal.LogObject;
import dev.aerie.engine.wal.LogRecord;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The log of a backup as the restored cluster gets it: up to the backup's moment, with the chosen
 * collections. Beyond the checkpoint it says nothing of segments: their rows come from the log
 * itself, so that only the checkpoint's segments have to be there. Rows that came past the log
 * beyond the checkpoint are nowhere, and nobody gets a collection without them. Not thread-safe: it
 * remembers what it has seen.
 */
final class RestoredLog {
  private final Backup backup;
  private final Chosen chosen;

  /** When rows came past the log, by the collection they came into. */
  private final Map<Long, Long> pastLog = new HashMap<>();

  RestoredLog(Backup backup, Chosen chosen) {
    this.backup = backup;
    this.chosen = chosen;
  }

  LogObject of(LogObject object) {
    boolean beyond = object.position().compareTo(backup.checkpoint().position()) > 0;
    List<LogEntry> wanted =
        object.entries().stream()
            .filter(
                e -> e.timestamp() <= backup.timestamp() || e.record() instanceof LogRecord.Seal)
            .toList();
    if (beyond) {
      wanted.forEach(this::note);
    }
    List<LogEntry> entries =
        wanted.stream()
            .flatMap(e -> of(e.record(), beyond).map(r -> new LogEntry(e.timestamp(), r)).stream())
            .toList();
    return new LogObject(object.position(), object.writer(), entries);
  }

  /** Remembers what is not in the log. */
  private void note(LogEntry entry) {
    switch (entry.record()) {
      case LogRecord.Install r when r.imported() && chosen.contains(r.collectionId()) ->
          pastLog.putIfAbsent(r.collectionId(), entry.timestamp());
      case LogRecord.PutRestored r ->
          r.collections().stream()
              .flatMap(c -> chosen.apply(c.collection()).stream())
              .forEach(c -> pastLog.putIfAbsent(c.id(), entry.timestamp()));
      case LogRecord.DropCollection r -> pastLog.remove(r.collectionId());
      default -> {
        // the log says it all
      }
    }
  }

  /**
   * Makes sure, at the end, that no row is left out.
   *
   * @throws EngineException {@link ErrorCode#NOT_RESTORABLE}
   */
  void requireWhole() {
    pastLog.values().stream()
        .min(Comparator.naturalOrder())
        .map(HybridClock::toMillis)
        .map(Instant::ofEpochMilli)
        .ifPresent(
            at -> {
              throw new EngineException(
                  ErrorCode.NOT_RESTORABLE,
                  "rows that were imported or restored at %s are in no checkpoint up to that moment; give a moment before, or one some seconds later"
                      .formatted(at));
            });
  }

  private Optional<LogRecord> of(LogRecord record, boolean beyond) {
    return switch (record) {
      case LogRecord.PutCollection r ->
          chosen.apply(r.collection()).map(LogRecord.PutCollection::new);
      case LogRecord.PutAlias r ->
          Optional.of(record).filter(_ -> chosen.contains(r.collectionId()));
      case LogRecord.Install _, LogRecord.Rotate _, LogRecord.PutRestored _ ->
          Optional.of(record).filter(_ -> !beyond);
      case LogRecord.Write r -> Optional.of(record).filter(_ -> chosen.contains(r.collectionId()));
      case LogRecord.Delete r -> Optional.of(record).filter(_ -> chosen.contains(r.collectionId()));
      case LogRecord.DropCollection _,
          LogRecord.DropAlias _,
          LogRecord.PutDatabase _,
          LogRecord.DropDatabase _,
          LogRecord.PutAccessRules _,
          LogRecord.Seal _ ->
          Optional.of(record);
    };
  }
}
