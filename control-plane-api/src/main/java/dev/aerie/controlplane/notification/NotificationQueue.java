package dev.aerie.controlplane.notification;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.aerie.controlplane.database.Database;
import dev.aerie.controlplane.database.JsonColumns;
import dev.aerie.controlplane.database.Row;
import dev.aerie.controlplane.database.Scope;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.identifier.Identifiers;
import dev.aerie.controlplane.identifier.Kind;
import dev.aerie.controlplane.throttle.Backoff;
import dev.aerie.controlplane.throttle.SideBySide;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Notices that go out once what they are about is committed: at least once, again and again with
 * growing pauses of up to an hour, twelve times at most. Safe for use by many threads and replicas.
 */
@ApplicationScoped
public class NotificationQueue {
  private static final Logger LOG = Logger.getLogger(NotificationQueue.class);
  private static final TypeReference<Map<String, Object>> PAYLOAD = new TypeReference<>() {};
  private static final int AT_ONCE = 20;
  private static final int MOST_AT_A_TIME = 8;
  private static final int MOST_ATTEMPTS = 12;

  /** Longer than a turn can take, each request being limited. */
  private static final Duration LEASE = Duration.ofMinutes(5);

  private final SideBySide work = new SideBySide("Sending of notifications", MOST_AT_A_TIME);
  private final Database database;
  private final ChannelRepository channels;
  private final ChannelSender sender;
  private final Identifiers identifiers;
  private final JsonColumns json;
  private final Clock clock;

  NotificationQueue(
      Database database,
      ChannelRepository channels,
      ChannelSender sender,
      Identifiers identifiers,
      JsonColumns json,
      Clock clock) {
    this.database = database;
    this.channels = channels;
    this.sender = sender;
    this.identifiers = identifiers;
    this.json = json;
    this.clock = clock;
  }

  /** Sends a notice to channels once the transaction has committed. */
  public void add(Sql sql, String organization, List<String> channelIds, Notice notice) {
    for (String channel : channelIds) {
      sql.change(
          """
          INSERT INTO notifications (org_id, id, channel_id, kind, title, body, payload, state, next_attempt_at, created_at)
          SELECT org_id, ?, id, ?, ?, ?, ?::jsonb, 'PENDING', ?, ? FROM notification_channels WHERE org_id = ? AND id = ?
          """,
          identifiers.next(Kind.NOTIFICATION),
          notice.kind(),
          notice.title(),
          notice.text(),
          json.write(notice.payload()),
          clock.instant(),
          clock.instant(),
          organization,
          channel);
    }
  }

  /** Sends what is due; called by time. */
  @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  @RunOnVirtualThread
  public void deliver() {
    List<String> waiting =
        database.transaction(
            Scope.none(),
            sql ->
                sql.list(
                    "SELECT organizations_to_notify(?) AS id",
                    row -> row.string("id"),
                    clock.instant()));
    work.forAll(waiting, organization -> work.forAll(claim(organization), this::send));
  }

  /** Those that are due; nobody else gets them until the lease ends. */
  private List<Waiting> claim(String organization) {
    Instant now = clock.instant();
    return database.transaction(
        Scope.organization(organization),
        sql ->
            sql.list(
                """
                UPDATE notifications SET next_attempt_at = ?, attempts = attempts + 1 WHERE org_id = ? AND id IN (
                  SELECT id FROM notifications WHERE org_id = ? AND state = 'PENDING' AND next_attempt_at <= ?
                  ORDER BY id LIMIT ? FOR UPDATE SKIP LOCKED) RETURNING *
                """,
                this::read,
                now.plus(LEASE),
                organization,
                organization,
                now,
                AT_ONCE));
  }

  private Waiting read(Row row) {
    return new Waiting(
        row.string("org_id"),
        row.string("id"),
        row.string("channel_id"),
        new Notice(
            Notice.Kind.valueOf(row.string("kind")),
            row.string("title"),
            row.string("body"),
            json.read(row.string("payload"), PAYLOAD)),
        row.integer("attempts"));
  }

  private void send(Waiting waiting) {
    Optional<StoredChannel> channel =
        database.transaction(
            Scope.organization(waiting.organization()),
            sql -> channels.find(sql, waiting.organization(), waiting.channel()));
    if (channel.isEmpty()) {
      return; // It was deleted with what waited for it.
    }
    Optional<String> error = sender.send(channel.get(), waiting.id(), waiting.notice());
    database.transaction(
        Scope.organization(waiting.organization()), sql -> note(sql, waiting, error));
  }

  private int note(Sql sql, Waiting waiting, Optional<String> error) {
    Instant now = clock.instant();
    if (error.isEmpty()) {
      return sql.change(
          "UPDATE notifications SET state = 'DELIVERED', delivered_at = ?, last_error = NULL WHERE org_id = ? AND id = ?",
          now,
          waiting.organization(),
          waiting.id());
    }
    boolean last = waiting.attempts() >= MOST_ATTEMPTS;
    LOG.warnf(
        "Notification %s of %s was not taken, attempt %d of %d",
        waiting.id(), waiting.organization(), waiting.attempts(), MOST_ATTEMPTS);
    return sql.change(
        "UPDATE notifications SET state = ?, last_error = ?, next_attempt_at = ? WHERE org_id = ? AND id = ?",
        last ? Notification.State.FAILED : Notification.State.PENDING,
        error,
        now.plus(Backoff.OF_MESSAGES.after(waiting.attempts())),
        waiting.organization(),
        waiting.id());
  }

  private record Waiting(
      String organization, String id, String channel, Notice notice, int attempts) {}
}
