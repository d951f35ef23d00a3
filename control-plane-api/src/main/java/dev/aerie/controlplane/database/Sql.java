package dev.aerie.controlplane.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.postgresql.PGStatement;

/**
 * Statements of one transaction, or of a read, in which each is a transaction of its own.
 * Parameters may be strings, numbers, booleans, {@link Instant}s, enums (by name), collections of
 * strings (as {@code text[]}) and {@link Optional}s of these (empty is SQL null). Used by one
 * thread.
 */
public final class Sql {
  private static final String SHOW =
      "SELECT set_config('aerie.org', ?, true), set_config('aerie.principal', ?, true),"
          + " set_config('aerie.region', ?, true), set_config('aerie.subject', ?, true)";

  private static final int NEVER = 0;

  private final Connection connection;
  private final Span span;
  private Scope scope;
  private boolean isShown;

  Sql(Connection connection, Span span, Scope scope) {
    this.connection = connection;
    this.span = span;
    show(scope);
  }

  /** How long what a scope shows stays shown. */
  enum Span {
    TRANSACTION(SHOW + "; "),
    /** Each statement is a transaction of its own, which changes nothing and locks nothing. */
    STATEMENT(SHOW + ", set_config('transaction_read_only', 'on', true); ");

    private final String show;

    Span(String show) {
      this.show = show;
    }
  }

  /** Shows the rest of this transaction these organisations. */
  public void see(Collection<String> organizations) {
    show(scope.seeing(organizations));
  }

  /** Shows the rest of this transaction a region, its tokens and keys too. */
  public void enter(String region) {
    show(scope.in(region));
  }

  /** Shows the rest of this transaction the account of one who signs in so. */
  public void identify(String subject) {
    show(scope.as(subject));
  }

  private void show(Scope shown) {
    scope = shown;
    isShown = false;
  }

  /** All rows of a query. */
  public <T> List<T> list(String query, Function<Row, T> read, Object... parameters) {
    try (PreparedStatement statement = execute(query, parameters);
        ResultSet results = statement.getResultSet()) {
      var rows = new ArrayList<T>();
      var row = new Row(results);
      while (results.next()) {
        rows.add(read.apply(row));
      }
      return List.copyOf(rows);
    } catch (SQLException failure) {
      throw new DatabaseException(failure);
    }
  }

  /** The first row of a query. */
  public <T> Optional<T> first(String query, Function<Row, T> read, Object... parameters) {
    return list(query, read, parameters).stream().findFirst();
  }

  /** Runs a change and returns the number of rows it touched. */
  public int change(String statement, Object... parameters) {
    try (PreparedStatement executed = execute(statement, parameters)) {
      return executed.getUpdateCount();
    } catch (SQLException failure) {
      throw new DatabaseException(failure);
    }
  }

  /** The scope goes to the database together with the first statement that it holds for. */
  private PreparedStatement execute(String text, Object... parameters) throws SQLException {
    List<Object> settings = isShown ? List.of() : settings();
    PreparedStatement statement = connection.prepareStatement(isShown ? text : span.show + text);
    try {
      int index = 1;
      for (Object setting : settings) {
        bind(statement, index++, setting);
      }
      for (Object parameter : parameters) {
        bind(statement, index++, parameter);
      }
      if (span == Span.STATEMENT && Stream.of(parameters).anyMatch(Optional.empty()::equals)) {
        // A null has no type: the driver asks for it once it prepares the statement, and that ends
        // the transaction of both statements between what is shown and what is read.
        statement.unwrap(PGStatement.class).setPrepareThreshold(NEVER);
      }
      statement.execute();
      if (!isShown) {
        statement.getMoreResults();
        isShown = span == Span.TRANSACTION;
      }
      return statement;
    } catch (SQLException | RuntimeException failure) {
      statement.close();
      throw failure;
    }
  }

  private List<Object> settings() {
    return List.of(
        String.join(",", scope.organizations()),
        scope.principal(),
        scope.region(),
        scope.subject());
  }

  private void bind(PreparedStatement statement, int index, Object value) throws SQLException {
    switch (value) {
      case Optional<?> optional when optional.isEmpty() ->
          statement.setNull(index, java.sql.Types.NULL);
      case Optional<?> optional -> bind(statement, index, optional.get());
      case Instant instant -> statement.setObject(index, instant.atOffset(ZoneOffset.UTC));
      case Enum<?> constant -> statement.setString(index, constant.name());
      case Collection<?> strings ->
          statement.setArray(index, connection.createArrayOf("text", strings.toArray()));
      default -> statement.setObject(index, value);
    }
  }
}
