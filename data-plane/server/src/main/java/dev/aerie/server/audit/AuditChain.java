package dev.aerie.server.audit;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.objectstore.ObjectStore;
import dev.aerie.server.audit.AuditObjects.End;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Appends to the chain of a pod. Not thread-safe. */
final class AuditChain {
  private final ObjectStore store;
  private final String pod;
  private Optional<End> end = Optional.empty();

  AuditChain(ObjectStore store, String pod) {
    this.store = store;
    this.pod = pod;
  }

  /**
   * Writes events as the next object of the chain. An object is never written again: should another
   * process of the same name have written it, the chain goes on behind that.
   *
   * @param lost what could not be recorded before them; empty for nothing
   * @throws EngineException when the object store can't be reached; nothing is written then
   */
  void append(List<AuditEvent> events, String lost, Instant now) {
    boolean written = false;
    while (!written) {
      End before = end.orElseGet(() -> AuditObjects.end(store, pod));
      StringBuilder text = new StringBuilder();
      End after = render(events, lost, now, before, text);
      written =
          store.putIfAbsent(
              AuditObjects.key(pod, before.sequence() + 1),
              text.toString().getBytes(StandardCharsets.UTF_8));
      end = written ? Optional.of(after) : Optional.empty();
    }
  }

  private End render(
      List<AuditEvent> events, String lost, Instant now, End before, StringBuilder text) {
    End last = before;
    if (!lost.isEmpty()) {
      last = add(AuditLine.gap(now, pod, lost, last.sequence() + 1, last.hash()), text);
    }
    for (AuditEvent event : events) {
      last = add(AuditLine.of(event, pod, last.sequence() + 1, last.hash()), text);
    }
    return last;
  }

  private static End add(AuditLine line, StringBuilder text) {
    String sealed = line.sealed();
    text.append(sealed).append('\n');
    return new End(line.sequence(), AuditLine.hashOf(sealed));
  }
}
