package dev.aerie.controlplane.database;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** Transactions and reads on PostgreSQL as the application's role. Safe for use by many threads. */
@ApplicationScoped
public class Database {
  private final DataSource source;
  private final ConnectionTurns turns;
  private final ScopedValue<Boolean> open = ScopedValue.newInstance();

  /** Transactions of this source. */
  public Database(DataSource source, ConnectionTurns turns) {
    this.source = source;
    this.turns = turns;
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
    return alone(() -> turns.take(() -> connect(opened -> inTransaction(opened, scope, work))));
  }

  /**
   * Reads what the scope allows; each statement sees what is committed when it begins, as in a
   * transaction, but none is opened and closed for it. Not within a transaction.
   *
   * @throws DatabaseException when PostgreSQL refuses a statement, such as one that changes or
   *     locks something, or cannot be reached
   * @throws IllegalStateException when this thread is in a transaction already
   */
  public <T> T read(Scope scope, Function<Sql, T> work) {
    return alone(() -> turns.read(() -> connect(opened -> work.apply(reading(opened, scope)))));
  }

  private <T> T alone(Supplier<T> work) {
    if (open.isBound()) {
      throw new IllegalStateException(
          "A transaction within a transaction takes a second connection. Use the Sql there is.");
    }
    return ScopedValue.where(open, true).call(work::get);
  }

  private <T> T connect(Work<T> work) {
    try (Connection connection = source.getConnection()) {
      return work.on(connection);
    } catch (SQLException failure) {
      throw new DatabaseException(failure);
    }
  }

  private static Sql reading(Connection connection, Scope scope) {
    return new Sql(connection, Sql.Span.STATEMENT, scope);
  }

  private static <T> T inTransaction(Connection connection, Scope scope, Function<Sql, T> work)
      throws SQLException {
    connection.setAutoCommit(false);
    try {
      T result = work.apply(new Sql(connection, Sql.Span.TRANSACTION, scope));
      connection.commit();
      return result;
    } catch (Throwable failure) {
      connection.rollback();
      throw failure;
    }
  }

  private interface Work<T> {
    T on(Connection connection) throws SQLException;
  }
}
