package dev.aerie.controlplane.clusterevent;

import dev.aerie.controlplane.database.Database;
import dev.aerie.controlplane.database.Scope;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;

/** Lets go of what regions told of clusters long ago. Safe for use by many threads and replicas. */
@ApplicationScoped
public class Forgetting {
  private static final Duration KEPT = Duration.ofDays(30);

  private final Database database;
  private final Clock clock;

  Forgetting(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Removes events and samples that are too old; called by time. */
  @Scheduled(every = "1h", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  @RunOnVirtualThread
  public void sweep() {
    database.transaction(
        Scope.none(),
        sql -> sql.list("SELECT forget_observations(?)", row -> "", clock.instant().minus(KEPT)));
  }
}
