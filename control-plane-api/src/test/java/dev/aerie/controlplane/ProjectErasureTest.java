package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.controlplane.support.ErasurePreparation;
import dev.aerie.controlplane.support.Superuser;
import dev.aerie.controlplane.support.Surroundings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** What becomes of deleted projects and organisations. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class ProjectErasureTest extends ErasurePreparation {
  @Test
  void projectsAndOrganizationsGoAfterWhatIsInThem() throws SQLException {
    String organization = tenant.organization();
    String kept = gone(agent, "local", "last");
    String removed =
        tenant.newCluster("purged", ", \"deletionPolicy\": \"DELETE\"").mustBe(202).id();
    delete(agent, removed);
    String key = tenant.newKey("DATA_VIEWER", "").mustBe(201).id();
    tenant
        .owner()
        .post(
            "/v1/organizations/" + organization + "/invitations",
            "{\"email\": \"guest@example.org\", \"role\": \"MEMBER\"}")
        .mustBe(201);
    tenant.owner().delete("/v1/projects/" + tenant.project()).mustBe(204);
    tenant.owner().delete("/v1/organizations/" + organization).mustBe(204);

    eraseAll();

    assertThat(erased("clusters", removed)).isTrue();
    assertThat(erased("projects", tenant.project())).isFalse();
    agent.seesErased(kept);
    erasures.run();
    assertThat(erased("projects", tenant.project())).isTrue();
    assertThat(first("name FROM organizations WHERE org_id = '%s'", organization))
        .isEqualTo(organization);
    assertThat(first("count(*) FROM api_keys WHERE id = '%s'", key)).isEqualTo("0");
    assertThat(first("count(*) FROM invitations WHERE org_id = '%s'", organization)).isEqualTo("0");
    assertThat(
            Superuser.list(
                "postgres",
                "SELECT action FROM audit_events WHERE actor_kind = 'PLATFORM' AND org_id = '%s' ORDER BY seq"
                    .formatted(organization)))
        .containsExactly("cluster.erase", "cluster.erase", "project.erase", "organization.erase");
  }

  @Test
  void aProjectThatWasBroughtBackIsNotErased() throws SQLException {
    tenant.owner().delete("/v1/projects/" + tenant.project()).mustBe(204);
    clock.advance(KEPT.minusDays(1));
    tenant.owner().post("/v1/projects/" + tenant.project() + ":restore", "").mustBe(200);
    clock.advance(KEPT);

    erasures.run();

    assertThat(tenant.owner().get("/v1/projects/" + tenant.project()).mustBe(200).text("name"))
        .isEqualTo("main");
  }

  private static boolean erased(String table, String id) throws SQLException {
    return first("erased_at IS NOT NULL FROM " + table + " WHERE id = '%s'", id).equals("t");
  }
}
