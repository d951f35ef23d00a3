package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.FakeAgent;
import dev.aerie.controlplane.support.IdentityProvider;
import dev.aerie.controlplane.support.Surroundings;
import dev.aerie.controlplane.support.Tenant;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clusters that have a schedule of backups from the beginning. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class BackupPolicyTest {
  private static final String NIGHTLY =
      """
      , "backupPolicy": {"name": "nightly", "schedule": "0 3 * * *", "timeZone": "Europe/Berlin",
      "retention": {"count": 14, "age": "720h"}, "verify": true}""";

  IdentityProvider people;
  private Tenant tenant;
  private FakeAgent agent;

  @BeforeEach
  void prepare() {
    tenant = Tenant.make(people);
    agent = FakeAgent.present();
    agent.understands("backups");
  }

  @Test
  void aClusterIsMadeWithItsSchedule() {
    var made = tenant.newCluster("kept", NIGHTLY).mustBe(202);

    JsonNode schedule = schedules(made.id()).getFirst();
    assertThat(schedules(made.id())).hasSize(1);
    assertThat(schedule.path("name").asText()).isEqualTo("nightly");
    assertThat(schedule.path("timeZone").asText()).isEqualTo("Europe/Berlin");
    assertThat(schedule.at("/retention/count").asInt()).isEqualTo(14);
    assertThat(tenant.actionsOn(schedule.path("id").asText()))
        .containsExactly("backup-schedule.create");
    assertThat(tenant.actionsOn(made.id())).containsExactly("cluster.create");
  }

  @Test
  void itTravelsWithTheClusterThatIsYetToRun() {
    String id = tenant.newCluster("kept", NIGHTLY).mustBe(202).id();

    JsonNode document = agent.document(id);
    JsonNode sent = document.at("/backupSchedules/0");
    assertThat(document.path("generation").asLong()).isEqualTo(1);
    assertThat(sent.path("name").asText())
        .isEqualTo(schedules(id).getFirst().path("id").asText().replace('_', '-'));
    assertThat(sent.path("schedule").asText()).isEqualTo("0 3 * * *");
    assertThat(sent.path("keepCount").asInt()).isEqualTo(14);
    assertThat(sent.path("keepAge").asText()).isEqualTo("720h");
    assertThat(sent.path("verify").asBoolean()).isTrue();
  }

  @Test
  void whatIsLeftOutIsAsInASchedule() {
    String id =
        tenant
            .newCluster(
                "kept", ", \"backupPolicy\": {\"name\": \"weekly\", \"schedule\": \"0 3 * * 0\"}")
            .mustBe(202)
            .id();

    JsonNode schedule = schedules(id).getFirst();
    assertThat(schedule.path("timeZone").asText()).isEqualTo("UTC");
    assertThat(schedule.at("/retention/count").asInt()).isEqualTo(7);
    assertThat(schedule.path("verify").asBoolean()).isFalse();
    assertThat(schedule.path("suspended").asBoolean()).isFalse();
  }

  @Test
  void aRepeatedRequestMakesOneSchedule() {
    String body = body(NIGHTLY);
    String first = tenant.owner().post("/v1/clusters", body, "Idempotency-Key", "c1").id();

    String again = tenant.owner().post("/v1/clusters", body, "Idempotency-Key", "c1").id();

    assertThat(again).isEqualTo(first);
    assertThat(schedules(first)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "name": "x"                                                         | backupPolicy.schedule        | required
          "schedule": "0 3 * * *"                                             | backupPolicy.name            | required
          "name": "X", "schedule": "0 3 * * *"                                | backupPolicy.name            | a-z
          "name": "x", "schedule": "every night"                              | backupPolicy.schedule        | cron
          "name": "x", "schedule": "0 3 * * *", "timeZone": "Mars/Olympus"    | backupPolicy.timeZone        | Europe/Berlin
          "name": "x", "schedule": "0 3 * * *", "retention": {"count": 1001}  | backupPolicy.retention.count | 0 to 1000
          "name": "x", "schedule": "0 3 * * *", "retention": {"age": "1 day"} | backupPolicy.retention.age   | 1h to 87600h
          """)
  void aWrongOneIsRefusedByItsFieldAndNothingIsMade(String fields, String name, String said) {
    String more = ", \"backupPolicy\": {" + fields + "}";

    for (Api.Answer refused : List.of(tenant.newCluster("kept", more), quoted(more))) {
      JsonNode problem = refused.mustBe(400).json().at("/fields/0");
      assertThat(problem.path("field").asText()).isEqualTo(name);
      assertThat(problem.path("message").asText()).contains(said);
    }
    assertThat(clusters()).isEmpty();
  }

  @Test
  void whatMakesNoBackupsRefusesThem() {
    agent.understands("backups", "engine-milvus");
    assertThat(
            tenant
                .newCluster("other", NIGHTLY + ", \"engine\": \"milvus\"")
                .mustBe(400)
                .json()
                .at("/fields/0/field")
                .asText())
        .isEqualTo("backupPolicy");

    agent.understands();

    assertThat(tenant.newCluster("kept", NIGHTLY).mustBe(409).text("code"))
        .isEqualTo("NOT_SUPPORTED_BY_REGION");
    assertThat(quoted(NIGHTLY).mustBe(409).text("code")).isEqualTo("NOT_SUPPORTED_BY_REGION");
    assertThat(clusters()).isEmpty();
  }

  @Test
  void whoMayNotMakeBackupsMakesNoneThisWay() {
    String role = tenant.newRole("builder", "CLUSTER_READ,CLUSTER_WRITE", "NONE").mustBe(201).id();
    Api builder = tenant.withKey(role);

    assertThat(builder.post("/v1/clusters", body(NIGHTLY)).mustBe(403).text("detail"))
        .contains("BACKUP_WRITE");

    assertThat(clusters()).isEmpty();
    builder.post("/v1/clusters", body("")).mustBe(202);
  }

  private List<JsonNode> schedules(String cluster) {
    return tenant.owner().get("/v1/clusters/" + cluster + "/backup-schedules").mustBe(200).items();
  }

  private List<JsonNode> clusters() {
    return tenant.owner().get("/v1/clusters?projectId=" + tenant.project()).mustBe(200).items();
  }

  private Api.Answer quoted(String more) {
    return tenant
        .owner()
        .post("/v1/quotes", "{\"action\": \"CREATE\", \"create\": %s}".formatted(body(more)));
  }

  private String body(String more) {
    return "{\"projectId\": \"%s\", \"name\": \"kept\", \"region\": \"local\"%s}"
        .formatted(tenant.project(), more);
  }
}
