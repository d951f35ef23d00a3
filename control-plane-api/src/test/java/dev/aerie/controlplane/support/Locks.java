package dev.aerie.controlplane.support;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.awaitility.Awaitility;

/** Locks of PostgreSQL that a test holds, so that others come to wait where it wants them to. */
public final class Locks {
  private Locks() {}

  /** Holds what a statement locks until the connection is closed. */
  public static Connection hold(String statement) throws SQLException {
    Connection held = Superuser.connect("postgres");
    held.setAutoCommit(false);
    try (var holding = held.createStatement()) {
      holding.execute(statement);
    }
    return held;
  }

  /** Holds one of the locks that are known by a name. */
  public static Connection holdNamed(String name) throws SQLException {
    return hold("SELECT pg_advisory_lock(hashtextextended('%s', 0))".formatted(name));
  }

  /** Holds the end of an organisation's audit log. */
  public static Connection holdAuditLog(String organization) throws SQLException {
    return hold(
        "SELECT 1 FROM audit_chains WHERE org_id = '%s' FOR UPDATE".formatted(organization));
  }

  /** Waits until so many wait for locks. */
  public static void awaitHeldUp(int transactions) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () ->
                Superuser.list("postgres", "SELECT 1 FROM pg_locks WHERE NOT granted").size()
                    >= transactions);
  }
}
