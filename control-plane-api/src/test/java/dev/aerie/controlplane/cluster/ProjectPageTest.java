package dev.aerie.controlplane.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.controlplane.access.Reach;
import dev.aerie.controlplane.database.Database;
import dev.aerie.controlplane.database.Scope;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.support.OwnDatabase;
import dev.aerie.controlplane.support.Surroundings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is read for a page of a project's clusters where there are many. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class ProjectPageTest {
  private static final String ORGANIZATION = "org_1";
  private static final String PROJECT = "prj_1_1";
  private static final int PAGE = 51;

  private static final List<String> FILL =
      List.of(
          "INSERT INTO regions (name, cloud, kind, classes) VALUES ('bench', 'other', 'MANAGED', '[]')",
          """
          INSERT INTO organizations (org_id, name, plan, created_at, updated_at)
          SELECT 'org_' || org, org, (SELECT min(name) FROM plans), now(), now() FROM generate_series(1, 20) org
          """,
          """
          INSERT INTO projects (org_id, id, name, created_at, updated_at)
          SELECT 'org_' || org, 'prj_' || org || '_' || project, project, now(), now()
          FROM generate_series(1, 20) org, generate_series(1, 4) project
          """,
          """
          INSERT INTO clusters (org_id, id, project_id, region, name, class, units, replicas, deletion_policy, labels, revision,
            state, observed_generation, ready_replicas, created_at, updated_at)
          SELECT 'org_' || org, 'cls_' || n || '_' || org, 'prj_' || org || '_' || 1 + n % 4, 'bench', n, 'standard', 1, 1, 'RETAIN',
            '{}', n, 'RUNNING', 1, 1, now(), now()
          FROM generate_series(1, 5) org, generate_series(1, 8000) n
          """,
          "ANALYZE");

  ClusterRepository repository;

  ProjectPageTest(ClusterRepository repository) {
    this.repository = repository;
  }

  @Test
  void isAllThatIsRead() throws SQLException {
    OwnDatabase own = OwnDatabase.make("many_clusters");
    own.migrate("latest");
    try (var connection = own.connect();
        var statement = connection.createStatement()) {
      for (String one : FILL) {
        statement.execute(one);
      }
    }
    Database database = own.asApplication();
    Reach organization = new Reach(List.of(ORGANIZATION), List.of(), List.of());
    Reach project = new Reach(List.of(), List.of(PROJECT), List.of());

    for (String plans : List.of("force_custom_plan", "force_generic_plan")) {
      for (Reach reach : List.of(organization, project)) {
        assertThat(readFor(database, plans, reach)).as(plans + reach).isLessThan(2 * PAGE);
      }
    }
  }

  private long readFor(Database database, String plans, Reach reach) {
    return database.transaction(
        Scope.organization(ORGANIZATION),
        sql -> {
          sql.change("SET LOCAL plan_cache_mode = " + plans);
          List<Cluster> page =
              repository.list(
                  sql, reach, Optional.of(ORGANIZATION), Optional.of(PROJECT), "", PAGE);
          assertThat(page).hasSize(PAGE);
          return read(sql);
        });
  }

  private static long read(Sql sql) {
    return sql.first(
            "SELECT seq_tup_read + idx_tup_fetch AS rows FROM pg_stat_xact_user_tables WHERE relname = 'clusters'",
            row -> row.number("rows"))
        .orElseThrow();
  }
}
