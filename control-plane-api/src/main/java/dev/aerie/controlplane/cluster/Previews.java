package dev.aerie.controlplane.cluster;

import dev.aerie.controlplane.access.Caller;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.identifier.Kind;
import dev.aerie.controlplane.problem.Problem;
import dev.aerie.controlplane.project.Project;
import dev.aerie.controlplane.project.ProjectService;
import dev.aerie.controlplane.quota.Quota;
import dev.aerie.controlplane.quota.Quotas;
import dev.aerie.controlplane.recyclebin.RecycleBin;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/**
 * What clusters would become if they were asked to, refused where that would be refused. Nothing is
 * changed. Safe for use by many threads.
 */
@ApplicationScoped
public class Previews {
  private static final String NONE = "none";

  private final ClusterService clusters;
  private final ClusterRepository repository;
  private final ProjectService projects;
  private final Placement placement;
  private final ClusterRules rules;
  private final Origins origins;
  private final Quotas quotas;
  private final Caller caller;
  private final Clock clock;

  Previews(
      ClusterService clusters,
      ClusterRepository repository,
      ProjectService projects,
      Placement placement,
      ClusterRules rules,
      Origins origins,
      Quotas quotas,
      Caller caller,
      Clock clock) {
    this.clusters = clusters;
    this.repository = repository;
    this.projects = projects;
    this.placement = placement;
    this.rules = rules;
    this.origins = origins;
    this.quotas = quotas;
    this.caller = caller;
    this.clock = clock;
  }

  /** A new one; its id means nothing. */
  public Cluster created(Sql sql, NewCluster body) {
    body.check(clock.instant());
    Project project = projects.get(sql, body.projectId().orElseThrow());
    String region = placement.region(sql, body.region().orElseThrow(), project.organizationId());
    String clusterClass = placement.clusterClass(sql, region, body.clusterClass());
    placement.mustUnderstand(sql, region, body.features());
    body.bootstrap().ifPresent(origin -> origins.check(sql, origin, project, region));
    Cluster made = body.made(NONE, project, region, clusterClass, NONE, clock.instant());
    return fitting(sql, made, 1, made.mostUnits());
  }

  /** One as it is. */
  public Cluster existing(Sql sql, String id) {
    return clusters.get(sql, id);
  }

  /** One in the recycle bin as it would come back. */
  public Cluster deleted(Sql sql, String id) {
    Cluster found =
        repository
            .findDeleted(sql, id, RecycleBin.since(clock))
            .orElseThrow(() -> Problem.notFound(Kind.CLUSTER, id));
    caller.authorize(found.target(), Kind.CLUSTER, id);
    projects.get(sql, found.projectId());
    placement.region(sql, found.region(), found.organizationId());
    Cluster restored = Wish.of(found).restored().written(NONE, clock.instant());
    return fitting(sql, restored, 1, found.mostUnits());
  }

  /** One with changes. */
  public Cluster changed(Sql sql, Cluster before, ClusterChanges changes) {
    return fitting(sql, rules.change(sql, before, changes).written(NONE, clock.instant()), 0, 0);
  }

  /** One without compute. */
  public Cluster suspended(Cluster before) {
    return Wish.suspension(before).written(NONE, clock.instant());
  }

  /** One with compute again. */
  public Cluster resumed(Cluster before) {
    return Wish.resumption(before).written(NONE, clock.instant());
  }

  /** One whose pods start anew. */
  public Cluster restarted(Sql sql, Cluster before) {
    return rules.restart(sql, before).written(NONE, clock.instant());
  }

  /** One that runs another version. */
  public Cluster upgraded(Sql sql, Cluster before, Upgrade body) {
    return rules.upgrade(sql, before, body).written(NONE, clock.instant());
  }

  /** One that goes. */
  public Cluster going(Sql sql, Cluster before) {
    return rules
        .deletion(sql, before)
        .map(wish -> wish.written(NONE, clock.instant()))
        .orElse(before);
  }

  /** One that can have backups, as it is. */
  public Cluster backedUp(Sql sql, Cluster before) {
    rules.mustTakeBackups(sql, before);
    return before;
  }

  /** One that there is room for, so many more clusters and units, and whose name is free. */
  private Cluster fitting(Sql sql, Cluster wanted, int more, int units) {
    String organization = wanted.organizationId();
    quotas.mustHaveRoom(sql, organization, wanted.projectId(), Quota.CLUSTERS, more);
    quotas.mustHaveRoom(sql, organization, wanted.projectId(), Quota.UNITS, units);
    if (repository.isTaken(sql, wanted)) {
      throw Problem.nameTaken(wanted.name());
    }
    return wanted;
  }
}
