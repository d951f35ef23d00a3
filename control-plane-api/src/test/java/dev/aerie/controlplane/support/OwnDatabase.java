package dev.aerie.controlplane.support;

import dev.aerie.controlplane.database.ConnectionTurns;
import dev.aerie.controlplane.database.Database;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;

/** A database of a test's own on the server that all tests have. */
public record OwnDatabase(String name) {
  private static final String APPLICATION = "aerie_app";
  private static final String PASSWORD = "it's secret";
  private static final int CONNECTIONS = 20;

  /** An empty one in place of the one that an earlier test has left. */
  public static OwnDatabase make(String name) throws SQLException {
    Superuser.run("DROP DATABASE IF EXISTS " + name, "CREATE DATABASE " + name);
    return new OwnDatabase(name);
  }

  /** Brings the schema to a version, or to the {@code latest}. */
  public void migrate(String version) {
    Flyway.configure()
        .dataSource(Superuser.url(name), "postgres", "postgres")
        .locations("classpath:db/migration")
        .placeholders(Map.of("appUser", APPLICATION, "appPassword", PASSWORD))
        .target(version)
        .load()
        .migrate();
  }

  /** A connection as somebody who may do everything there. */
  public Connection connect() throws SQLException {
    return Superuser.connect(name);
  }

  /** Transactions as the control plane has them. */
  public Database asApplication() {
    var source = new PGSimpleDataSource();
    source.setUrl(Superuser.url(name));
    source.setUser(APPLICATION);
    source.setPassword(PASSWORD);
    return new Database(
        source,
        new ConnectionTurns(CONNECTIONS, Duration.ofSeconds(10), new SimpleMeterRegistry()));
  }
}
