package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.controlplane.cluster.StuckOperations;
import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.FakeAgent;
import dev.aerie.controlplane.support.IdentityProvider;
import dev.aerie.controlplane.support.MovableClock;
import dev.aerie.controlplane.support.Superuser;
import dev.aerie.controlplane.support.Surroundings;
import dev.aerie.controlplane.support.Tenant;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class ClusterCareTest {
  IdentityProvider people;
  @Inject MovableClock clock;
  @Inject StuckOperations stuck;
  private Tenant tenant;
  private FakeAgent agent;

  @BeforeEach
  void prepare() {
    tenant = Tenant.make(people);
    agent = FakeAgent.present();
  }

  @Test
  void protectedClusterStays() {
    String id = running("guarded", ", \"deletionProtection\": true");

    assertThat(tenant.owner().delete("/v1/clusters/" + id).mustBe(409).text("code"))
        .isEqualTo("DELETION_PROTECTED");

    tenant.owner().patch("/v1/clusters/" + id, "{\"deletionProtection\": false}").mustBe(202);
    tenant.owner().delete("/v1/clusters/" + id).mustBe(202);
  }

  @Test
  void restartTravelsToRegionsThatKnowIt() {
    String id = running("tired", "");
    String restart = "/v1/clusters/" + id + ":restart";
    assertThat(tenant.owner().post(restart, "").mustBe(409).text("code"))
        .isEqualTo("NOT_SUPPORTED_BY_REGION");

    agent.understands("restart");
    var restarted = tenant.owner().post(restart, "").mustBe(202);

    assertThat(restarted.text("state")).isEqualTo("MODIFYING");
    assertThat(agent.document(id).path("spec").path("restarts").asLong()).isEqualTo(1);
    agent.sees(id, 2, "Ready");
    assertThat(operation(restarted).path("kind").asText()).isEqualTo("RESTART_CLUSTER");
    assertThat(operation(restarted).path("state").asText()).isEqualTo("SUCCEEDED");
    tenant.owner().post("/v1/clusters/" + id + ":suspend", "").mustBe(202);
    assertThat(tenant.owner().post(restart, "").mustBe(409).text("code"))
        .isEqualTo("CLUSTER_STATE");
  }

  @Test
  void deletedClusterComesBackWithinThirtyDays() {
    String id = gone("phoenix", "");
    assertThat(bin()).extracting(one -> one.path("id").asText()).containsExactly(id);

    var restored = tenant.owner().post("/v1/clusters/" + id + ":restore", "").mustBe(202);

    assertThat(restored.text("state")).isEqualTo("CREATING");
    JsonNode document = agent.document(id);
    assertThat(document.path("deleted").asBoolean()).isFalse();
    assertThat(document.path("generation").asLong()).isEqualTo(3);
    agent.sees(id, 3, "Ready");
    assertThat(tenant.owner().get("/v1/clusters/" + id).mustBe(200).text("state"))
        .isEqualTo("RUNNING");
    assertThat(bin()).isEmpty();
    assertThat(tenant.actionsOn(id))
        .containsExactly("cluster.restore", "cluster.delete", "cluster.create");
    assertThat(tenant.owner().post("/v1/clusters/" + id + ":restore", "").mustBe(409).text("code"))
        .isEqualTo("CLUSTER_STATE");
  }

  @Test
  void binShowsWhatTheCallerMayBringBack() {
    String id = gone("ours", "");
    String elsewhere =
        tenant
            .owner()
            .post(
                "/v1/projects",
                "{\"organizationId\": \"%s\", \"name\": \"elsewhere\"}"
                    .formatted(tenant.organization()))
            .mustBe(201)
            .id();
    Tenant other = new Tenant(tenant.organization(), elsewhere, tenant.owner(), tenant.person());
    String theirs = other.newCluster("theirs").mustBe(202).id();
    tenant.owner().delete("/v1/clusters/" + theirs).mustBe(202);
    agent.seesGone(theirs, 2);
    Api admin = tenant.withKey("PROJECT_ADMIN");
    Api otherAdmin = other.withKey("PROJECT_ADMIN");
    tenant.owner().delete("/v1/projects/" + elsewhere).mustBe(204);

    assertThat(idsIn(tenant.owner())).containsExactlyInAnyOrder(id, theirs, elsewhere);
    assertThat(idsIn(admin)).containsExactly(id);
    assertThat(idsIn(tenant.withKey("DATA_ADMIN"))).isEmpty();
    otherAdmin.get("/v1/me").mustBe(401);

    admin.post("/v1/clusters/" + id + ":restore", "").mustBe(202);
    admin.post("/v1/clusters/" + theirs + ":restore", "").mustBe(404);
    assertThat(idsIn(admin)).isEmpty();
  }

  private List<String> idsIn(Api caller) {
    return caller
        .get("/v1/recycle-bin?organizationId=" + tenant.organization())
        .mustBe(200)
        .items()
        .stream()
        .map(one -> one.path("id").asText())
        .toList();
  }

  @Test
  void binForgetsAfterThirtyDaysAndKeepsNoDataThatWasRemoved() {
    String removed = gone("ashes", ", \"deletionPolicy\": \"DELETE\"");
    String kept = gone("embers", "");
    tenant.owner().post("/v1/clusters/" + removed + ":restore", "").mustBe(404);

    clock.advance(Duration.ofDays(30));

    assertThat(bin()).isEmpty();
    tenant.owner().post("/v1/clusters/" + kept + ":restore", "").mustBe(404);
  }

  @Test
  void nameTakenMeanwhileIsToldOnRestoring() {
    String id = gone("twin", "");
    tenant.newCluster("twin").mustBe(202);

    assertThat(tenant.owner().post("/v1/clusters/" + id + ":restore", "").mustBe(409).text("code"))
        .isEqualTo("NAME_TAKEN");
  }

  @Test
  void deletedProjectComesBackWithItsClustersInTheBin() {
    String cluster = gone("inside", "");
    tenant.owner().delete("/v1/projects/" + tenant.project()).mustBe(204);
    tenant.owner().post("/v1/clusters/" + cluster + ":restore", "").mustBe(404);
    assertThat(bin()).hasSize(2);

    tenant.owner().post("/v1/projects/" + tenant.project() + ":restore", "").mustBe(200);
    tenant.owner().get("/v1/projects/" + tenant.project()).mustBe(200);
    tenant.owner().post("/v1/clusters/" + cluster + ":restore", "").mustBe(202);
    assertThat(tenant.actionsOn(tenant.project()))
        .containsExactly("project.restore", "project.delete", "project.create");

    assertThat(
            tenant
                .owner()
                .post("/v1/projects/" + tenant.project() + ":restore", "")
                .mustBe(409)
                .text("code"))
        .isEqualTo("PROJECT_NOT_DELETED");
  }

  @Test
  void keysOfADeletedProjectEndAndStaySo() {
    String project = "/v1/projects/" + tenant.project();
    var made = tenant.newKey("DATA_VIEWER", "").mustBe(201);
    Api key = new Api(made.text("secret"));
    key.get(project).mustBe(200);

    tenant.owner().delete(project).mustBe(204);
    key.get("/v1/me").mustBe(401);
    tenant.owner().post(project + ":restore", "").mustBe(200);

    key.get("/v1/me").mustBe(401);
    JsonNode told = tenant.owner().get("/v1/api-keys/" + made.id()).mustBe(200).json();
    assertThat(told.path("revokedAt").isTextual()).isTrue();
    tenant.withKey("DATA_VIEWER").get(project).mustBe(200);
  }

  @Test
  void operationOfWhichNothingComesFailsAndSaysWhy() {
    var made = tenant.newCluster("stuck").mustBe(202);
    clock.advance(Duration.ofMinutes(29));
    stuck.sweep();
    assertThat(operation(made).path("state").asText()).isEqualTo("PENDING");

    clock.advance(Duration.ofMinutes(2));
    stuck.sweep();

    assertThat(operation(made).path("state").asText()).isEqualTo("FAILED");
    assertThat(operation(made).path("error").asText())
        .contains("30 minutes")
        .contains("local has not been heard of");
    agent.report("", "");
    var given = tenant.owner().get("/v1/clusters/" + made.id()).mustBe(200);
    assertThat(given.text("state")).isEqualTo("ABNORMAL");
    assertThat(given.text("stateReason")).startsWith("CREATE_CLUSTER timed out");

    agent.sees(made.id(), 1, "Ready");
    assertThat(tenant.owner().get("/v1/clusters/" + made.id()).text("state")).isEqualTo("RUNNING");
  }

  @Test
  void planLimitsWhatThereIs() throws SQLException {
    Superuser.run(
        "UPDATE organizations SET plan = 'free' WHERE org_id = '" + tenant.organization() + "'");
    String id = running("only", "");

    assertThat(tenant.newCluster("second").mustBe(409).text("code")).isEqualTo("QUOTA_EXCEEDED");
    var larger = tenant.owner().patch("/v1/clusters/" + id, "{\"units\": 3}").mustBe(409);
    assertThat(larger.text("detail")).contains("Plan free allows 2 UNITS");
    tenant.owner().patch("/v1/clusters/" + id, "{\"units\": 2}").mustBe(202);
    var project =
        tenant
            .owner()
            .post(
                "/v1/projects",
                "{\"organizationId\": \"%s\", \"name\": \"second\"}"
                    .formatted(tenant.organization()));
    assertThat(project.mustBe(409).text("code")).isEqualTo("QUOTA_EXCEEDED");
    JsonNode usage =
        tenant
            .owner()
            .get("/v1/organizations/" + tenant.organization() + "/quotas")
            .mustBe(200)
            .json();
    assertThat(usage.path("plan").asText()).isEqualTo("free");
    assertThat(usage.path("items"))
        .extracting(
            item ->
                item.path("quota").asText()
                    + " "
                    + item.path("used").asLong()
                    + "/"
                    + item.path("limit").asLong())
        .containsExactly(
            "PROJECTS 1/1",
            "CLUSTERS 1/1",
            "UNITS 2/2",
            "API_KEYS 1/10",
            "MEMBERS 1/5",
            "SERVICE_ACCOUNTS 0/2",
            "PROJECT_ROLES 0/2");
  }

  private String running(String name, String more) {
    String id = tenant.newCluster(name, more).mustBe(202).id();
    agent.sees(id, 1, "Ready");
    return id;
  }

  private String gone(String name, String more) {
    String id = running(name, more);
    tenant.owner().delete("/v1/clusters/" + id).mustBe(202);
    agent.seesGone(id, 2);
    tenant.owner().get("/v1/clusters/" + id).mustBe(404);
    return id;
  }

  private List<JsonNode> bin() {
    return tenant
        .owner()
        .get("/v1/recycle-bin?organizationId=" + tenant.organization())
        .mustBe(200)
        .items();
  }

  private JsonNode operation(Api.Answer cluster) {
    return tenant.operation(cluster).json();
  }
}
