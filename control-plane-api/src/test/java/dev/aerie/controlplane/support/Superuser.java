package dev.aerie.controlplane.support;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.eclipse.microprofile.config.ConfigProvider;

/** PostgreSQL as somebody who may do everything there. */
public final class Superuser {
  private Superuser() {}

  /** Runs statements past every trigger. */
  public static void run(String... statements) throws SQLException {
    String url = ConfigProvider.getConfig().getValue("AERIE_DB_URL", String.class);
    try (Connection connection = DriverManager.getConnection(url, "postgres", "postgres");
        var statement = connection.createStatement()) {
      statement.execute("SET session_replication_role = replica");
      for (String one : statements) {
        statement.execute(one);
      }
    }
  }
}
