package dev.aerie.server.wire;

import com.google.protobuf.Message;
import dev.aerie.server.audit.AuditEvent;
import dev.aerie.server.audit.AuditLog;
import dev.aerie.server.keyuse.KeyUses;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;

/** Tells the audit log of calls that were answered, and counts those of keys. Thread-safe. */
@ApplicationScoped
class CallRecorder {
  private final AuditLog log;
  private final KeyUses uses;
  private final Clock clock;

  CallRecorder(AuditLog log, KeyUses uses, Clock clock) {
    this.log = log;
    this.uses = uses;
    this.clock = clock;
  }

  /**
   * @param kind absent for a call that this server does not have
   * @param caller who made it
   * @param code of its answer
   */
  void record(
      Optional<Call.Kind> kind,
      String call,
      Message request,
      Origin origin,
      Caller caller,
      int code,
      long nanos) {
    boolean write =
        kind.filter(one -> one == Call.Kind.WRITE || one == Call.Kind.DEFINE).isPresent();
    boolean refused = code == Statuses.UNAUTHENTICATED || code == Statuses.FORBIDDEN;
    // What a pod passed on is counted there.
    caller
        .key()
        .filter(_ -> origin.passedOnTo().isEmpty())
        .ifPresent(key -> uses.count(key, refused));
    if (log.wants(write, refused)) {
      Subject subject = Subject.of(request);
      log.record(
          new AuditEvent(
              clock.instant().minusNanos(nanos),
              caller.name(),
              call,
              write,
              subject.database(),
              subject.collection(),
              subject.others(),
              code,
              origin.traceId(),
              origin.address(),
              nanos / 1000));
    }
  }
}
