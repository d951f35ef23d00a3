package dev.aerie.engine.bootstrap;

import dev.aerie.engine.backup.Backup;
import dev.aerie.engine.wal.LogEntry;
import dev.aerie.engine.wal.LogObject;
import dev.aerie.engine.wal.LogRecord;
import java.util.List;
import java.util.Optional;

/**
 * The log of a backup as the restored cluster gets it: up to the backup's moment, with the chosen
 * collections. Beyond the checkpoint it says nothing of segments: their rows come from the log
 * itself, so that only the checkpoint's segments have to be there.
 */
final class RestoredLog {
  private final Backup backup;
  private final Chosen chosen;

  RestoredLog(Backup backup, Chosen chosen) {
    this.backup = backup;
    this.chosen = chosen;
  }

  LogObject of(LogObject object) {
    boolean beyond = object.position().compareTo(backup.checkpoint().position()) > 0;
    List<LogEntry> entries =
        object.entries().stream()
            .filter(
                e -> e.timestamp() <= backup.timestamp() || e.record() instanceof LogRecord.Seal)
            .flatMap(e -> of(e.record(), beyond).map(r -> new LogEntry(e.timestamp(), r)).stream())
            .toList();
    return new LogObject(object.position(), object.writer(), entries);
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
