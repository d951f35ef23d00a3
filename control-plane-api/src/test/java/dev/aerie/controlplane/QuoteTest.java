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
import java.math.BigDecimal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class QuoteTest {
  IdentityProvider people;
  private Tenant tenant;
  private FakeAgent agent;

  @BeforeEach
  void prepare() {
    tenant = Tenant.make(people);
    agent = FakeAgent.present();
  }

  @Test
  void aNewClusterIsQuotedAndNotMade() {
    JsonNode quote =
        create("\"units\": 3, \"replicas\": 2", ", \"storageGb\": 100").mustBe(200).json();

    assertThat(quote.path("currency").asText()).isEqualTo("USD");
    assertThat(quote.path("clusterClass").asText()).isEqualTo("standard");
    assertThat(quote.at("/before/monthly").asText()).isEqualTo("0");
    assertThat(quote.at("/after/parts/0/hourly").asText()).isEqualTo("0.6");
    assertThat(quote.at("/after/parts/0/monthly").asText()).isEqualTo("438");
    assertThat(quote.at("/after/parts/0/explanation").asText())
        .contains("3 units of each of 2 replicas");
    assertThat(quote.at("/after/parts/1/monthly").asText()).isEqualTo("2.6");
    assertThat(quote.path("monthly").asText()).isEqualTo("440.6");
    assertThat(quote.path("least").isNull()).isTrue();
    assertThat(tenant.owner().get("/v1/clusters?projectId=" + tenant.project()).items()).isEmpty();
  }

  @Test
  void aLargerClassCostsMore() {
    assertThat(create("\"class\": \"large\"", "").mustBe(200).json().path("hourly").asText())
        .isEqualTo("0.38");
  }

  @Test
  void anAutoscalersLeastAndMostAreTold() {
    agent.understands("cluster-options");
    JsonNode quote =
        create(
                "\"units\": 2, \"autoscaling\": {\"mode\": \"AUTO\", \"units\": {\"min\": 1, \"max\": 8}, \"replicas\": {\"min\": 1, \"max\": 4}}",
                "")
            .mustBe(200)
            .json();

    assertThat(quote.at("/least/hourly").asText()).isEqualTo("0.1");
    assertThat(quote.at("/after/hourly").asText()).isEqualTo("0.2");
    assertThat(quote.at("/most/hourly").asText()).isEqualTo("3.2");
  }

  @Test
  void changesOfAClusterAreQuotedWithWhatTheyAre() {
    String id = tenant.newCluster("quoted", ", \"units\": 2").mustBe(202).id();
    agent.sees(id, 1, "Ready");

    JsonNode larger = act("MODIFY", id, ", \"changes\": {\"units\": 5, \"replicas\": 2}").json();
    assertThat(larger.at("/before/hourly").asText()).isEqualTo("0.2");
    assertThat(larger.at("/after/hourly").asText()).isEqualTo("1");
    assertThat(larger.path("hourly").asText()).isEqualTo("0.8");
    assertThat(larger.path("changes").findValuesAsText("field"))
        .containsExactly("units", "replicas");

    JsonNode suspended = act("SUSPEND", id, ", \"backupGb\": 50").json();
    assertThat(suspended.at("/after/parts").findValuesAsText("item"))
        .containsExactly("BACKUP_GB_MONTH");
    assertThat(new BigDecimal(suspended.path("monthly").asText())).isEqualByComparingTo("-146");
    assertThat(suspended.at("/changes/0/why").asText()).contains("only what is stored");

    assertThat(act("RESUME", id, "").mustBe(409).text("code")).isEqualTo("CLUSTER_STATE");
    tenant.owner().post("/v1/clusters/" + id + ":suspend", "").mustBe(202);
    assertThat(act("RESUME", id, "").mustBe(200).text("hourly")).isEqualTo("0.2");
    assertThat(tenant.owner().get("/v1/clusters/" + id).json().path("generation").asLong())
        .isEqualTo(2);
  }

  @Test
  void backupsThereAreAreCounted() {
    String id = tenant.newCluster("heavy").mustBe(202).id();
    agent.understands("backups");
    agent.seesBackup(id, "kept", "Ready", ", \"bytes\": 2500000000");

    JsonNode quote = act("MODIFY", id, ", \"changes\": {\"units\": 2}").mustBe(200).json();

    assertThat(quote.at("/after/parts/1/quantity").asText()).isEqualTo("2.5");
    assertThat(quote.at("/after/parts/1/monthly").asText()).isEqualTo("0.065");
  }

  @Test
  void aDeletedClusterIsQuotedAsItWouldComeBack() {
    String id = tenant.newCluster("phoenix", ", \"units\": 4").mustBe(202).id();
    assertThat(act("RESTORE", id, "").mustBe(404).text("code")).isEqualTo("NOT_FOUND");
    tenant.owner().delete("/v1/clusters/" + id).mustBe(202);
    agent.seesGone(id, 2);

    assertThat(act("RESTORE", id, "").mustBe(200).text("hourly")).isEqualTo("0.4");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                                              | action
          {"action": "DESTROY"}                                           | action
          {"action": "CREATE"}                                            | create
          {"action": "SUSPEND"}                                           | clusterId
          {"action": "SUSPEND", "clusterId": "x", "changes": {}}          | changes
          {"action": "MODIFY", "clusterId": "x"}                          | changes
          {"action": "SUSPEND", "clusterId": "x", "storageGb": -1}        | storageGb
          {"action": "SUSPEND", "clusterId": "x", "storageGb": 0.0001}    | storageGb
          {"action": "SUSPEND", "clusterId": "x", "backupGb": 1e9}        | backupGb
          """)
  void aWrongRequestIsRefusedByItsField(String body, String field) {
    JsonNode refusal = tenant.owner().post("/v1/quotes", body).mustBe(400).json();

    assertThat(refusal.at("/fields/0/field").asText()).isEqualTo(field);
  }

  @Test
  void whatWouldBeRefusedIsRefused() {
    assertThat(create("\"units\": 33", "").mustBe(400).json().at("/fields/0/field").asText())
        .isEqualTo("units");
    assertThat(create("\"engine\": \"milvus\"", "").mustBe(409).text("code"))
        .isEqualTo("NOT_SUPPORTED_BY_REGION");
    String theirs = Tenant.make(people).newCluster("theirs").mustBe(202).id();
    act("SUSPEND", theirs, "").mustBe(404);
    tenant.withKey("DATA_VIEWER").post("/v1/quotes", createBody("", "")).mustBe(200);
  }

  @Test
  void whatThereIsNoRoomForIsRefused() {
    String id = tenant.newCluster("phoenix", ", \"units\": 4").mustBe(202).id();
    agent.sees(id, 1, "Ready");
    limit(1, 4);
    assertThat(create("", "").mustBe(409).text("code")).isEqualTo("QUOTA_EXCEEDED");
    assertThat(act("MODIFY", id, ", \"changes\": {\"units\": 5}").mustBe(409).text("code"))
        .isEqualTo("QUOTA_EXCEEDED");
    act("MODIFY", id, ", \"changes\": {\"units\": 3}").mustBe(200);

    tenant.owner().delete("/v1/clusters/" + id).mustBe(202);
    agent.seesGone(id, 2);
    limit(1, 3);
    assertThat(act("RESTORE", id, "").mustBe(409).text("code")).isEqualTo("QUOTA_EXCEEDED");
    limit(1, 4);
    act("RESTORE", id, "").mustBe(200);
  }

  @Test
  void aNameThatIsTakenIsRefused() {
    String id = gone("q");
    tenant.newCluster("q").mustBe(202);
    String other = tenant.newCluster("other").mustBe(202).id();

    assertThat(create("", "").mustBe(409).text("code")).isEqualTo("NAME_TAKEN");
    assertThat(act("MODIFY", other, ", \"changes\": {\"name\": \"q\"}").mustBe(409).text("code"))
        .isEqualTo("NAME_TAKEN");
    act("MODIFY", other, ", \"changes\": {\"name\": \"other\"}").mustBe(200);
    assertThat(act("RESTORE", id, "").mustBe(409).text("code")).isEqualTo("NAME_TAKEN");
  }

  private String gone(String name) {
    String id = tenant.newCluster(name).mustBe(202).id();
    tenant.owner().delete("/v1/clusters/" + id).mustBe(202);
    agent.seesGone(id, 2);
    return id;
  }

  private void limit(int clusters, int units) {
    String quotas = "/v1/projects/" + tenant.project() + "/quotas";
    tenant
        .owner()
        .patch(quotas, "{\"limits\": {\"CLUSTERS\": %d, \"UNITS\": %d}}".formatted(clusters, units))
        .mustBe(200);
  }

  @Test
  void connectionTellsHowProgramsConnect() {
    String id = tenant.newCluster("reached").mustBe(202).id();
    String path = "/v1/clusters/" + id + "/connection";
    assertThat(tenant.owner().get(path).mustBe(200).json().path("snippets")).isEmpty();

    agent.sees(id, 1, "Ready");

    JsonNode connection = tenant.owner().get(path).mustBe(200).json();
    assertThat(connection.path("endpoint").asText()).isEqualTo("http://127.0.0.1:30001");
    assertThat(connection.path("tls").asBoolean()).isFalse();
    assertThat(connection.path("snippets").findValuesAsText("name"))
        .containsExactly("pymilvus", "langchain", "java", "curl");
    assertThat(connection.path("snippets").findValuesAsText("code"))
        .allSatisfy(code -> assertThat(code).contains("http://127.0.0.1:30001", "AERIE_TOKEN"));
    Tenant.make(people).owner().get(path).mustBe(404);
  }

  private Api.Answer create(String fields, String more) {
    return tenant.owner().post("/v1/quotes", createBody(fields, more));
  }

  private String createBody(String fields, String more) {
    return "{\"action\": \"CREATE\", \"create\": {\"projectId\": \"%s\", \"name\": \"q\", \"region\": \"local\"%s}%s}"
        .formatted(tenant.project(), fields.isEmpty() ? "" : ", " + fields, more);
  }

  private Api.Answer act(String action, String cluster, String more) {
    return tenant
        .owner()
        .post(
            "/v1/quotes",
            "{\"action\": \"%s\", \"clusterId\": \"%s\"%s}".formatted(action, cluster, more));
  }
}
