package dev.aerie.server.lifecycle;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Whether this process is about to end. Calls under way are answered then; new ones are refused so
 * that clients connect again, to another pod. Thread-safe.
 */
@ApplicationScoped
public class Drain {
  /** What a call that comes too late is told. */
  public static final String REFUSAL = "this pod is about to end; connect again";

  private volatile boolean begun;

  void begin(@Observes ShutdownDelayInitiatedEvent event) {
    begun = true;
  }

  public boolean hasBegun() {
    return begun;
  }
}
