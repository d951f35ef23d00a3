package dev.aerie.controlplane.support;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * How PostgreSQL goes about statements on a connection that is like one of the control plane.
 * Statements of functions are told, too. Plans without the values asked for are those that a
 * connection comes to after some calls.
 */
public final class Plans {
  private static final String NEW_CONNECTION = "quarkus.datasource.jdbc.new-connection-sql";

  private Plans() {}

  /** Makes a superuser's connection like one that acts for an organisation. */
  public static void tell(Connection connection, String organization) throws SQLException {
    run(
        connection,
        List.of(
            "LOAD 'auto_explain'",
            "SET auto_explain.log_min_duration = 0",
            "SET auto_explain.log_nested_statements = on",
            "SET auto_explain.log_level = notice",
            "SET plan_cache_mode = force_generic_plan",
            "SET SESSION AUTHORIZATION aerie_app",
            ConfigProvider.getConfig().getValue(NEW_CONNECTION, String.class),
            "SET aerie.org = '" + organization + "'"));
  }

  /** Runs statements one after the other. */
  public static void run(Connection connection, List<String> statements) throws SQLException {
    try (var statement = connection.createStatement()) {
      for (String one : statements) {
        statement.execute(one);
      }
    }
  }

  /** The plans of what was executed. */
  public static String of(Statement executed) throws SQLException {
    return Stream.iterate(
            executed.getWarnings(), warning -> warning != null, SQLWarning::getNextWarning)
        .map(SQLWarning::getMessage)
        .collect(Collectors.joining("\n"));
  }
}
