package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.controlplane.cluster.StuckOperations;
import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.FakeAgent;
import dev.aerie.controlplane.support.IdentityProvider;
import dev.aerie.controlplane.support.MovableClock;
import dev.aerie.controlplane.support.Surroundings;
import dev.aerie.controlplane.support.Tenant;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Collections of a backup come back into the cluster it is of. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class RestoreLifeTest {
  private static final String RENAMED =
      "{\"collections\": [{\"name\": \"orders\", \"newName\": \"orders_before\"}]}";
  private static final String DONE =
      ", \"reason\": \"Restored\", \"timestamp\": \"2026-03-04T05:06:07Z\", \"collections\": 1, \"rows\": 1500";

  IdentityProvider people;
  @Inject MovableClock clock;
  @Inject StuckOperations stuck;
  private Tenant tenant;
  private FakeAgent agent;
  private String cluster;
  private String backup;

  @BeforeEach
  void prepare() {
    tenant = Tenant.make(people);
    agent = FakeAgent.present();
    agent.understands("backups", "restores");
    cluster = tenant.newCluster("kept").mustBe(202).id();
    backup = backedUp(cluster);
  }

  @Test
  void collectionsComeBackAndTheRegionIsDone() {
    var asked = restore(RENAMED).mustBe(202);
    String place = restores(cluster) + "/" + asked.id();
    assertThat(asked.header("Location")).isEqualTo(place);
    assertThat(asked.text("state")).isEqualTo("PENDING");
    JsonNode wish = agent.document(cluster).at("/restores/0");
    assertThat(wish.path("name").asText()).isEqualTo(resource(asked.id()));
    assertThat(wish.path("backup").asText()).isEqualTo(resource(backup));
    assertThat(wish.at("/collections/0/name").asText()).isEqualTo("orders");
    assertThat(wish.at("/collections/0/newName").asText()).isEqualTo("orders_before");

    agent.seesBackup(cluster, resource(backup), "Ready", "");
    agent.sees(cluster, 1, "Ready");
    agent.understands("backups", "restores");
    assertThat(tenant.operation(asked).text("state")).isEqualTo("PENDING");
    agent.seesRestore(cluster, resource(asked.id()), "Running", "");
    assertThat(tenant.operation(asked).text("state")).isEqualTo("RUNNING");
    agent.seesRestore(cluster, resource(asked.id()), "Restored", DONE);

    var done = tenant.owner().get(place).mustBe(200);
    assertThat(done.text("state")).isEqualTo("RESTORED");
    assertThat(done.text("takenAt")).isEqualTo("2026-03-04T05:06:07Z");
    assertThat(done.json().path("restoredCollections").asInt()).isEqualTo(1);
    assertThat(done.json().path("rows").asLong()).isEqualTo(1500);
    assertThat(done.json().path("finishedAt").isTextual()).isTrue();
    assertThat(done.json().at("/collections/0/newName").asText()).isEqualTo("orders_before");
    assertThat(tenant.operation(asked).text("kind")).isEqualTo("RESTORE_BACKUP");
    assertThat(tenant.operation(asked).text("backupId")).isEqualTo(backup);
    assertThat(tenant.operation(asked).text("state")).isEqualTo("SUCCEEDED");
    assertThat(agent.document(cluster).path("restores")).isEmpty();
    assertThat(agent.document(cluster).at("/backups/0/wish").asText()).isEqualTo("KEEP");
    assertThat(tenant.owner().get(restores(cluster)).mustBe(200).items())
        .extracting(one -> one.path("id").asText())
        .containsExactly(asked.id());
    assertThat(tenant.actionsOn(asked.id())).containsExactly("backup.restore");
  }

  @Test
  void withoutCollectionsAllComeBack() {
    restore("{}").mustBe(202);

    assertThat(agent.document(cluster).at("/restores/0/collections")).isEmpty();
    assertThat(agent.document(cluster).at("/restores/0").has("collections")).isTrue();
  }

  @Test
  void aSuspendedClusterGetsThemToo() {
    tenant.owner().post("/v1/clusters/" + cluster + ":suspend", "").mustBe(202);
    agent.sees(cluster, 2, "Suspended");
    agent.understands("backups", "restores");

    restore(RENAMED).mustBe(202);

    JsonNode document = agent.document(cluster);
    assertThat(document.at("/spec/suspend").asBoolean()).isTrue();
    assertThat(document.path("restores")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          NameTaken         | under another newName
          CollectionMissing | has no such collection
          DatabaseMissing   | Make it, and restore again
          RestoreFailed     | Nothing was restored
          ApplyRefused      | Kubernetes refused it
          """)
  void whatTheRegionCouldNotDoSaysWhyAndAnotherCanBeAskedFor(String reason, String said) {
    var asked = restore(RENAMED).mustBe(202);

    agent.seesRestore(
        cluster, resource(asked.id()), "Failed", ", \"reason\": \"%s\"".formatted(reason));

    assertThat(tenant.operation(asked).text("state")).isEqualTo("FAILED");
    assertThat(tenant.operation(asked).text("error")).contains(said);
    assertThat(found(asked).text("state")).isEqualTo("FAILED");
    assertThat(found(asked).text("stateReason")).contains(said);
    assertThat(agent.document(cluster).path("restores")).isEmpty();
    agent.seesRestore(cluster, resource(asked.id()), "Restored", DONE);
    assertThat(found(asked).text("state")).isEqualTo("FAILED");
    restore(RENAMED).mustBe(202);
  }

  @Test
  void oneOfWhichNothingComesIsGivenUpAndTakenBackFromTheRegion() {
    String busy = tenant.newCluster("busy").mustBe(202).id();
    String other = backedUp(busy);
    agent.sees(cluster, 1, "Ready");
    agent.sees(busy, 1, "Ready");
    agent.understands("backups", "restores");
    var waiting = restore(RENAMED).mustBe(202);
    var running = restore(busy, other, RENAMED).mustBe(202);
    agent.seesRestore(
        cluster, resource(waiting.id()), "Pending", ", \"reason\": \"BackupMissing\"");
    agent.seesRestore(busy, resource(running.id()), "Running", ", \"reason\": \"Running\"");
    assertThat(found(waiting).text("stateReason")).contains("has not found the backup");

    clock.advance(Duration.ofMinutes(31));
    stuck.sweep();

    assertThat(tenant.operation(waiting).text("state")).isEqualTo("FAILED");
    assertThat(tenant.operation(waiting).text("error"))
        .contains("Nothing came of it in 30 minutes");
    assertThat(found(waiting).text("state")).isEqualTo("FAILED");
    assertThat(found(waiting).text("stateReason"))
        .contains("has not found the backup", "RESTORE_BACKUP timed out");
    assertThat(agent.document(cluster).path("restores")).isEmpty();
    assertThat(tenant.operation(running).text("state")).isEqualTo("RUNNING");
    assertThat(agent.document(busy).path("restores")).hasSize(1);
    assertThat(tenant.owner().get("/v1/clusters/" + cluster).text("state")).isEqualTo("RUNNING");
  }

  @Test
  void oneThatSomebodyRemovesInTheRegionAsksForALook() {
    var asked = restore(RENAMED).mustBe(202);

    agent.seesRestore(cluster, resource(asked.id()), "Running", ", \"gone\": true");

    assertThat(found(asked).text("stateReason")).contains("Look whether the collections are there");
    assertThat(tenant.operation(asked).text("state")).isEqualTo("FAILED");
  }

  @Test
  void itEndsWithItsCluster() {
    var asked = restore(RENAMED).mustBe(202);
    tenant.owner().delete("/v1/clusters/" + cluster).mustBe(202);
    assertThat(restore(RENAMED).mustBe(409).text("code")).isEqualTo("CLUSTER_STATE");

    agent.seesGone(cluster, 2);

    assertThat(tenant.operation(asked).text("error")).isEqualTo("The cluster was deleted first.");
    tenant.owner().get(restores(cluster) + "/" + asked.id()).mustBe(404);
  }

  @Test
  void oneIsUnderWayAtATimeAndARepeatedRequestIsOne() {
    String path = "/v1/clusters/%s/backups/%s:restore".formatted(cluster, backup);
    String first = tenant.owner().post(path, RENAMED, "Idempotency-Key", "r1").mustBe(202).id();

    assertThat(tenant.owner().post(path, RENAMED, "Idempotency-Key", "r1").mustBe(202).id())
        .isEqualTo(first);
    assertThat(restore(RENAMED).mustBe(409).text("detail")).contains(first, "Wait for operation");
    assertThat(tenant.owner().get(restores(cluster)).mustBe(200).items()).hasSize(1);
  }

  @Test
  void whatIsNotReadyOrNotThereIsRefused() {
    Tenant stranger = Tenant.make(people);
    String elsewhere = tenant.newCluster("elsewhere").mustBe(202).id();
    String unmade =
        tenant.owner().post("/v1/clusters/" + cluster + "/backups", "{}").mustBe(202).id();

    assertThat(restore(cluster, unmade, "{}").mustBe(409).text("code"))
        .isEqualTo("BACKUP_NOT_READY");
    restore(elsewhere, backup, "{}").mustBe(404);
    restore(cluster, "bak_00000000000000000000000000", "{}").mustBe(404);
    stranger
        .owner()
        .post("/v1/clusters/%s/backups/%s:restore".formatted(cluster, backup), "{}")
        .mustBe(404);
    var asked = restore("{}").mustBe(202);
    stranger.owner().get(restores(cluster)).mustBe(404);
    stranger.owner().get(restores(cluster) + "/" + asked.id()).mustBe(404);
    tenant.owner().get(restores(elsewhere) + "/" + asked.id()).mustBe(404);
  }

  @Test
  void whoMayNotChangeTheClusterMayLookOnly() {
    assertThat(
            tenant
                .withKey("DATA_ADMIN")
                .post("/v1/clusters/%s/backups/%s:restore".formatted(cluster, backup), "{}")
                .mustBe(403)
                .text("code"))
        .isEqualTo("FORBIDDEN");
    tenant.withKey("DATA_ADMIN").get(restores(cluster)).mustBe(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"name\": \" \"}",
        "null",
        "{\"name\": \"a\", \"newName\": \"c\"}, {\"name\": \"b\", \"newName\": \"c\"}",
        "{\"name\": \"a\", \"newName\": \"b\"}, {\"database\": \"default\", \"name\": \"b\"}"
      })
  void wrongCollectionsAreRefusedByTheirField(String collections) {
    var refused = restore("{\"collections\": [%s]}".formatted(collections)).mustBe(400);

    assertThat(refused.json().at("/fields/0/field").asText()).isEqualTo("collections");
    assertThat(tenant.owner().get(restores(cluster)).mustBe(200).items()).isEmpty();
  }

  @Test
  void aRegionThatDoesNotKnowHowRefusesAndIsToldNothing() {
    restore("{}").mustBe(202);
    agent.understands("backups");

    assertThat(restore("{}").mustBe(409).text("code")).isEqualTo("NOT_SUPPORTED_BY_REGION");
    assertThat(agent.document(cluster).has("backups")).isTrue();
    assertThat(agent.document(cluster).has("restores")).isFalse();
  }

  private String backedUp(String of) {
    String id = tenant.owner().post("/v1/clusters/" + of + "/backups", "{}").mustBe(202).id();
    agent.seesBackup(of, resource(id), "Ready", "");
    return id;
  }

  private Api.Answer restore(String body) {
    return restore(cluster, backup, body);
  }

  private Api.Answer restore(String of, String from, String body) {
    return tenant.owner().post("/v1/clusters/%s/backups/%s:restore".formatted(of, from), body);
  }

  private Api.Answer found(Api.Answer asked) {
    return tenant.owner().get(restores(asked.text("clusterId")) + "/" + asked.id()).mustBe(200);
  }

  private static String restores(String of) {
    return "/v1/clusters/" + of + "/restores";
  }

  private static String resource(String id) {
    return id.replace('_', '-');
  }
}
