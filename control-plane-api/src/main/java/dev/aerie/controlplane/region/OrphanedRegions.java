package dev.aerie.controlplane.region;

import dev.aerie.controlplane.audit.AuditLog;
import dev.aerie.controlplane.database.Database;
import dev.aerie.controlplane.database.Scope;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.throttle.SideBySide;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/**
 * Removes regions whose organisation is deleted, as an owner would have: a deletion did not ask for
 * that once, and their agents keep keys that nobody else can end. No cluster is in them, since an
 * organisation is deleted without projects. Safe for use by many threads and replicas.
 */
@ApplicationScoped
public class OrphanedRegions {
  private final SideBySide work = new SideBySide("The removal of orphaned regions", 1);
  private final Database database;
  private final RegionRepository repository;
  private final RegionService regions;
  private final AuditLog audit;

  OrphanedRegions(
      Database database, RegionRepository repository, RegionService regions, AuditLog audit) {
    this.database = database;
    this.repository = repository;
    this.regions = regions;
    this.audit = audit;
  }

  private record Orphan(String organization, String name) {}

  /** Removes those there are; called by time. */
  @Scheduled(every = "1h", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  @RunOnVirtualThread
  public void remove() {
    List<Orphan> found =
        database.transaction(
            Scope.none(),
            sql ->
                sql.list(
                    "SELECT * FROM orphaned_regions()",
                    row -> new Orphan(row.string("org_id"), row.string("name"))));
    work.forAll(
        found,
        orphan ->
            database.transaction(
                Scope.organization(orphan.organization()).in(orphan.name()),
                sql -> remove(sql, orphan)));
  }

  /** Another replica may have been there first. */
  private Optional<Region> remove(Sql sql, Orphan orphan) {
    Optional<Region> left = repository.lock(sql, orphan.name());
    left.ifPresent(
        region -> {
          regions.end(sql, orphan.name());
          audit.recordOwn(
              sql,
              orphan.organization(),
              "region.remove",
              orphan.name(),
              Optional.of(region),
              Optional.empty());
        });
    return left;
  }
}
