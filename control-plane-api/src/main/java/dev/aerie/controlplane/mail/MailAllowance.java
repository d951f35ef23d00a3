package dev.aerie.controlplane.mail;

import dev.aerie.controlplane.database.Database;
import dev.aerie.controlplane.database.Scope;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.problem.Code;
import dev.aerie.controlplane.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * How many people are written to for an organisation in a day (UTC), in all replicas together: who
 * makes an organisation chooses the addresses and much of the words. Safe for use by many threads.
 */
@ApplicationScoped
public class MailAllowance {
  private final Database database;
  private final MailConfig config;
  private final Clock clock;

  MailAllowance(Database database, MailConfig config, Clock clock) {
    this.database = database;
    this.config = config;
    this.clock = clock;
  }

  /**
   * Counts a mail that goes out once the transaction commits.
   *
   * @throws Problem 429 when there were as many today as there may be
   */
  public void mustAllow(Sql sql, String organization) {
    if (!count(sql, organization, 1)) {
      Instant now = clock.instant();
      throw Problem.tooMany(
          Code.RATE_LIMITED,
          refusal(),
          Duration.between(now, now.truncatedTo(ChronoUnit.DAYS).plus(Duration.ofDays(1)))
              .toSeconds());
    }
  }

  /** Counts a mail to some people that goes out now, in no transaction; whether it may. */
  public boolean take(String organization, int people) {
    return database.transaction(
        Scope.organization(organization), sql -> count(sql, organization, people));
  }

  /** Counts a mail no longer: it was not taken. */
  public void giveBack(String organization, int people) {
    database.transaction(
        Scope.organization(organization), sql -> count(sql, organization, -people));
  }

  /** What to say when there is no more. */
  public String refusal() {
    return "The organization has written to %d people today, as many as it may. Try again tomorrow."
        .formatted(config.perDay());
  }

  private boolean count(Sql sql, String organization, int people) {
    String day = clock.instant().truncatedTo(ChronoUnit.DAYS).toString();
    return people <= config.perDay()
        && sql.change(
                """
                INSERT INTO mail_allowances AS kept (org_id, day, mails) VALUES (?, ?::date, greatest(0, ?))
                ON CONFLICT (org_id) DO UPDATE SET day = excluded.day,
                  mails = greatest(0, ? + CASE WHEN kept.day = excluded.day THEN kept.mails ELSE 0 END)
                WHERE ? + CASE WHEN kept.day = excluded.day THEN kept.mails ELSE 0 END <= ?
                """,
                organization,
                day,
                people,
                people,
                people,
                config.perDay())
            > 0;
  }
}
