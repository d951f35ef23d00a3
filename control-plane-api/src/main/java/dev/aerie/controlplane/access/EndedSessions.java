package dev.aerie.controlplane.access;

import dev.aerie.controlplane.database.Database;
import dev.aerie.controlplane.database.Scope;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;

/**
 * Sessions that people have ended, or Keycloak has. The cookie holds the session's tokens, so that
 * without this a copy of it would open the console until they expire. Safe for use by many threads
 * and replicas.
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

  /**
   * Refuses all sessions of a person from now on that began at a time or before.
   *
   * @param subject issuer and subject
   * @param until by Keycloak's clock, as the times are that tokens tell
   */
  public void endAll(String subject, Instant until) {
    database.transaction(
        Scope.none(),
        sql ->
            sql.change(
                """
                INSERT INTO ended_subjects AS known (subject, ended_until, ended_at) VALUES (?, ?, ?)
                ON CONFLICT (subject) DO UPDATE SET ended_at = excluded.ended_at,
                  ended_until = greatest(known.ended_until, excluded.ended_until)
                """,
                subject,
                until,
                clock.instant()));
  }

  /** Whether the session of a sign-in has ended. */
  public boolean hasEnded(SignIn signIn) {
    return database.read(Scope.none(), sql -> hasEnded(sql, signIn));
  }

  private static boolean hasEnded(Sql sql, SignIn signIn) {
    return sql.first(
            """
            SELECT session FROM ended_sessions WHERE session = ?
            UNION ALL SELECT subject FROM ended_subjects WHERE subject = ? AND ended_until >= ?
            """,
            row -> row.string("session"),
            signIn.session(),
            signIn.subject(),
            signIn.since())
        .isPresent();
  }

  /**
   * Looks whether the session of a sign-in goes on.
   *
   * @throws Problem 401 when it has ended
   */
  void mustGoOn(Sql sql, SignIn signIn) {
    if (hasEnded(sql, signIn)) {
      throw Problem.unauthenticated(
          "You have signed out of this session, or it was ended for you. Sign in again.");
    }
  }
}
