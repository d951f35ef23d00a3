package dev.aerie.controlplane.cluster;

import dev.aerie.controlplane.access.Caller;
import dev.aerie.controlplane.access.Permission;
import dev.aerie.controlplane.access.Target;
import dev.aerie.controlplane.cluster.backup.ScheduleWishes;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.exchange.Page;
import dev.aerie.controlplane.exchange.PageRequest;
import dev.aerie.controlplane.identifier.Identifiers;
import dev.aerie.controlplane.identifier.Kind;
import dev.aerie.controlplane.operation.Operation;
import dev.aerie.controlplane.problem.Problem;
import dev.aerie.controlplane.project.Project;
import dev.aerie.controlplane.project.ProjectService;
import dev.aerie.controlplane.quota.Quota;
import dev.aerie.controlplane.quota.Quotas;
import dev.aerie.controlplane.recyclebin.RecycleBin;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What callers may ask of clusters. The wish is written by {@link Wishes}; the region's agent
 * fetches it. Nothing here calls a region. Safe for use by many threads.
 */
@ApplicationScoped
public class ClusterService {
  private final ClusterRepository repository;
  private final Revisions revisions;
  private final Wishes wishes;
  private final Placement placement;
  private final Origins origins;
  private final ClusterRules rules;
  private final ScheduleWishes schedules;
  private final ProjectService projects;
  private final Quotas quotas;
  private final Caller caller;
  private final Identifiers identifiers;
  private final Clock clock;

  ClusterService(
      ClusterRepository repository,
      Revisions revisions,
      Wishes wishes,
      Placement placement,
      Origins origins,
      ClusterRules rules,
      ScheduleWishes schedules,
      ProjectService projects,
      Quotas quotas,
      Caller caller,
      Identifiers identifiers,
      Clock clock) {
    this.repository = repository;
    this.revisions = revisions;
    this.wishes = wishes;
    this.placement = placement;
    this.origins = origins;
    this.rules = rules;
    this.schedules = schedules;
    this.projects = projects;
    this.quotas = quotas;
    this.caller = caller;
    this.identifiers = identifiers;
    this.clock = clock;
  }

  /**
   * One that the caller may see.
   *
   * @throws Problem 404 otherwise
   */
  public Cluster get(Sql sql, String id) {
    return authorized(repository.find(sql, id), id);
  }

  /**
   * One that the caller may see, in a region that carries out a feature.
   *
   * @throws Problem 404 when there is none, 409 when the region does not
   */
  public Cluster get(Sql sql, String id, String feature) {
    Cluster found = get(sql, id);
    placement.mustUnderstand(sql, found.region(), Set.of(feature));
    return found;
  }

  Page<Cluster> list(
      Sql sql, Optional<String> organization, Optional<String> project, PageRequest page) {
    return page.cut(
        reached(sql, organization, project, page.after(Kind.CLUSTER), page.limit() + 1),
        Cluster::id);
  }

  /** All that the caller reaches, of one organisation or project or all. */
  public List<Cluster> all(Sql sql, Optional<String> organization, Optional<String> project) {
    return reached(sql, organization, project, "", Integer.MAX_VALUE);
  }

  private List<Cluster> reached(
      Sql sql, Optional<String> organization, Optional<String> project, String after, int limit) {
    organization.ifPresent(id -> caller.mustSee(Target.organization(id), Kind.ORGANIZATION, id));
    project.ifPresent(id -> projects.get(sql, id));
    return repository.list(sql, caller.reach(), organization, project, after, limit);
  }

  Cluster create(Sql sql, NewCluster body) {
    body.check(clock.instant());
    Project project = projects.lock(sql, body.projectId().orElseThrow());
    if (body.backupPolicy().isPresent()) {
      caller.mustHave(Permission.BACKUP_WRITE, project.target());
    }
    int units = body.options().mostUnits(body.units().orElse(1), body.replicas().orElse(1));
    String region = placement.region(sql, body.region().orElseThrow(), project.organizationId());
    String clusterClass = placement.clusterClass(sql, region, body.clusterClass());
    placement.mustUnderstand(sql, region, body.features());
    body.bootstrap().ifPresent(origin -> origins.check(sql, origin, project, region));
    revisions.holdKeys(sql, project.organizationId());
    revisions.lock(sql, region);
    quotas.mustHaveRoom(sql, project.organizationId(), project.id(), Quota.CLUSTERS, 1);
    quotas.mustHaveRoom(sql, project.organizationId(), project.id(), Quota.UNITS, units);
    Cluster made =
        body.made(
            identifiers.next(Kind.CLUSTER),
            project,
            region,
            clusterClass,
            identifiers.next(Kind.OPERATION),
            clock.instant());
    wishes.insert(sql, made);
    body.backupPolicy().ifPresent(policy -> schedules.create(sql, made, policy));
    return made;
  }

  Cluster change(Sql sql, String id, Optional<String> ifMatch, ClusterChanges changes) {
    Cluster before = lock(sql, id);
    before.mustMatch(ifMatch);
    Wish wish = rules.change(sql, before, changes);
    return wishes.write(sql, before, wish, Operation.Kind.UPDATE_CLUSTER);
  }

  Cluster suspend(Sql sql, String id) {
    Cluster before = lock(sql, id);
    Wish wish = Wish.suspension(before);
    return wishes.write(sql, before, wish, Operation.Kind.SUSPEND_CLUSTER);
  }

  Cluster resume(Sql sql, String id) {
    Cluster before = lock(sql, id);
    Wish wish = Wish.resumption(before);
    return wishes.write(sql, before, wish, Operation.Kind.RESUME_CLUSTER);
  }

  Cluster restart(Sql sql, String id) {
    Cluster before = lock(sql, id);
    Wish wish = rules.restart(sql, before);
    return wishes.write(sql, before, wish, Operation.Kind.RESTART_CLUSTER);
  }

  /** Has it run another version, one that its region offers. */
  Cluster upgrade(Sql sql, String id, Upgrade body) {
    Cluster before = lock(sql, id);
    Wish wish = rules.upgrade(sql, before, body);
    return wishes.write(sql, before, wish, Operation.Kind.UPGRADE_CLUSTER);
  }

  /** Brings a deleted cluster back from the recycle bin, with its data. */
  Cluster restore(Sql sql, String id) {
    repository
        .find(sql, id)
        .ifPresent(
            live -> {
              caller.authorize(live.target(), Kind.CLUSTER, id);
              throw Wish.illegal(live, "restored", "It has not been deleted.");
            });
    Instant since = RecycleBin.since(clock);
    Cluster found = authorized(repository.findDeleted(sql, id, since), id);
    projects.lock(sql, found.projectId());
    revisions.holdKeys(sql, found.organizationId());
    revisions.lock(sql, found.region());
    Cluster seen = authorized(repository.lockDeleted(sql, id, since), id);
    placement.region(sql, seen.region(), seen.organizationId());
    quotas.mustHaveRoom(sql, seen.organizationId(), seen.projectId(), Quota.CLUSTERS, 1);
    quotas.mustHaveRoom(
        sql, seen.organizationId(), seen.projectId(), Quota.UNITS, seen.mostUnits());
    return wishes.write(sql, seen, Wish.of(seen).restored(), Operation.Kind.RESTORE_CLUSTER);
  }

  /** Asks for deletion; asking twice is asking once, until the first has been given up. */
  Cluster delete(Sql sql, String id) {
    Cluster before = lock(sql, id);
    return rules
        .deletion(sql, before)
        .map(wish -> wishes.write(sql, before, wish, Operation.Kind.DELETE_CLUSTER))
        .orElse(before);
  }

  /**
   * A cluster whose backups are to change, unchanged by others until the transaction ends.
   *
   * @throws Problem 409 when it is going, or cannot have any
   */
  public Cluster lockForBackups(Sql sql, String id) {
    Cluster cluster = lock(sql, id);
    rules.mustTakeBackups(sql, cluster);
    return cluster;
  }

  /**
   * One that the caller may see, unchanged by others until the transaction ends.
   *
   * @throws Problem 404 otherwise
   */
  public Cluster lock(Sql sql, String id) {
    revisions.lock(sql, get(sql, id).region());
    return authorized(repository.lock(sql, id), id);
  }

  private Cluster authorized(Optional<Cluster> found, String id) {
    Cluster cluster = found.orElseThrow(() -> Problem.notFound(Kind.CLUSTER, id));
    caller.authorize(cluster.target(), Kind.CLUSTER, id);
    return cluster;
  }
}
