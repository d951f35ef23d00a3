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
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Quotes of deletion, backup, restart and upgrade: nothing is changed, and refused is the same. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class QuotedActionTest {
  IdentityProvider people;
  private Tenant tenant;
  private FakeAgent agent;
  private String cluster;
  private String path;

  @BeforeEach
  void prepare() {
    tenant = Tenant.make(people);
    agent = FakeAgent.present();
    cluster = tenant.newCluster("quoted", ", \"units\": 2").mustBe(202).id();
    path = "/v1/clusters/" + cluster;
    agent.sees(cluster, 1, "Ready");
    agent.offers("0.1.0", "0.2.0");
    agent.understands("backups", "restart");
    agent.seesBackup(cluster, "old", "Ready", made("2026-03-04T05:06:07Z", "1000000000"));
  }

  @Test
  void whatIsKeptOfADeletedClusterGoesOnCosting() {
    JsonNode quote = quote("DELETE", ", \"storageGb\": 10").mustBe(200).json();

    assertThat(quote.at("/before/parts").findValuesAsText("item"))
        .containsExactly("UNIT_HOUR", "STORAGE_GB_MONTH", "BACKUP_GB_MONTH");
    assertThat(quote.at("/after/parts").findValuesAsText("item"))
        .containsExactly("STORAGE_GB_MONTH", "BACKUP_GB_MONTH");
    assertThat(new BigDecimal(quote.path("monthly").asText())).isEqualByComparingTo("-146");
    assertThat(quote.at("/changes/0/field").asText()).isEqualTo("state");
    assertThat(quote.at("/changes/0/to").asText()).isEqualTo("DELETING");
    assertThat(notes(quote)).contains("30 days", "no more backups");
    assertThat(tenant.owner().get(path).text("state")).isEqualTo("RUNNING");
    assertThat(tenant.actionsOn(cluster)).containsExactly("cluster.create");
  }

  @Test
  void nothingIsLeftOfWhatIsDeletedWithItsData() {
    tenant.owner().patch(path, "{\"deletionPolicy\": \"DELETE\"}").mustBe(202);

    JsonNode quote = quote("DELETE", ", \"storageGb\": 10").mustBe(200).json();

    assertThat(quote.at("/before/parts")).hasSize(3);
    assertThat(quote.at("/after/parts")).isEmpty();
    assertThat(quote.at("/after/monthly").asText()).isEqualTo("0");
    assertThat(notes(quote)).contains("go with it");
  }

  @Test
  void whatGoesAlreadyIsQuotedAsItIs() {
    tenant.owner().delete(path).mustBe(202);

    JsonNode quote = quote("DELETE", "").mustBe(200).json();

    assertThat(quote.path("monthly").asText()).isEqualTo("0");
    assertThat(quote.at("/after/parts").findValuesAsText("item"))
        .containsExactly("BACKUP_GB_MONTH");
    assertThat(quote.path("changes")).isEmpty();
  }

  @Test
  void protectedOnesRefuseTheQuoteAsTheDeletion() {
    tenant.owner().patch(path, "{\"deletionProtection\": true}").mustBe(202);
    refusedAlike(quote("DELETE", ""), tenant.owner().delete(path), "DELETION_PROTECTED");

    String backups = path + "/backups";
    String backup = tenant.owner().get(backups).items().getFirst().path("id").asText();
    tenant.owner().patch(backups + "/" + backup, "{\"deletionProtection\": true}").mustBe(200);
    tenant
        .owner()
        .patch(path, "{\"deletionProtection\": false, \"deletionPolicy\": \"DELETE\"}")
        .mustBe(202);
    refusedAlike(quote("DELETE", ""), tenant.owner().delete(path), "DELETION_PROTECTED");
  }

  @Test
  void aBackupIsExpectedToBeAsLargeAsTheNewestOrTheData() {
    agent.seesBackup(cluster, "new", "Ready", made("2026-03-05T05:06:07Z", "3000000000"));
    agent.seesBackup(cluster, "older", "Ready", made("2026-03-03T05:06:07Z", "500000000"));

    JsonNode likeTheNewest = quote("BACKUP", "").mustBe(200).json();
    assertThat(likeTheNewest.at("/before/parts/1/quantity").asText()).isEqualTo("4.5");
    assertThat(likeTheNewest.at("/after/parts/1/quantity").asText()).isEqualTo("7.5");
    assertThat(likeTheNewest.path("monthly").asText()).isEqualTo("0.078");
    assertThat(notes(likeTheNewest)).contains("as large as the newest backup");

    JsonNode likeTheData = quote("BACKUP", ", \"storageGb\": 10").mustBe(200).json();
    assertThat(likeTheData.at("/after/parts/2/quantity").asText()).isEqualTo("14.5");
    assertThat(likeTheData.path("monthly").asText()).isEqualTo("0.26");

    JsonNode said = quote("BACKUP", ", \"backupGb\": 5").mustBe(200).json();
    assertThat(said.at("/after/parts/1/quantity").asText()).isEqualTo("5");
    assertThat(tenant.owner().get(path + "/backups").items()).hasSize(3);
  }

  @Test
  void aBackupOfUnknownSizeIsNotCounted() {
    agent.seesBackupGone(cluster, "old");

    JsonNode quote = quote("BACKUP", ", \"backup\": {\"verify\": true}").mustBe(200).json();

    assertThat(quote.path("monthly").asText()).isEqualTo("0");
    assertThat(notes(quote)).contains("No backup of it has been made yet", "is tried");
  }

  @Test
  void whatCannotBeBackedUpIsRefusedAsByTheBackup() {
    tenant.owner().post(path + "/backups", "{\"name\": \"taken\"}").mustBe(202);
    backupRefusedAlike("{\"name\": \"taken\"}", "NAME_TAKEN");
    backupRefusedAlike("{\"name\": \"Not a name\"}", "INVALID_REQUEST");

    agent.understands();
    backupRefusedAlike("{}", "NOT_SUPPORTED_BY_REGION");
    tenant.owner().delete(path).mustBe(202);
    backupRefusedAlike("{}", "CLUSTER_STATE");

    agent.understands("backups", "engine-milvus");
    cluster = tenant.newCluster("other", ", \"engine\": \"milvus\"").mustBe(202).id();
    path = "/v1/clusters/" + cluster;
    backupRefusedAlike("{}", "NOT_SUPPORTED_BY_ENGINE");
  }

  @Test
  void aRestartCostsNothingMore() {
    JsonNode quote = quote("RESTART", "").mustBe(200).json();

    assertThat(quote.path("hourly").asText()).isEqualTo("0");
    assertThat(quote.path("changes")).isEmpty();
    assertThat(notes(quote)).contains("one after the other", "does not answer until");
    assertThat(tenant.owner().get(path).json().path("generation").asLong()).isEqualTo(1);
  }

  @Test
  void whatCannotRestartIsRefusedAsByTheRestart() {
    agent.understands();
    refusedAlike(
        quote("RESTART", ""),
        tenant.owner().post(path + ":restart", ""),
        "NOT_SUPPORTED_BY_REGION");
    tenant.owner().post(path + ":suspend", "").mustBe(202);
    refusedAlike(quote("RESTART", ""), tenant.owner().post(path + ":restart", ""), "CLUSTER_STATE");
  }

  @Test
  void anUpgradeCostsNothingMoreAndTellsTheVersions() {
    JsonNode quote = upgrade("0.2.0").mustBe(200).json();

    assertThat(quote.path("hourly").asText()).isEqualTo("0");
    assertThat(quote.at("/changes/0/field").asText()).isEqualTo("version");
    assertThat(quote.at("/changes/0/from").asText()).isEqualTo("0.1.0");
    assertThat(quote.at("/changes/0/to").asText()).isEqualTo("0.2.0");
    assertThat(notes(quote)).contains("start with the version");
    assertThat(tenant.owner().get(path).json().path("targetVersion").isTextual()).isFalse();

    tenant.owner().post(path + ":suspend", "").mustBe(202);
    assertThat(notes(upgrade("0.2.0").mustBe(200).json())).contains("when it is resumed");
  }

  @Test
  void whatCannotBeUpgradedIsRefusedAsByTheUpgrade() {
    upgradeRefusedAlike("{\"version\": \"9.9.9\"}", "UNKNOWN_VERSION");
    upgradeRefusedAlike("{}", "INVALID_REQUEST");
    agent.offers();
    upgradeRefusedAlike("{\"version\": \"0.2.0\"}", "NOT_SUPPORTED_BY_REGION");
    tenant.owner().delete(path).mustBe(202);
    upgradeRefusedAlike("{\"version\": \"0.2.0\"}", "CLUSTER_STATE");
  }

  @ParameterizedTest
  @CsvSource({"DELETE", "BACKUP", "RESTART"})
  void othersClustersAreNotThere(String action) {
    cluster = Tenant.make(people).newCluster("theirs").mustBe(202).id();

    quote(action, "").mustBe(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"action": "DELETE"}                                                       | clusterId
          {"action": "DELETE", "clusterId": "x", "backup": {}}                       | backup
          {"action": "UPGRADE", "clusterId": "x"}                                    | upgrade
          {"action": "RESTART", "clusterId": "x", "upgrade": {"version": "0.2.0"}}   | upgrade
          """)
  void aWrongRequestIsRefusedByItsField(String body, String field) {
    JsonNode refusal = tenant.owner().post("/v1/quotes", body).mustBe(400).json();

    assertThat(refusal.at("/fields/0/field").asText()).isEqualTo(field);
  }

  private void backupRefusedAlike(String body, String code) {
    refusedAlike(
        quote("BACKUP", ", \"backup\": " + body),
        tenant.owner().post(path + "/backups", body),
        code);
  }

  private void upgradeRefusedAlike(String body, String code) {
    refusedAlike(
        quote("UPGRADE", ", \"upgrade\": " + body),
        tenant.owner().post(path + ":upgrade", body),
        code);
  }

  private static void refusedAlike(Api.Answer quoted, Api.Answer asked, String code) {
    assertThat(asked.text("code")).isEqualTo(code);
    assertThat(quoted.status()).isEqualTo(asked.status());
    assertThat(quoted.text("code")).isEqualTo(code);
    assertThat(quoted.text("detail")).isEqualTo(asked.text("detail"));
    assertThat(quoted.json().path("fields")).isEqualTo(asked.json().path("fields"));
  }

  private Api.Answer upgrade(String version) {
    return quote("UPGRADE", ", \"upgrade\": {\"version\": \"%s\"}".formatted(version));
  }

  private Api.Answer quote(String action, String more) {
    return tenant
        .owner()
        .post(
            "/v1/quotes",
            "{\"action\": \"%s\", \"clusterId\": \"%s\"%s}".formatted(action, cluster, more));
  }

  private static String notes(JsonNode quote) {
    return String.join(
        " ",
        StreamSupport.stream(quote.path("notes").spliterator(), false)
            .map(JsonNode::asText)
            .toList());
  }

  private static String made(String at, String bytes) {
    return ", \"timestamp\": \"%s\", \"bytes\": %s".formatted(at, bytes);
  }
}
