package dev.aerie.controlplane.database;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;
import javax.sql.DataSource;

/** Transactions on PostgreSQL as the application's role. Safe for use by many threads. */
@ApplicationScoped
public class Database {
  private final DataSource source;
  private final ScopedValue<Boolean> open = ScopedValue.newInstance();

  /** Transactions of this source. */
  public Database(DataSource source) {
    this.source = source;
  }

  /**
   * Runs work in one transaction that sees what the scope allows; commits when it returns, rolls
   * back when it throws. Not within another: what holds a connection and waits for a second keeps
   * everybody from both once all wait.
   *
   * @throws DatabaseException when PostgreSQL refuses a statement or cannot be reached
   * @throws IllegalStateException when this thread is in a transaction already
   */
  public <T> T transaction(Scope scope, Function<Sql, T> work) {
    if (open.isBound()) {
      throw new IllegalStateException(
          "A transaction within a transaction takes a second connection. Use the Sql there is.");
    }
    return ScopedValue.where(open, true).call(() -> run(scope, work));
  }

  private <T> T run(Scope scope, Function<Sql, T> work) {
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(false);
      try {
        var sql = new Sql(connection, scope);
        T result = work.apply(sql);
        connection.commit();
        return result;
      } catch (Throwable failure) {
        connection.rollback();
        throw failure;
      }
    } catch (SQLException failure) {
      throw new DatabaseException(failure);
    }
  }
}
