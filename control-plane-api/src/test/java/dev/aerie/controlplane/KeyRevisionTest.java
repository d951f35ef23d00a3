package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.controlplane.support.FakeAgent;
import dev.aerie.controlplane.support.IdentityProvider;
import dev.aerie.controlplane.support.Locks;
import dev.aerie.controlplane.support.Superuser;
import dev.aerie.controlplane.support.Surroundings;
import dev.aerie.controlplane.support.Tenant;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A key that changes writes no cluster, and the regions of those it opens hear of it. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class KeyRevisionTest {
  private static final int MANY = 12;

  IdentityProvider people;
  private Tenant tenant;
  private FakeAgent agent;
  private long heard;

  @BeforeEach
  void prepare() {
    tenant = Tenant.make(people);
    agent = FakeAgent.present();
  }

  @Test
  void keyOfAProjectWithManyClustersWritesNoneAndReachesAll() throws SQLException {
    String[] clusters =
        IntStream.range(0, MANY)
            .mapToObj(i -> tenant.newCluster("c" + i).mustBe(202).id())
            .toArray(String[]::new);
    newCluster(newProject("other"), "local");
    List<String> rows = rows();
    hear();

    String key = tenant.newKey("DATA_VIEWER", "").mustBe(201).id();
    var made = hear();
    String next =
        tenant
            .owner()
            .post("/v1/api-keys/" + key + ":rotate", "{\"overlapSeconds\": 0}")
            .mustBe(201)
            .id();
    var rotated = hear();
    tenant.owner().delete("/v1/api-keys/" + next).mustBe(204);
    var revoked = hear();

    assertThat(opened(made, key)).containsExactlyInAnyOrder(clusters);
    assertThat(opened(rotated, next)).containsExactlyInAnyOrder(clusters);
    assertThat(opened(rotated, key)).isEmpty();
    assertThat(ids(revoked)).containsExactlyInAnyOrder(clusters);
    assertThat(opened(revoked, next)).isEmpty();
    assertThat(rows()).isEqualTo(rows);
    assertThat(ids(hear())).isEmpty();
  }

  @Test
  void regionHearsOfTheClustersThatAKeyOpensOnly() {
    String first = tenant.newCluster("first").mustBe(202).id();
    String second = tenant.newCluster("second").mustBe(202).id();
    String elsewhere = newCluster(newProject("other"), "local");
    hear();

    tenant.newKey("DATA_VIEWER", ", \"clusterIds\": [\"%s\"]".formatted(first)).mustBe(201);
    assertThat(ids(hear())).containsExactly(first);

    tenant
        .owner()
        .post(
            "/v1/api-keys",
            "{\"organizationId\": \"%s\", \"name\": \"all\", \"role\": \"ORGANIZATION_OWNER\"}"
                .formatted(tenant.organization()))
        .mustBe(201);
    assertThat(ids(hear())).containsExactlyInAnyOrder(first, second, elsewhere);
  }

  @Test
  void roleThatOpensMoreReachesTheClustersOfItsKeysOnly() {
    String role = tenant.newRole("reader", "", "DATA_VIEWER").mustBe(201).id();
    String cluster = tenant.newCluster("read").mustBe(202).id();
    newCluster(newProject("other"), "local");
    String key = tenant.newKey(role, "").mustBe(201).id();
    hear();

    tenant
        .owner()
        .patch(
            "/v1/organizations/" + tenant.organization() + "/project-roles/" + role,
            "{\"dataRole\": \"DATA_ADMIN\"}")
        .mustBe(200);

    var documents = hear();
    assertThat(ids(documents)).containsExactly(cluster);
    assertThat(opened(documents, key)).containsExactly(cluster);
  }

  @Test
  void regionsHearOfKeysOfTheirOwnClusters() {
    var made = tenant.newRegion("ours").mustBe(201).json();
    String region = made.at("/region/name").asText();
    FakeAgent ours =
        FakeAgent.enrolled(made.at("/enrolment/token").asText(), "key of agent of " + region);
    String there = newCluster(tenant.project(), region);
    String here = tenant.newCluster("here").mustBe(202).id();
    newCluster(newProject("other"), region);
    long before = ours.desired(0, 0).path("revision").asLong();
    hear();

    String key = tenant.newKey("DATA_VIEWER", "").mustBe(201).id();

    JsonNode told = ours.desired(before, 0);
    assertThat(opened(told.path("clusters"), key)).containsExactly(there);
    assertThat(opened(hear(), key)).containsExactly(here);

    String secluded = newProject("secluded");
    newCluster(secluded, "local");
    long since = told.path("revision").asLong();
    tenant
        .owner()
        .post(
            "/v1/api-keys",
            "{\"organizationId\": \"%s\", \"projectId\": \"%s\", \"name\": \"k\", \"role\": \"DATA_VIEWER\"}"
                .formatted(tenant.organization(), secluded))
        .mustBe(201);
    JsonNode nothing = ours.desired(since, 0);
    assertThat(nothing.path("clusters")).isEmpty();
    assertThat(nothing.path("revision").asLong()).isEqualTo(since);
  }

  @Test
  void clusterThatComesMeanwhileHearsOfARevocation() throws Exception {
    String key = tenant.newKey("DATA_VIEWER", "").mustBe(201).id();
    String cluster;
    // The last that a change takes before its end.
    try (var log = Locks.holdAuditLog(tenant.organization())) {
      var coming = CompletableFuture.supplyAsync(() -> tenant.newCluster("coming"));
      Locks.awaitHeldUp(1);
      var revoking =
          CompletableFuture.supplyAsync(() -> tenant.owner().delete("/v1/api-keys/" + key));
      Locks.awaitHeldUp(2);
      log.close();
      cluster = coming.join().mustBe(202).id();
      revoking.join().mustBe(204);
    }

    long made =
        Long.parseLong(
            Superuser.list(
                    "postgres", "SELECT revision FROM clusters WHERE id = '%s'".formatted(cluster))
                .getFirst());
    JsonNode documents = agent.desired(made, 0).path("clusters");
    assertThat(ids(documents)).contains(cluster);
    assertThat(opened(documents, key)).isEmpty();
  }

  /** What the agent has not heard of the tenant's clusters yet. */
  private JsonNode hear() {
    JsonNode told = agent.desired(heard, 0);
    heard = told.path("revision").asLong();
    return told.path("clusters");
  }

  private List<String> ids(JsonNode documents) {
    return opened(documents, "");
  }

  /** Those of the tenant's clusters whose document has this text. */
  private List<String> opened(JsonNode documents, String key) {
    return StreamSupport.stream(documents.spliterator(), false)
        .filter(one -> one.path("organizationId").asText().equals(tenant.organization()))
        .filter(one -> one.path("keys").toString().contains(key))
        .map(one -> one.path("clusterId").asText())
        .toList();
  }

  /** The tenant's clusters, and by whom and as what each was written last. */
  private List<String> rows() throws SQLException {
    return Superuser.list(
        "postgres",
        "SELECT id || ' ' || xmin::text || ' ' || revision FROM clusters WHERE org_id = '%s' ORDER BY id"
            .formatted(tenant.organization()));
  }

  private String newProject(String name) {
    return tenant
        .owner()
        .post(
            "/v1/projects",
            "{\"organizationId\": \"%s\", \"name\": \"%s\"}".formatted(tenant.organization(), name))
        .mustBe(201)
        .id();
  }

  private String newCluster(String project, String region) {
    return tenant
        .owner()
        .post(
            "/v1/clusters",
            "{\"projectId\": \"%s\", \"name\": \"one\", \"region\": \"%s\"}"
                .formatted(project, region))
        .mustBe(202)
        .id();
  }
}
