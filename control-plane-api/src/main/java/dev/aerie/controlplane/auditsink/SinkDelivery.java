package dev.aerie.controlplane.auditsink;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aerie.controlplane.audit.AuditEvent;
import dev.aerie.controlplane.audit.AuditFeed;
import dev.aerie.controlplane.database.Database;
import dev.aerie.controlplane.database.Scope;
import dev.aerie.controlplane.outbound.OutboundException;
import dev.aerie.controlplane.problem.Code;
import dev.aerie.controlplane.problem.Problem;
import dev.aerie.controlplane.throttle.Backoff;
import dev.aerie.controlplane.throttle.SideBySide;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Streams events to sinks in order, each at least once: what was taken is noted after it was taken,
 * so a control plane that is killed between sends it again, and its numbers tell. Safe for use by
 * many threads and replicas.
 */
@ApplicationScoped
public class SinkDelivery {
  private static final Logger LOG = Logger.getLogger(SinkDelivery.class);
  private static final int AT_ONCE = 200;
  private static final int MOST_AT_A_TIME = 8;
  private static final int BATCHES_A_TURN = 10;
  private static final Backoff BACKOFF =
      new Backoff(Duration.ofSeconds(10), Duration.ofMinutes(10));
  private static final int LONGEST_ERROR = 500;

  /** Longer than a turn can take, each request being limited. */
  private static final Duration LEASE = Duration.ofMinutes(3);

  private final SideBySide work = new SideBySide("Streaming of audit events", MOST_AT_A_TIME);
  private final Database database;
  private final AuditSinkRepository sinks;
  private final AuditFeed feed;
  private final SinkWriter writer;
  private final ObjectMapper json;
  private final Clock clock;

  SinkDelivery(
      Database database,
      AuditSinkRepository sinks,
      AuditFeed feed,
      SinkWriter writer,
      ObjectMapper json,
      Clock clock) {
    this.database = database;
    this.sinks = sinks;
    this.feed = feed;
    this.writer = writer;
    this.json = json;
    this.clock = clock;
  }

  /** Sends what is due; called by time. */
  @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  @RunOnVirtualThread
  public void deliver() {
    List<String> waiting =
        database.transaction(Scope.none(), sql -> sinks.organizationsWaiting(sql, clock.instant()));
    work.forAll(waiting, this::deliver);
  }

  private void deliver(String organization) {
    List<StoredSink> due =
        database.transaction(
            Scope.organization(organization),
            sql -> sinks.claim(sql, organization, clock.instant(), LEASE));
    work.forAll(due, this::deliver);
  }

  private void deliver(StoredSink sink) {
    long delivered = sink.deliveredSeq();
    try {
      for (int i = 0; i < BATCHES_A_TURN; i++) {
        Optional<Batch> batch = next(sink, delivered);
        if (batch.isEmpty()) {
          break;
        }
        writer.write(sink.destination(), batch.get());
        delivered = batch.get().last();
        note(sink, delivered, i == BATCHES_A_TURN - 1 ? Duration.ZERO : LEASE);
      }
      note(sink, delivered, Duration.ZERO);
    } catch (OutboundException | SinkRefusal refused) {
      fail(sink, refused.getMessage());
    }
  }

  private Optional<Batch> next(StoredSink sink, long delivered) {
    List<AuditEvent> events =
        database.transaction(
            Scope.organization(sink.organization()),
            sql -> feed.after(sql, sink.organization(), delivered, AT_ONCE));
    return events.isEmpty() ? Optional.empty() : Optional.of(batch(events));
  }

  private Batch batch(List<AuditEvent> events) {
    return new Batch(events, events.stream().map(this::line).toList());
  }

  private void note(StoredSink sink, long delivered, Duration untilNext) {
    Instant now = clock.instant();
    database.transaction(
        Scope.organization(sink.organization()),
        sql -> {
          sinks.delivered(sql, sink, delivered, now, now.plus(untilNext));
          return delivered;
        });
  }

  private void fail(StoredSink sink, String error) {
    Duration pause = BACKOFF.after(sink.attempts() + 1);
    LOG.warnf(
        "Audit sink %s of %s did not take events; the next attempt is in %d s",
        sink.id(), sink.organization(), pause.toSeconds());
    Instant now = clock.instant();
    database.transaction(
        Scope.organization(sink.organization()),
        sql -> {
          sinks.failed(sql, sink, shortened(error), now, now.plus(pause));
          return sink;
        });
  }

  private static String shortened(String text) {
    return text.substring(0, Math.min(LONGEST_ERROR, text.length()));
  }

  /** Sends an event that nobody's chain has, and tells whether it was taken. */
  SinkTrial attempt(StoredSink sink) {
    var event =
        new AuditEvent(
            "test",
            sink.organization(),
            0,
            clock.instant(),
            new AuditEvent.Actor("USER", "", ""),
            "audit-sink.test",
            sink.id(),
            "OK",
            "",
            "",
            "",
            "",
            "null",
            "null");
    try {
      writer.write(sink.destination(), batch(List.of(event)));
      return new SinkTrial(true, Optional.empty());
    } catch (OutboundException | SinkRefusal refused) {
      return new SinkTrial(false, Optional.of(shortened(refused.getMessage())));
    }
  }

  /**
   * Refuses a destination that must not be sent to.
   *
   * @throws Problem 400 saying why
   */
  void check(Destination destination) {
    try {
      writer.check(destination);
    } catch (OutboundException refused) {
      throw new Problem(Code.DESTINATION_REFUSED, refused.getMessage());
    }
  }

  private String line(AuditEvent event) {
    try {
      return json.writeValueAsString(event);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("an event is not JSON", impossible);
    }
  }
}
