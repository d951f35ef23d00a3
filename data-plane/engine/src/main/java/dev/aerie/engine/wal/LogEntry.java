package dev.aerie.engine.wal;

/**
 * A record and when it was written.
 *
 * @param timestamp hybrid; rises along the log
 */
public record LogEntry(long timestamp, LogRecord record) {}
