package dev.aerie.controlplane.mail;

import dev.aerie.controlplane.database.Database;
import dev.aerie.controlplane.database.Scope;
import dev.aerie.controlplane.database.Sql;
import io.quarkus.mailer.Mail;
import io.quarkus.mailer.Mailer;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
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
  private static final int LONGEST_PAUSE = 60;
  private static final int DOUBLINGS = 6;

  private final Database database;
  private final Mailer mailer;
  private final Clock clock;

  MailQueue(Database database, Mailer mailer, Clock clock) {
    this.database = database;
    this.mailer = mailer;
    this.clock = clock;
  }

  /**
   * Sends a mail once the transaction has committed; {@code about} is the id of what it tells of.
   */
  public void add(
      Sql sql, String organization, String about, String recipient, String subject, String body) {
    sql.change(
        "INSERT INTO mails (org_id, about, recipient, subject, body, next_attempt_at) VALUES (?, ?, ?, ?, ?, ?)",
        organization,
        about,
        recipient,
        subject,
        body,
        clock.instant());
  }

  /**
   * Leaves unsent what tells of something that has ended. One that is being sent goes out: waiting
   * for a mail server that hangs would hold up whoever withdraws, with all locks they have.
   */
  public void withdraw(Sql sql, String organization, String about) {
    sql.change(
        """
        DELETE FROM mails WHERE org_id = ? AND id IN
          (SELECT id FROM mails WHERE org_id = ? AND about = ? FOR UPDATE SKIP LOCKED)
        """,
        organization,
        organization,
        about);
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

  /** Each in a transaction of its own: the others can be withdrawn while one is sent. */
  private void deliver(String organization) {
    int tried = 0;
    while (tried < AT_ONCE
        && database.transaction(
            Scope.organization(organization), sql -> deliverOne(sql, organization))) {
      tried++;
    }
  }

  /** Whether one was due. */
  private boolean deliverOne(Sql sql, String organization) {
    Optional<Waiting> due =
        sql.first(
            "SELECT * FROM mails WHERE org_id = ? AND next_attempt_at <= ? ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED",
            row ->
                new Waiting(
                    row.number("id"),
                    Mail.withText(
                        row.string("recipient"), row.string("subject"), row.string("body")),
                    row.integer("attempts")),
            organization,
            clock.instant());
    due.ifPresent(waiting -> send(sql, organization, waiting));
    return due.isPresent();
  }

  private void send(Sql sql, String organization, Waiting waiting) {
    try {
      mailer.send(waiting.mail());
      sql.change("DELETE FROM mails WHERE org_id = ? AND id = ?", organization, waiting.id());
    } catch (RuntimeException refused) {
      int pause = Math.min(LONGEST_PAUSE, 1 << Math.min(DOUBLINGS, waiting.attempts()));
      LOG.warnf(
          "A mail of %s was not taken (%s); the next attempt is in %d minutes",
          organization, refused.getMessage(), pause);
      sql.change(
          "UPDATE mails SET attempts = attempts + 1, next_attempt_at = ? WHERE org_id = ? AND id = ?",
          clock.instant().plus(Duration.ofMinutes(pause)),
          organization,
          waiting.id());
    }
  }

  private record Waiting(long id, Mail mail, int attempts) {}
}
