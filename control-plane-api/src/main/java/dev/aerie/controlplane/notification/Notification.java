package dev.aerie.controlplane.notification;

import dev.aerie.controlplane.database.Row;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A notice to one channel, and how its delivery went.
 *
 * @param attempts how often it was sent
 */
public record Notification(
    String id,
    String organizationId,
    String channelId,
    Notice.Kind kind,
    String title,
    String text,
    State state,
    int attempts,
    Optional<Instant> nextAttemptAt,
    Optional<Instant> deliveredAt,
    Optional<String> lastError,
    Instant createdAt) {

  /** How far a delivery is. */
  @Schema(name = "NotificationState")
  public enum State {
    /** It is sent at its time. */
    PENDING,
    /** It was taken. */
    DELIVERED,
    /** It was refused so often that it is not sent any more. */
    FAILED
  }

  static Notification read(Row row) {
    State state = State.valueOf(row.string("state"));
    return new Notification(
        row.string("id"),
        row.string("org_id"),
        row.string("channel_id"),
        Notice.Kind.valueOf(row.string("kind")),
        row.string("title"),
        row.string("body"),
        state,
        row.integer("attempts"),
        row.time("next_attempt_at").filter(at -> state == State.PENDING),
        row.time("delivered_at"),
        row.text("last_error"),
        row.instant("created_at"));
  }
}
