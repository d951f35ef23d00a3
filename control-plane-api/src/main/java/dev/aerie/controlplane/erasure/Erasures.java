package dev.aerie.controlplane.erasure;

import dev.aerie.controlplane.audit.AuditLog;
import dev.aerie.controlplane.cluster.DeletionPolicy;
import dev.aerie.controlplane.cluster.Revisions;
import dev.aerie.controlplane.database.Database;
import dev.aerie.controlplane.database.Scope;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.recyclebin.RecycleBin;
import dev.aerie.controlplane.throttle.SideBySide;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Erases what was deleted, once it can be brought back no more and no backup schedule keeps it: a
 * cluster's region is told to remove its objects, and when it says that none is left the rows here
 * go, at last those of its project and organisation. A region whose agent does not know erasure is
 * told when it does. Safe for use by many threads and replicas.
 */
@ApplicationScoped
public class Erasures {
  /** The feature of regions that erase. */
  public static final String FEATURE = "erasure";

  private static final Logger LOG = Logger.getLogger(Erasures.class);

  private final SideBySide work = new SideBySide("Erasure", 1);
  private final Database database;
  private final ErasureRepository repository;
  private final Revisions revisions;
  private final AuditLog audit;
  private final Clock clock;

  Erasures(
      Database database,
      ErasureRepository repository,
      Revisions revisions,
      AuditLog audit,
      Clock clock) {
    this.database = database;
    this.repository = repository;
    this.revisions = revisions;
    this.audit = audit;
    this.clock = clock;
  }

  /** Why a region could not erase a cluster. */
  public record Hindrance(String region, String reason) {}

  /** Looks for what is due; called by time. */
  @Scheduled(every = "1h", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  @RunOnVirtualThread
  public void run() {
    Instant since = RecycleBin.since(clock);
    for (Due.Kind kind : Due.Kind.values()) {
      List<Due> due =
          database
              .transaction(Scope.none(), sql -> repository.due(sql, since, clock.instant()))
              .stream()
              .filter(one -> one.kind() == kind)
              .toList();
      work.forAll(
          due,
          one ->
              database.transaction(
                  Scope.organization(one.organization()), sql -> erase(sql, one, since)));
    }
  }

  private Due erase(Sql sql, Due due, Instant since) {
    if (due.kind() == Due.Kind.CLUSTER) {
      repository
          .find(sql, due, since, clock.instant())
          .ifPresent(seen -> begin(sql, due, seen.region(), since));
    } else if (repository.erase(sql, due, since, clock.instant())) {
      audit.recordOwn(
          sql,
          due.organization(),
          due.kind().action(),
          due.id(),
          Optional.empty(),
          Optional.empty());
    }
    return due;
  }

  /** Asks anew under the region's lock, which whoever brings a cluster back takes as well. */
  private void begin(Sql sql, Due due, String region, Instant since) {
    revisions.lock(sql, region);
    repository
        .lock(sql, due, since, clock.instant())
        .filter(cluster -> !repository.isKeptByBackups(sql, cluster, clock.instant()))
        .ifPresent(cluster -> begin(sql, cluster));
  }

  private void begin(Sql sql, Recycled cluster) {
    boolean removed = cluster.policy() == DeletionPolicy.DELETE;
    if (!removed && !cluster.regionRemoved() && !cluster.features().contains(FEATURE)) {
      return;
    }
    repository.begin(sql, cluster, clock.instant(), revisions.next(sql, cluster.region()));
    if (removed) {
      end(sql, cluster, Erased.Objects.REMOVED_BEFORE);
    } else if (cluster.regionRemoved()) {
      end(sql, cluster, Erased.Objects.LEFT_WITH_REGION);
    }
  }

  /**
   * Takes what a region says of a cluster that it was told to erase; of any other it says nothing.
   * Holds the region's lock.
   */
  public void apply(Sql sql, String region, ErasureReport report) {
    repository
        .lockErasing(sql, region, report.clusterId())
        .ifPresent(
            cluster -> {
              if (report.erased()) {
                end(sql, cluster, Erased.Objects.ERASED);
              } else {
                report.reason().ifPresent(reason -> hindered(sql, cluster, reason));
              }
            });
  }

  private void end(Sql sql, Recycled cluster, Erased.Objects objects) {
    if (repository.erase(sql, cluster, clock.instant())) {
      repository.end(sql, cluster, revisions.next(sql, cluster.region()));
      audit.recordOwn(
          sql,
          cluster.organization(),
          Due.Kind.CLUSTER.action(),
          cluster.id(),
          Optional.empty(),
          Optional.of(new Erased(cluster.region(), objects)));
    }
  }

  private void hindered(Sql sql, Recycled cluster, String reason) {
    if (repository.hindered(sql, cluster, reason)) {
      LOG.warnf(
          "Region %s could not erase cluster %s yet: %s", cluster.region(), cluster.id(), reason);
      audit.recordOwn(
          sql,
          cluster.organization(),
          "cluster.erase-failed",
          cluster.id(),
          Optional.empty(),
          Optional.of(new Hindrance(cluster.region(), reason)));
    }
  }
}
