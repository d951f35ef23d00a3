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

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class BackupLifeTest {
  private static final String MADE =
      """
      , "reason": "Made", "timestamp": "2026-03-04T05:06:07Z", "collections": 2, "rows": 1500, "bytes": 98765,
      "verified": true, "verifiedAt": "2026-03-04T05:08:00Z", "recall": "0.999\"""";

  IdentityProvider people;
  @Inject MovableClock clock;
  @Inject StuckOperations stuck;
  private Tenant tenant;
  private FakeAgent agent;
  private String cluster;
  private String backups;

  @BeforeEach
  void prepare() {
    tenant = Tenant.make(people);
    agent = FakeAgent.present();
    agent.understands("backups");
    cluster = tenant.newCluster("kept").mustBe(202).id();
    backups = "/v1/clusters/" + cluster + "/backups";
  }

  @Test
  void isMadeByTheRegionAndRemoved() {
    var asked =
        tenant.owner().post(backups, "{\"name\": \"nightly\", \"verify\": true}").mustBe(202);
    String resource = resource(asked.id());
    assertThat(asked.text("state")).isEqualTo("PENDING");
    assertThat(asked.header("Location")).isEqualTo(backups + "/" + asked.id());
    assertThat(wish(resource)).isEqualTo("MAKE");
    assertThat(document().at("/backups/0/verify").asBoolean()).isTrue();

    agent.seesBackup(cluster, resource, "Running", "");
    assertThat(tenant.operation(asked).text("state")).isEqualTo("RUNNING");
    agent.seesBackup(cluster, resource, "Ready", MADE);

    var made = tenant.owner().get(backups + "/" + asked.id()).mustBe(200);
    assertThat(made.text("state")).isEqualTo("READY");
    assertThat(made.text("takenAt")).isEqualTo("2026-03-04T05:06:07Z");
    assertThat(made.json().path("rows").asLong()).isEqualTo(1500);
    assertThat(made.json().path("bytes").asLong()).isEqualTo(98_765);
    assertThat(made.json().path("verified").asBoolean()).isTrue();
    assertThat(tenant.operation(asked).text("kind")).isEqualTo("CREATE_BACKUP");
    assertThat(tenant.operation(asked).text("backupId")).isEqualTo(asked.id());
    assertThat(tenant.operation(asked).text("state")).isEqualTo("SUCCEEDED");
    assertThat(wish(resource)).isEqualTo("KEEP");

    var going = tenant.owner().delete(backups + "/" + asked.id()).mustBe(202);
    assertThat(going.text("state")).isEqualTo("DELETING");
    assertThat(wish(resource)).isEqualTo("REMOVE");
    agent.seesBackup(cluster, resource, "Ready", MADE);
    assertThat(tenant.owner().get(backups + "/" + asked.id()).text("state")).isEqualTo("DELETING");
    agent.seesBackupGone(cluster, resource);
    tenant.owner().get(backups + "/" + asked.id()).mustBe(404);
    assertThat(tenant.operation(going).text("state")).isEqualTo("SUCCEEDED");
    assertThat(document().path("backups")).isEmpty();
    assertThat(tenant.actionsOn(asked.id())).contains("backup.create", "backup.delete");
  }

  @Test
  void theClustersOwnOperationsDoNotWaitForIt() {
    var asked = tenant.owner().post(backups, "{}").mustBe(202);
    agent.sees(cluster, 1, "Ready");

    assertThat(tenant.operation(asked).text("state")).isEqualTo("PENDING");
    assertThat(tenant.owner().get("/v1/clusters/" + cluster).text("state")).isEqualTo("RUNNING");
  }

  @Test
  void aFailedOneSaysWhy() {
    var asked = tenant.owner().post(backups, "{}").mustBe(202);

    agent.seesBackup(cluster, resource(asked.id()), "Failed", ", \"reason\": \"BackupFailed\"");

    assertThat(tenant.operation(asked).text("state")).isEqualTo("FAILED");
    assertThat(tenant.operation(asked).text("error")).contains("could not be made");
    var failed = tenant.owner().get(backups + "/" + asked.id()).mustBe(200);
    assertThat(failed.text("state")).isEqualTo("FAILED");
    assertThat(failed.text("stateReason")).contains("make another");
    assertThat(restore("restored", asked.id(), "").mustBe(409).text("code"))
        .isEqualTo("BACKUP_NOT_READY");
  }

  @Test
  void oneOfWhichNothingComesFailsAndItsClusterDoesNot() {
    agent.sees(cluster, 1, "Ready");
    agent.understands("backups");
    var asked = tenant.owner().post(backups, "{}").mustBe(202);
    var queued = tenant.owner().post(backups, "{}").mustBe(202);
    agent.seesBackup(cluster, resource(queued.id()), "Pending", ", \"reason\": \"Queued\"");

    clock.advance(Duration.ofMinutes(31));
    stuck.sweep();

    assertThat(tenant.operation(asked).text("state")).isEqualTo("FAILED");
    assertThat(tenant.owner().get(backups + "/" + asked.id()).text("stateReason"))
        .startsWith("CREATE_BACKUP timed out");
    assertThat(tenant.operation(queued).text("state")).isEqualTo("PENDING");
    assertThat(tenant.owner().get("/v1/clusters/" + cluster).text("state")).isEqualTo("RUNNING");
  }

  @Test
  void aProtectedOneStaysAndSoDoesAClusterThatWouldTakeItAlong() {
    String id = tenant.owner().post(backups, "{\"deletionProtection\": true}").mustBe(202).id();
    assertThat(tenant.owner().delete(backups + "/" + id).mustBe(409).text("code"))
        .isEqualTo("DELETION_PROTECTED");
    tenant.owner().patch("/v1/clusters/" + cluster, "{\"deletionPolicy\": \"DELETE\"}").mustBe(202);
    assertThat(tenant.owner().delete("/v1/clusters/" + cluster).mustBe(409).text("detail"))
        .contains("is protected and would go with it");

    tenant.owner().patch(backups + "/" + id, "{\"deletionProtection\": false}").mustBe(200);

    tenant.owner().delete("/v1/clusters/" + cluster).mustBe(202);
    assertThat(tenant.owner().post(backups, "{}").mustBe(409).text("code"))
        .isEqualTo("CLUSTER_STATE");
    agent.seesGone(cluster, 3);
    tenant.owner().get(backups + "/" + id).mustBe(404);
  }

  @Test
  void aRepeatedRequestMakesOneAndANameIsTakenOnce() {
    String body = "{\"name\": \"once\"}";
    String first = tenant.owner().post(backups, body, "Idempotency-Key", "b1").mustBe(202).id();

    assertThat(tenant.owner().post(backups, body, "Idempotency-Key", "b1").mustBe(202).id())
        .isEqualTo(first);
    assertThat(tenant.owner().post(backups, body).mustBe(409).text("code")).isEqualTo("NAME_TAKEN");
    assertThat(tenant.owner().get(backups).mustBe(200).items()).hasSize(1);
    assertThat(
            tenant
                .owner()
                .send("PATCH", backups + "/" + first, "{\"name\": \"two\"}")
                .mustBe(428)
                .text("code"))
        .isEqualTo("PRECONDITION_REQUIRED");
  }

  @Test
  void aRegionThatMakesNoneRefusesThem() {
    agent.understands();

    assertThat(tenant.owner().post(backups, "{}").mustBe(409).text("code"))
        .isEqualTo("NOT_SUPPORTED_BY_REGION");
    assertThat(document().has("backups")).isFalse();
  }

  @Test
  void aScheduleTravelsAndItsBackupsBecomeKnown() {
    String schedules = "/v1/clusters/" + cluster + "/backup-schedules";
    var made =
        tenant
            .owner()
            .post(
                schedules,
                "{\"name\": \"nightly\", \"schedule\": \"0 3 * * *\", \"timeZone\": \"Europe/Berlin\", \"retention\": {\"count\": 14, \"age\": \"720h\"}, \"verify\": true}")
            .mustBe(201);
    String resource = resource(made.id());
    JsonNode sent = document().at("/backupSchedules/0");
    assertThat(sent.path("name").asText()).isEqualTo(resource);
    assertThat(sent.path("keepCount").asInt()).isEqualTo(14);
    assertThat(sent.path("keepAge").asText()).isEqualTo("720h");

    agent.says(
        "\"backupSchedules\": [{\"clusterId\": \"%s\", \"name\": \"%s\", \"reason\": \"Made\", \"lastScheduled\": \"2026-03-04T03:00:00Z\", \"next\": \"2026-03-05T03:00:00Z\", \"kept\": 1}]"
            .formatted(cluster, resource));
    agent.seesBackup(
        cluster, resource + "-20260304", "Ready", MADE + ", \"schedule\": \"" + resource + "\"");

    var seen = tenant.owner().get(schedules + "/" + made.id()).mustBe(200);
    assertThat(seen.text("nextAt")).isEqualTo("2026-03-05T03:00:00Z");
    assertThat(seen.json().path("kept").asInt()).isEqualTo(1);
    JsonNode found = tenant.owner().get(backups).mustBe(200).items().getFirst();
    assertThat(found.path("scheduleId").asText()).isEqualTo(made.id());
    assertThat(found.path("verify").asBoolean()).isTrue();
    assertThat(found.path("state").asText()).isEqualTo("READY");
    agent.seesBackupGone(cluster, resource + "-20260304");
    agent.seesBackup(cluster, resource + "-20260304", "Ready", MADE);
    assertThat(tenant.owner().get(backups).mustBe(200).items()).isEmpty();

    tenant
        .owner()
        .patch(schedules + "/" + made.id(), "{\"suspended\": true, \"retention\": {\"count\": 3}}")
        .mustBe(200);
    assertThat(document().at("/backupSchedules/0/suspend").asBoolean()).isTrue();
    assertThat(document().at("/backupSchedules/0").has("keepAge")).isFalse();
    tenant.owner().delete(schedules + "/" + made.id()).mustBe(204);
    assertThat(document().path("backupSchedules")).isEmpty();
    tenant.owner().get(schedules + "/" + made.id()).mustBe(404);
    assertThat(tenant.actionsOn(made.id()))
        .contains("backup-schedule.create", "backup-schedule.update", "backup-schedule.delete");
  }

  @Test
  void oneMadeInTheRegionTakesNobodysName() {
    tenant.owner().post(backups, "{\"name\": \"by-hand\"}").mustBe(202);

    agent.seesBackup(cluster, "by-hand", "Ready", MADE);

    assertThat(tenant.owner().get(backups).mustBe(200).items())
        .hasSize(2)
        .extracting(one -> one.path("name").asText())
        .contains("by-hand")
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "name": "x"                                                          | schedule        | required
          "name": "x", "schedule": "every night"                               | schedule        | cron
          "name": "x", "schedule": "0 3 * * *", "timeZone": "Mars/Olympus"     | timeZone        | Europe/Berlin
          "name": "x", "schedule": "0 3 * * *", "retention": {"count": 1001}   | retention.count | 0 to 1000
          "name": "x", "schedule": "0 3 * * *", "retention": {"age": "1 week"} | retention.age   | 1h to 87600h
          """)
  void aWrongScheduleIsRefusedByItsField(String fields, String name, String said) {
    var refused =
        tenant
            .owner()
            .post("/v1/clusters/" + cluster + "/backup-schedules", "{" + fields + "}")
            .mustBe(400);

    assertThat(refused.json().at("/fields/0/field").asText()).isEqualTo(name);
    assertThat(refused.json().at("/fields/0/message").asText()).contains(said);
  }

  @Test
  void aClusterIsMadeFromABackupAMomentOrABranch() {
    String backup = tenant.owner().post(backups, "{}").mustBe(202).id();
    agent.seesBackup(cluster, resource(backup), "Ready", MADE);

    String restored =
        restore(
                "restored",
                backup,
                ", \"collections\": [{\"name\": \"orders\", \"newName\": \"orders_before\"}]")
            .mustBe(202)
            .id();
    JsonNode origin = document(restored).at("/spec/bootstrap");
    assertThat(origin.path("fromBackup").asText()).isEqualTo(resource(backup));
    assertThat(origin.at("/collections/0/newName").asText()).isEqualTo("orders_before");

    var branch =
        from("branch", "\"branchOf\": {\"clusterId\": \"%s\"}".formatted(cluster)).mustBe(202);
    assertThat(branch.json().at("/bootstrap/branchOf/clusterId").asText()).isEqualTo(cluster);
    assertThat(document(branch.id()).at("/spec/bootstrap/branchOf/clusterId").asText())
        .isEqualTo(cluster);
    var moment =
        from(
                "moment",
                "\"pointInTime\": {\"clusterId\": \"%s\", \"at\": \"%s\"}"
                    .formatted(cluster, clock.instant().minusSeconds(60)))
            .mustBe(202);
    assertThat(document(moment.id()).at("/spec/bootstrap/pointInTime/at").asText()).endsWith("Z");

    tenant.owner().delete("/v1/clusters/" + restored).mustBe(202);
    agent.seesGone(restored, 2);
    tenant.owner().post("/v1/clusters/" + restored + ":restore", "").mustBe(202);
    agent.understands("backups");
    assertThat(document(restored).path("spec").has("bootstrap")).isFalse();
  }

  @Test
  void onlyWhatIsThereAndTheCallersOwnIsTaken() {
    Tenant stranger = Tenant.make(people);
    String theirs = stranger.newCluster("theirs").mustBe(202).id();
    String project =
        tenant
            .owner()
            .post(
                "/v1/projects",
                "{\"organizationId\": \"%s\", \"name\": \"other\"}"
                    .formatted(tenant.organization()))
            .mustBe(201)
            .id();
    String elsewhere =
        new Tenant(tenant.organization(), project, tenant.owner(), tenant.person())
            .newCluster("elsewhere")
            .mustBe(202)
            .id();

    from("a", "\"branchOf\": {\"clusterId\": \"%s\"}".formatted(theirs)).mustBe(404);
    restore("b", "bak_00000000000000000000000000", "").mustBe(404);
    assertThat(field(from("c", "\"branchOf\": {\"clusterId\": \"%s\"}".formatted(elsewhere))))
        .isEqualTo("bootstrap.branchOf.clusterId");
    assertThat(field(from("d", ""))).isEqualTo("bootstrap");
    assertThat(field(from("e", "\"pointInTime\": {\"clusterId\": \"%s\"}".formatted(cluster))))
        .isEqualTo("bootstrap.pointInTime.at");
    assertThat(
            field(
                from(
                    "f",
                    "\"branchOf\": {\"clusterId\": \"%s\", \"at\": \"2999-01-01T00:00:00Z\"}"
                        .formatted(cluster))))
        .isEqualTo("bootstrap.branchOf.at");
    assertThat(
            field(
                from(
                    "g",
                    "\"branchOf\": {\"clusterId\": \"%s\"}, \"collections\": [{}]"
                        .formatted(cluster))))
        .isEqualTo("bootstrap.collections");
    tenant.owner().post("/v1/clusters/" + theirs + "/backups", "{}").mustBe(404);
  }

  private static String field(Api.Answer refused) {
    return refused.mustBe(400).json().at("/fields/0/field").asText();
  }

  private Api.Answer restore(String name, String backup, String more) {
    return from(name, "\"fromBackup\": {\"backupId\": \"%s\"}%s".formatted(backup, more));
  }

  private Api.Answer from(String name, String source) {
    return tenant.newCluster(name, ", \"bootstrap\": {%s}".formatted(source));
  }

  private static String resource(String id) {
    return id.replace('_', '-');
  }

  private JsonNode document() {
    return document(cluster);
  }

  private JsonNode document(String id) {
    return agent.document(id);
  }

  private String wish(String resource) {
    return document()
        .path("backups")
        .valueStream()
        .filter(one -> one.path("name").asText().equals(resource))
        .map(one -> one.path("wish").asText())
        .findFirst()
        .orElseThrow();
  }
}
