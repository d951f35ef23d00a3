package dev.aerie.controlplane.forgetting;

import dev.aerie.controlplane.database.Database;
import dev.aerie.controlplane.database.Scope;
import dev.aerie.controlplane.throttle.SideBySide;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;

/**
 * Removes rows that have been kept for long enough, of whichever tenant: some never come back to
 * have theirs removed. Safe for use by many threads and replicas.
 */
@ApplicationScoped
public class Forgetting {
  /** Few enough that no transaction is long. */
  private static final int AT_ONCE = 5_000;

  private final SideBySide work = new SideBySide("The removal of old rows", 1);
  private final Database database;
  private final Clock clock;

  Forgetting(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Removes all that are too old; called by time. */
  @Scheduled(every = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  @RunOnVirtualThread
  public void sweep() {
    work.forAll(List.of(KeptRows.values()), this::sweep);
  }

  private void sweep(KeptRows rows) {
    while (removed(rows) == AT_ONCE) {
      // There may be more.
    }
  }

  private long removed(KeptRows rows) {
    return database
        .transaction(
            Scope.none(),
            sql ->
                sql.first(
                    "SELECT " + rows.function() + "(?, ?) AS gone",
                    row -> row.number("gone"),
                    clock.instant().minus(rows.span()),
                    AT_ONCE))
        .orElseThrow();
  }
}
