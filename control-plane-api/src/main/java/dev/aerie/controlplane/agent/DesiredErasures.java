package dev.aerie.controlplane.agent;

import dev.aerie.controlplane.cluster.ClusterRows;
import dev.aerie.controlplane.cluster.DeletionPolicy;
import dev.aerie.controlplane.cluster.option.ClusterOptions;
import dev.aerie.controlplane.cluster.option.Engine;
import dev.aerie.controlplane.database.Row;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.erasure.Erasures;
import dev.aerie.controlplane.region.RegionRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Reads what a region should erase. Safe for use by many threads. */
@ApplicationScoped
class DesiredErasures {
  private final RegionRepository regions;
  private final ClusterRows clusterRows;

  DesiredErasures(RegionRepository regions, ClusterRows clusterRows) {
    this.regions = regions;
    this.clusterRows = clusterRows;
  }

  /**
   * A list of its own: an agent that does not know erasure would take such a document for a
   * deletion that is done already.
   */
  List<Desired.Document> after(Sql sql, String region, long since, List<String> owners) {
    if (!regions.features(sql, region).contains(Erasures.FEATURE)) {
      return List.of();
    }
    return sql.list(
        """
        SELECT * FROM clusters WHERE region = ? AND revision > ? AND gone_at IS NOT NULL AND erasing_at IS NOT NULL
          AND erased_at IS NULL AND coalesce(org_id = ANY (?), false) ORDER BY revision
        """,
        this::erasure,
        region,
        since,
        owners);
  }

  /** Nothing runs, nothing opens it, and nothing is told that the removal of objects needs not. */
  private Desired.Document erasure(Row row) {
    ClusterOptions options = clusterRows.options(row);
    return new Desired.Document(
        row.string("id"),
        row.string("org_id"),
        row.string("project_id"),
        row.string("name"),
        row.number("generation"),
        true,
        new Desired.Spec(
            row.string("class"),
            options.targetVersion(),
            row.integer("units"),
            row.integer("replicas"),
            true,
            DeletionPolicy.DELETE,
            row.number("restarts"),
            Optional.of(options.engine()).filter(engine -> engine != Engine.AERIE),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            options.encryption(),
            Optional.empty()),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
