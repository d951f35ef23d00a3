package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.controlplane.support.FakeAgent;
import dev.aerie.controlplane.support.IdentityProvider;
import dev.aerie.controlplane.support.MovableClock;
import dev.aerie.controlplane.support.Surroundings;
import dev.aerie.controlplane.support.Tenant;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class ClusterLifeTest {
  IdentityProvider people;
  @Inject MovableClock clock;
  private Tenant tenant;
  private FakeAgent agent;

  @BeforeEach
  void prepare() {
    tenant = Tenant.make(people);
    agent = FakeAgent.present();
  }

  @Test
  void createdClusterRunsWhenItsRegionSaysSo() {
    var made = tenant.newCluster("one", ", \"units\": 2").mustBe(202);
    assertThat(made.text("state")).isEqualTo("CREATING");
    assertThat(made.text("class")).isEqualTo("standard");
    assertThat(made.header("Location")).isEqualTo("/v1/clusters/" + made.id());
    assertThat(operation(made.text("operationId")).path("state").asText()).isEqualTo("PENDING");

    agent.sees(made.id(), 1, "Provisioning", 0);
    assertThat(cluster(made.id()).path("state").asText()).isEqualTo("CREATING");
    assertThat(operation(made.text("operationId")).path("state").asText()).isEqualTo("RUNNING");

    agent.sees(made.id(), 1, "Ready");
    JsonNode running = cluster(made.id());
    assertThat(running.path("state").asText()).isEqualTo("RUNNING");
    assertThat(running.path("endpoint").asText()).isEqualTo("http://127.0.0.1:30001");
    assertThat(running.path("observedGeneration").asLong()).isEqualTo(1);
    assertThat(operation(made.text("operationId")).path("state").asText()).isEqualTo("SUCCEEDED");
  }

  @Test
  void desiredDocumentSaysWhatWasAskedFor() {
    String secretHash = tenant.newKey("DATA_ADMIN", "").mustBe(201).id();
    String id =
        tenant
            .newCluster("wanted", ", \"units\": 3, \"replicas\": 2, \"deletionPolicy\": \"DELETE\"")
            .mustBe(202)
            .id();

    JsonNode document = agent.document(id);

    assertThat(document.path("organizationId").asText()).isEqualTo(tenant.organization());
    assertThat(document.path("deleted").asBoolean()).isFalse();
    assertThat(document.path("spec").toString())
        .isEqualTo(
            "{\"class\":\"standard\",\"version\":null,\"units\":3,\"replicas\":2,\"suspend\":false,\"deletionPolicy\":\"DELETE\"}");
    assertThat(document.path("keys"))
        .extracting(key -> key.path("id").asText())
        .contains(secretHash)
        .hasSize(2);
    assertThat(document.path("keys"))
        .allSatisfy(key -> assertThat(key.path("sha256").asText()).hasSize(64));
  }

  @Test
  void changeIsUnderWayUntilTheRegionHasSeenIt() {
    String id = running("changing");

    var changed = tenant.owner().patch("/v1/clusters/" + id, "{\"units\": 4}").mustBe(202);
    assertThat(changed.text("state")).isEqualTo("MODIFYING");
    assertThat(changed.json().path("generation").asLong()).isEqualTo(2);

    agent.sees(id, 1, "Ready");
    assertThat(cluster(id).path("state").asText()).isEqualTo("MODIFYING");

    agent.sees(id, 2, "Ready");
    assertThat(cluster(id).path("state").asText()).isEqualTo("RUNNING");
    assertThat(operation(changed.text("operationId")).path("state").asText())
        .isEqualTo("SUCCEEDED");
  }

  @Test
  void suspendedClusterComesBack() {
    String id = running("sleeper");

    var suspending = tenant.owner().post("/v1/clusters/" + id + ":suspend", "").mustBe(202);
    assertThat(suspending.text("state")).isEqualTo("SUSPENDING");
    tenant.owner().post("/v1/clusters/" + id + ":suspend", "").mustBe(409);
    agent.sees(id, 2, "Suspended", 0);
    JsonNode asleep = cluster(id);
    assertThat(asleep.path("state").asText()).isEqualTo("SUSPENDED");
    assertThat(asleep.path("endpoint").isNull()).isTrue();

    tenant.owner().post("/v1/clusters/" + id + ":resume", "").mustBe(202);
    agent.sees(id, 3, "Resuming", 0);
    assertThat(cluster(id).path("state").asText()).isEqualTo("RESUMING");
    agent.sees(id, 3, "Ready");
    assertThat(cluster(id).path("state").asText()).isEqualTo("RUNNING");
    assertThat(tenant.owner().post("/v1/clusters/" + id + ":resume", "").mustBe(409).text("code"))
        .isEqualTo("CLUSTER_STATE");
  }

  @Test
  void clusterThatSleepsIsSuspendedThoughNobodyAskedForIt() {
    String id = running("drowsy");
    String changes = "/v1/clusters/" + id;

    agent.sees(id, 1, "Suspending", 1);
    agent.sees(id, 1, "Suspended", 0);
    assertThat(cluster(id).path("state").asText()).isEqualTo("SUSPENDED");
    assertThat(cluster(id).path("suspended").asBoolean()).isFalse();
    assertThat(tenant.owner().post(changes + ":resume", "").mustBe(409).text("detail"))
        .contains("the next call to its endpoint wakes it");

    var changed = tenant.owner().patch(changes, "{\"units\": 4}").mustBe(202);
    agent.sees(id, 2, "Suspended", 0);
    assertThat(cluster(id).path("state").asText()).isEqualTo("SUSPENDED");
    assertThat(operation(changed.text("operationId")).path("state").asText())
        .isEqualTo("SUCCEEDED");

    agent.sees(id, 2, "Resuming", 0);
    assertThat(cluster(id).path("state").asText()).isEqualTo("RESUMING");
    agent.sees(id, 2, "Ready");
    assertThat(cluster(id).path("state").asText()).isEqualTo("RUNNING");
  }

  @Test
  void clusterThatSleepsCanBeSuspendedForGood() {
    String id = running("retired");
    agent.sees(id, 1, "Suspended", 0);

    var suspending = tenant.owner().post("/v1/clusters/" + id + ":suspend", "").mustBe(202);
    assertThat(suspending.text("state")).isEqualTo("SUSPENDING");
    agent.sees(id, 2, "Suspended", 0);
    assertThat(cluster(id).path("state").asText()).isEqualTo("SUSPENDED");
    assertThat(cluster(id).path("suspended").asBoolean()).isTrue();
    assertThat(operation(suspending.text("operationId")).path("state").asText())
        .isEqualTo("SUCCEEDED");
  }

  @Test
  void deletedClusterIsGoneWhenTheRegionSaysSo() {
    String id = running("mayfly");
    long before = agent.desired(0, 0).path("revision").asLong();

    var deleting = tenant.owner().delete("/v1/clusters/" + id).mustBe(202);
    assertThat(deleting.text("state")).isEqualTo("DELETING");
    assertThat(agent.document(id).path("deleted").asBoolean()).isTrue();
    tenant.owner().delete("/v1/clusters/" + id).mustBe(202);

    agent.seesGone(id, 2);
    tenant.owner().get("/v1/clusters/" + id).mustBe(404);
    assertThat(agent.desired(before, 0).path("tombstones"))
        .extracting(one -> one.path("clusterId").asText())
        .contains(id);
    assertThat(operation(deleting.text("operationId")).path("state").asText())
        .isEqualTo("SUCCEEDED");
    tenant.newCluster("mayfly").mustBe(202);
  }

  @Test
  void degradedClusterIsAbnormalWithTheReason() {
    String id = running("sick");

    agent.report(
        "{\"clusterId\": \"%s\", \"generation\": 1, \"phase\": \"Degraded\", \"message\": \"no node has room\"}"
            .formatted(id),
        "");

    assertThat(cluster(id).path("state").asText()).isEqualTo("ABNORMAL");
    assertThat(cluster(id).path("stateReason").asText()).isEqualTo("no node has room");
  }

  @Test
  void silentRegionIsUnavailableAndItsClustersSaySo() {
    String id = running("lonely");
    assertThat(cluster(id).path("regionState").asText()).isEqualTo("AVAILABLE");

    clock.advance(Duration.ofSeconds(61));

    JsonNode silent = cluster(id);
    assertThat(silent.path("regionState").asText()).isEqualTo("UNAVAILABLE");
    assertThat(silent.path("state").asText()).isEqualTo("RUNNING");
    assertThat(silent.path("stateReason").asText()).contains("local has not been heard of since");
    JsonNode region = tenant.owner().get("/v1/regions/local").mustBe(200).json();
    assertThat(region.path("state").asText()).isEqualTo("UNAVAILABLE");
    assertThat(region.path("available").asBoolean()).isFalse();

    agent.report("", "");
    assertThat(cluster(id).path("regionState").asText()).isEqualTo("AVAILABLE");
    assertThat(cluster(id).path("stateReason").asText()).isEqualTo("Ready");
  }

  @Test
  void waitingAgentHearsOfAChangeAtOnce() {
    long revision = agent.desired(0, 0).path("revision").asLong();
    var waiting = CompletableFuture.supplyAsync(() -> agent.desired(revision, 30));

    String id = tenant.newCluster("news").mustBe(202).id();

    assertThat(waiting.join().path("clusters"))
        .extracting(one -> one.path("clusterId").asText())
        .contains(id);
  }

  @Test
  void batchSeenBeforeChangesNothing() {
    String id = running("steady");

    agent
        .repeat(
            "{\"clusterId\": \"%s\", \"generation\": 1, \"phase\": \"Degraded\"}".formatted(id), "")
        .mustBe(200);

    assertThat(cluster(id).path("state").asText()).isEqualTo("RUNNING");
  }

  private String running(String name) {
    String id = tenant.newCluster(name).mustBe(202).id();
    agent.sees(id, 1, "Ready");
    assertThat(cluster(id).path("state").asText()).isEqualTo("RUNNING");
    return id;
  }

  private JsonNode cluster(String id) {
    return tenant.owner().get("/v1/clusters/" + id).mustBe(200).json();
  }

  private JsonNode operation(String id) {
    return tenant.owner().get("/v1/operations/" + id).mustBe(200).json();
  }
}
