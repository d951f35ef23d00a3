package dev.aerie.controlplane.database;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/** The row a query is at. Valid only while it is read. */
public final class Row {
  private final ResultSet results;

  Row(ResultSet results) {
    this.results = results;
  }

  /** A column that is never null. */
  public String string(String column) {
    return text(column)
        .orElseThrow(() -> new IllegalStateException("column " + column + " is null"));
  }

  /** A column that may be null. */
  public Optional<String> text(String column) {
    return read(() -> Optional.ofNullable(results.getString(column)));
  }

  /** A bigint or integer column; null reads as 0. */
  public long number(String column) {
    return read(() -> results.getLong(column));
  }

  /** A double precision column; null reads as 0. */
  public double real(String column) {
    return read(() -> results.getDouble(column));
  }

  /** An integer column; null reads as 0. */
  public int integer(String column) {
    return read(() -> results.getInt(column));
  }

  /** A boolean column; null reads as false. */
  public boolean flag(String column) {
    return read(() -> results.getBoolean(column));
  }

  /** A point in time that is never null. */
  public Instant instant(String column) {
    return time(column)
        .orElseThrow(() -> new IllegalStateException("column " + column + " is null"));
  }

  /** A point in time that may be null. */
  public Optional<Instant> time(String column) {
    return read(
        () ->
            Optional.ofNullable(results.getObject(column, OffsetDateTime.class))
                .map(OffsetDateTime::toInstant));
  }

  /** A {@code text[]} column that is never null. */
  public List<String> strings(String column) {
    return read(() -> List.of((String[]) results.getArray(column).getArray()));
  }

  private static <T> T read(Reading<T> reading) {
    try {
      return reading.read();
    } catch (SQLException failure) {
      throw new DatabaseException(failure);
    }
  }

  private interface Reading<T> {
    T read() throws SQLException;
  }
}
