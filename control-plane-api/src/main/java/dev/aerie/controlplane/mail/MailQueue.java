package dev.aerie.controlplane.mail;

import dev.aerie.controlplane.database.Database;
import dev.aerie.controlplane.database.Row;
import dev.aerie.controlplane.database.Scope;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.throttle.Backoff;
import io.quarkus.mailer.Mail;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Mails that go out once what they are about is committed: at least once, again and again with
 * growing pauses of up to an hour while the mail server refuses them. Safe for use by many threads
 * and replicas.
 */
@ApplicationScoped
public class MailQueue {
  private static final Logger LOG = Logger.getLogger(MailQueue.class);
  private static final int AT_ONCE = 20;

  private final Database database;
  private final MailServer server;
  private final Clock clock;

  MailQueue(Database database, MailServer server, Clock clock) {
    this.database = database;
    this.server = server;
    this.clock = clock;
  }

  /**
   * Sends a mail once the transaction has committed.
   *
   * @param about the id of what it tells of
   * @param ends when that ends by itself: the mail is not sent after that
   */
  public void add(
      Sql sql,
      String organization,
      String about,
      Instant ends,
      String recipient,
      String subject,
      String body) {
    sql.change(
        """
        INSERT INTO mails (org_id, about, ends_at, recipient, subject, body, next_attempt_at) VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
        organization,
        about,
        ends,
        recipient,
        subject,
        body,
        clock.instant());
  }

  /** Leaves unsent what tells of something that has ended. One that is being sent goes out. */
  public void withdraw(Sql sql, String organization, String about) {
    sql.change("DELETE FROM mails WHERE org_id = ? AND about = ?", organization, about);
  }

  /** Sends what is due; called by time. */
  @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  @RunOnVirtualThread
  public void deliver() {
    database
        .transaction(
            Scope.none(),
            sql ->
                sql.list(
                    "SELECT organizations_with_mail(?) AS id",
                    row -> row.string("id"),
                    clock.instant()))
        .forEach(this::deliver);
  }

  private void deliver(String organization) {
    forget(organization);
    for (int tried = 0; tried < AT_ONCE; tried++) {
      Optional<Waiting> due = claim(organization);
      if (due.isEmpty()) {
        return;
      }
      send(organization, due.get());
    }
  }

  private void forget(String organization) {
    database.transaction(
        Scope.organization(organization),
        sql ->
            sql.change(
                "DELETE FROM mails WHERE org_id = ? AND ends_at <= ?",
                organization,
                clock.instant()));
  }

  /**
   * One that is due; it is due again after the pause that a refusal asks for. No transaction is
   * open while it is sent: a mail server that hangs keeps no connection to the database, and nobody
   * who withdraws waits for it.
   */
  private Optional<Waiting> claim(String organization) {
    Instant now = clock.instant();
    return database.transaction(
        Scope.organization(organization),
        sql -> {
          Optional<Waiting> due =
              sql.first(
                  """
                  SELECT * FROM mails WHERE org_id = ? AND next_attempt_at <= ? ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED
                  """,
                  row -> read(row, now),
                  organization,
                  now);
          due.ifPresent(waiting -> postpone(sql, organization, waiting));
          return due;
        });
  }

  private static Waiting read(Row row, Instant now) {
    int attempts = row.integer("attempts") + 1;
    return new Waiting(
        row.number("id"),
        Mail.withText(row.string("recipient"), row.string("subject"), row.string("body")),
        attempts,
        now.plus(Backoff.OF_MESSAGES.after(attempts)));
  }

  private static void postpone(Sql sql, String organization, Waiting waiting) {
    sql.change(
        "UPDATE mails SET attempts = ?, next_attempt_at = ? WHERE org_id = ? AND id = ?",
        waiting.attempts(),
        waiting.nextAttempt(),
        organization,
        waiting.id());
  }

  private void send(String organization, Waiting waiting) {
    try {
      server.send(waiting.mail());
    } catch (RuntimeException refused) {
      LOG.warnf(
          "A mail of %s was not taken (%s); the next attempt is at %s",
          organization, refused.getMessage(), waiting.nextAttempt());
      return;
    }
    database.transaction(
        Scope.organization(organization),
        sql ->
            sql.change(
                "DELETE FROM mails WHERE org_id = ? AND id = ?", organization, waiting.id()));
  }

  private record Waiting(long id, Mail mail, int attempts, Instant nextAttempt) {}
}
