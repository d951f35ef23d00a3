package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.controlplane.database.Database;
import dev.aerie.controlplane.database.Scope;
import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.FakeAgent;
import dev.aerie.controlplane.support.IdentityProvider;
import dev.aerie.controlplane.support.ScimTenant;
import dev.aerie.controlplane.support.Superuser;
import dev.aerie.controlplane.support.Surroundings;
import dev.aerie.controlplane.support.Tenant;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class TenancyTest {
  IdentityProvider people;
  @Inject Database database;
  private Tenant tenant;
  private Tenant stranger;

  @BeforeEach
  void prepare() {
    tenant = Tenant.make(people);
    stranger = Tenant.make(people);
    FakeAgent.present();
  }

  @Test
  void everyEndpointAnswersStrangersWithNotFound() {
    var cluster = tenant.newCluster("secret").mustBe(202);
    String key = tenant.newKey("DATA_VIEWER", "").mustBe(201).id();
    String at = "/v1/clusters/" + cluster.id();
    String named = "{\"name\": \"stolen\"}";
    for (Api caller : List.of(stranger.owner(), stranger.person())) {
      for (String path :
          List.of(
              "/v1/organizations/" + tenant.organization(),
              "/v1/projects/" + tenant.project(),
              at,
              "/v1/api-keys/" + key,
              "/v1/operations/" + cluster.text("operationId"),
              "/v1/projects?organizationId=" + tenant.organization(),
              "/v1/clusters?organizationId=" + tenant.organization(),
              "/v1/clusters?projectId=" + tenant.project(),
              "/v1/api-keys?organizationId=" + tenant.organization(),
              "/v1/api-keys?projectId=" + tenant.project(),
              "/v1/audit-events?organizationId=" + tenant.organization(),
              "/v1/usage?organizationId=" + tenant.organization())) {
        caller.get(path).mustBe(404);
      }
      caller.delete(at).mustBe(404);
      caller.delete("/v1/api-keys/" + key).mustBe(404);
      caller.delete("/v1/projects/" + tenant.project()).mustBe(404);
      caller.delete("/v1/organizations/" + tenant.organization()).mustBe(404);
      caller.post(at + ":suspend", "").mustBe(404);
      caller.post(at + ":resume", "").mustBe(404);
      for (String path :
          List.of(
              at,
              "/v1/projects/" + tenant.project(),
              "/v1/organizations/" + tenant.organization())) {
        caller.send("PATCH", path, named, "If-Match", "\"1\"").mustBe(404);
      }
      caller
          .post(
              "/v1/clusters",
              "{\"projectId\": \"%s\", \"name\": \"x\", \"region\": \"local\"}"
                  .formatted(tenant.project()))
          .mustBe(404);
      caller
          .post(
              "/v1/projects",
              "{\"organizationId\": \"%s\", \"name\": \"x\"}".formatted(tenant.organization()))
          .mustBe(404);
      caller
          .post(
              "/v1/api-keys",
              "{\"organizationId\": \"%s\", \"name\": \"x\", \"role\": \"ORGANIZATION_OWNER\"}"
                  .formatted(tenant.organization()))
          .mustBe(404);
      assertThat(
              caller
                  .get("/v1/operations?clusterId=" + cluster.id())
                  .mustBe(200)
                  .json()
                  .path("items"))
          .isEmpty();
      for (String list :
          List.of(
              "/v1/clusters",
              "/v1/projects",
              "/v1/api-keys",
              "/v1/organizations",
              "/v1/operations")) {
        assertThat(caller.get(list).mustBe(200).text()).doesNotContain(tenant.organization());
      }
    }
    assertThat(tenant.owner().get(at).mustBe(200).text("name")).isEqualTo("secret");
  }

  @Test
  void deletedOrganizationIsGoneForItsOwnersAndItsKeys() throws SQLException {
    String at = "/v1/organizations/" + tenant.organization();
    var provisioned = ScimTenant.of(tenant);
    String accounts = provisioned.base() + "/Users";
    provisioned.provider().get(accounts).mustBe(200);
    assertThat(tenant.owner().delete(at).mustBe(409).text("code"))
        .isEqualTo("ORGANIZATION_NOT_EMPTY");
    tenant.owner().delete("/v1/projects/" + tenant.project()).mustBe(204);

    tenant.person().delete(at).mustBe(204);

    assertThat(
            Superuser.list(
                "postgres",
                "SELECT action FROM audit_events WHERE org_id = '%s' ORDER BY seq DESC LIMIT 1"
                    .formatted(tenant.organization())))
        .containsExactly("organization.delete");
    tenant.person().get(at).mustBe(404);
    tenant.owner().get(at).mustBe(401);
    provisioned.provider().get(accounts).mustBe(401);
  }

  @Test
  void applicationsRoleOwnsNothingAndCannotPassRowSecurity() {
    assertThat(
            database.<Long>transaction(
                Scope.none(),
                sql ->
                    sql.first(
                            """
                            SELECT (SELECT count(*) FROM pg_class WHERE relowner = r.oid) AS owned FROM pg_roles r
                            WHERE rolname = current_user AND NOT rolsuper AND NOT rolbypassrls
                            """,
                            row -> row.number("owned"))
                        .orElseThrow()))
        .isZero();
  }

  @Test
  void keyOfAProjectSeesItsProjectOnly() {
    Api viewer = tenant.withKey("DATA_VIEWER");
    String other =
        tenant
            .owner()
            .post(
                "/v1/projects",
                "{\"organizationId\": \"%s\", \"name\": \"other\"}"
                    .formatted(tenant.organization()))
            .id();

    viewer.get("/v1/projects/" + tenant.project()).mustBe(200);
    viewer.get("/v1/projects/" + other).mustBe(404);
    assertThat(viewer.get("/v1/projects").json().path("items")).hasSize(1);
    viewer.get("/v1/organizations/" + tenant.organization()).mustBe(200);
  }

  @Test
  void weakRoleIsToldWhatItLacks() {
    String id = tenant.newCluster("guarded").mustBe(202).id();
    Api viewer = tenant.withKey("DATA_ADMIN");

    viewer.get("/v1/clusters/" + id).mustBe(200);
    var refused = viewer.delete("/v1/clusters/" + id).mustBe(403);
    assertThat(refused.text("detail")).contains("CLUSTER_WRITE");
    viewer.get("/v1/audit-events?organizationId=" + tenant.organization()).mustBe(403);
    Api admin = tenant.withKey("PROJECT_ADMIN");
    admin.delete("/v1/clusters/" + id).mustBe(202);
    admin
        .post(
            "/v1/api-keys",
            "{\"organizationId\": \"%s\", \"name\": \"x\", \"role\": \"ORGANIZATION_OWNER\"}"
                .formatted(tenant.organization()))
        .mustBe(403);
  }

  @Test
  void keyOfOneClusterSeesThatOneOnly() {
    String mine = tenant.newCluster("mine").mustBe(202).id();
    String other = tenant.newCluster("other").mustBe(202).id();
    Api narrow =
        new Api(
            tenant
                .newKey("DATA_VIEWER", ", \"clusterIds\": [\"" + mine + "\"]")
                .mustBe(201)
                .text("secret"));

    assertThat(narrow.get("/v1/clusters").json().path("items"))
        .extracting(one -> one.path("id").asText())
        .containsExactly(mine);
    narrow.get("/v1/clusters/" + other).mustBe(404);
  }
}
