package dev.aerie.controlplane.database;

import java.sql.SQLException;
import java.time.Duration;

/** PostgreSQL refused a statement or could not be reached. */
public class DatabaseException extends RuntimeException {
  private static final String DATA_EXCEPTION = "22";
  private static final String UNIQUE_VIOLATION = "23505";

  private final String state;

  /** Wraps the driver's exception. */
  public DatabaseException(SQLException cause) {
    super(cause.getMessage(), cause);
    state = cause.getSQLState() == null ? "" : cause.getSQLState();
  }

  static DatabaseException busy(Duration waited) {
    return new DatabaseException(
        new SQLException("no connection became free within " + waited.toSeconds() + " s"));
  }

  /** Whether a value cannot be kept, as text with a NUL or a time too far away. */
  public boolean isUnkeepableValue() {
    return state.startsWith(DATA_EXCEPTION);
  }

  /** Whether a unique index refused the row. */
  public boolean isUniqueViolation() {
    return UNIQUE_VIOLATION.equals(state);
  }
}
