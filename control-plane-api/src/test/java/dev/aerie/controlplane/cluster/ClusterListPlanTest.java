package dev.aerie.controlplane.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.controlplane.access.Reach;
import dev.aerie.controlplane.access.ReachedPage;
import dev.aerie.controlplane.support.OwnDatabase;
import dev.aerie.controlplane.support.Plans;
import dev.aerie.controlplane.support.Surroundings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** By what PostgreSQL finds a page of clusters where there are many. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class ClusterListPlanTest {
  private static final int PAGE = 51;

  /** The first organisation has a fifth of all clusters; projects have 12 of them in the middle. */
  private static final List<String> FILL =
      List.of(
          """
          INSERT INTO organizations (org_id, name, plan, created_at, updated_at)
          SELECT 'org_' || o, 'o', 'free', now(), now() FROM generate_series(0, 199) o
          """,
          """
          INSERT INTO projects (org_id, id, name, created_at, updated_at)
          SELECT 'org_' || o, 'prj_' || o || '_' || p, 'p' || p, now(), now()
          FROM generate_series(0, 199) o, generate_series(0, 3) p
          """,
          """
          INSERT INTO regions (name, cloud, kind, classes) VALUES ('one', 'other', 'MANAGED', '[]')
          """,
          """
          INSERT INTO clusters (org_id, id, project_id, region, name, class, units, replicas, deletion_policy, labels, revision, state,
            created_at, updated_at)
          SELECT 'org_' || o, 'cls_' || n, 'prj_' || o || '_' || n / 1000 % 4, 'one', 'n' || n, 'standard', 1, 1, 'RETAIN', '{}', n, 'RUNNING',
            now(), now()
          FROM (SELECT n, CASE WHEN n % 5 = 0 THEN 0 ELSE n % 200 END AS o FROM generate_series(1, 10000) n) numbered
          """,
          "ANALYZE");

  @Test
  void aPageIsReadAsItLiesInOrder() throws SQLException {
    OwnDatabase database = OwnDatabase.make("many_clusters");
    database.migrate("latest");
    var all = new Reach(List.of("org_0"), List.of(), List.of());
    try (Connection connection = database.connect()) {
      Plans.run(connection, FILL);
      Plans.tell(connection, "org_0");

      assertThat(plan(connection, all, Optional.of("prj_0_1")))
          .contains("Index Scan using clusters_listed")
          .doesNotContain("Sort");
      assertThat(plan(connection, all, Optional.empty()))
          .contains("Index Scan using clusters_pkey")
          .doesNotContain("Sort");
    }
  }

  private static String plan(Connection connection, Reach reach, Optional<String> project)
      throws SQLException {
    ReachedPage page = ClusterRepository.page(reach, Optional.of("org_0"), project, "", PAGE);
    try (var statement =
        connection.prepareStatement(ClusterRepository.SELECT + "WHERE " + page.text())) {
      Object[] parameters = page.parameters();
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(
            i + 1,
            parameters[i] instanceof List<?> texts
                ? connection.createArrayOf("text", texts.toArray())
                : parameters[i]);
      }
      assertThat(statement.executeQuery().next()).as("a cluster").isTrue();
      return Plans.of(statement);
    }
  }
}
