package dev.aerie.controlplane.exchange;

import dev.aerie.controlplane.database.Database;
import dev.aerie.controlplane.database.Scope;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/**
 * Removes what {@link IdempotencyStore} need not remember any more, of whoever: some never come
 * back. Safe for use by many threads and replicas.
 */
@ApplicationScoped
public class IdempotencySweep {
  /** Few enough that no transaction is long. */
  private static final int AT_ONCE = 5_000;

  private final Database database;
  private final Clock clock;

  IdempotencySweep(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Removes all that is too old; called by time. */
  @Scheduled(every = "10m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  @RunOnVirtualThread
  public void forget() {
    while (forgotten() == AT_ONCE) {
      // There may be more.
    }
  }

  private long forgotten() {
    return database
        .transaction(
            Scope.none(),
            sql ->
                sql.first(
                    "SELECT forget_idempotency_keys(?, ?) AS gone",
                    row -> row.number("gone"),
                    clock.instant().minus(IdempotencyStore.KEPT),
                    AT_ONCE))
        .orElseThrow();
  }
}
