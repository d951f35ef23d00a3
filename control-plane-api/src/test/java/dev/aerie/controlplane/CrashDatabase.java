package dev.aerie.controlplane;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The PostgreSQL of a control plane that is killed, as its superuser.
 *
 * @param url of JDBC
 */
record CrashDatabase(String url) {
  private static final String HELD = " FROM pg_stat_activity WHERE wait_event = 'SyncRep'";

  /**
   * Has a commit be held that says so: everything is in the database, and nobody is told, as it
   * waits for a standby that there is not. Others wait for nothing, as is the default here.
   */
  void mayHoldCommits() throws SQLException {
    execute(
        "ALTER SYSTEM SET synchronous_standby_names = 'nobody'",
        "SELECT pg_reload_conf()",
        """
        CREATE FUNCTION hold_commit() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          PERFORM set_config('synchronous_commit', 'on', true);
          RETURN NULL;
        END $$
        """);
  }

  /** Holds the commit of whoever adds such a row. */
  void hold(String table, String condition) throws SQLException {
    execute(
        "CREATE TRIGGER hold_commit AFTER INSERT ON %s FOR EACH ROW WHEN (%s) EXECUTE FUNCTION hold_commit()"
            .formatted(table, condition));
  }

  /** Whether such a commit is held. */
  boolean holds() throws SQLException {
    return !list("SELECT pid" + HELD).isEmpty();
  }

  /** Lets go of what is held, whose client was killed, and holds nothing any more. */
  void letGo(String table) throws SQLException {
    execute("SELECT pg_terminate_backend(pid)" + HELD, "DROP TRIGGER hold_commit ON " + table);
  }

  /** Runs statements, each for itself. */
  void execute(String... changes) throws SQLException {
    try (Connection connection = connect();
        var statement = connection.createStatement()) {
      for (String change : changes) {
        statement.execute(change);
      }
    }
  }

  /** The first column of a query. */
  List<String> list(String query) throws SQLException {
    try (Connection connection = connect();
        var statement = connection.createStatement();
        var results = statement.executeQuery(query)) {
      var values = new ArrayList<String>();
      while (results.next()) {
        values.add(results.getString(1));
      }
      return values;
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(url, "postgres", "postgres");
  }
}
