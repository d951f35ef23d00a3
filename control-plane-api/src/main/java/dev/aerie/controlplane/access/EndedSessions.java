package dev.aerie.controlplane.access;

import dev.aerie.controlplane.database.Database;
import dev.aerie.controlplane.database.Scope;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/**
 * Sessions that people have ended. The cookie holds the session's tokens, so that without this a
 * copy of it would open the console until they expire. Safe for use by many threads and replicas.
 */
@ApplicationScoped
public class EndedSessions {
  private final Database database;
  private final Clock clock;

  EndedSessions(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Refuses a session from now on, whatever holds its tokens; one without an id is none. */
  public void end(String session) {
    if (session.isEmpty()) {
      return;
    }
    database.transaction(
        Scope.none(),
        sql ->
            sql.change(
                "INSERT INTO ended_sessions (session, ended_at) VALUES (?, ?) ON CONFLICT DO NOTHING",
                session,
                clock.instant()));
  }

  /** Whether somebody has ended it. */
  public boolean hasEnded(String session) {
    return database.read(Scope.none(), sql -> hasEnded(sql, session));
  }

  private static boolean hasEnded(Sql sql, String session) {
    return sql.first("SELECT 1 FROM ended_sessions WHERE session = ?", row -> session, session)
        .isPresent();
  }

  /**
   * Looks whether a session goes on.
   *
   * @throws Problem 401 when it has ended
   */
  void mustGoOn(Sql sql, String session) {
    if (hasEnded(sql, session)) {
      throw Problem.unauthenticated("You have signed out of this session. Sign in again.");
    }
  }
}
