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
import org.junit.jupiter.params.provider.ValueSource;

/** What quotes and restores tell of backups to who may not read them: nothing. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class UnreadBackupTest {
  private static final String NAME = "before-the-merger";

  IdentityProvider people;
  private Tenant tenant;
  private FakeAgent agent;
  private Api reader;
  private String cluster;
  private String backup;

  @BeforeEach
  void prepare() {
    tenant = Tenant.make(people);
    agent = FakeAgent.present();
    cluster = newCluster("quoted");
    backup =
        tenant
            .owner()
            .post(
                "/v1/clusters/" + cluster + "/backups",
                "{\"name\": \"%s\", \"deletionProtection\": true}".formatted(NAME))
            .mustBe(202)
            .id();
    reader = tenant.withKey(newRole("looker", "CLUSTER_READ"));
    reader.get("/v1/clusters/" + cluster + "/backups").mustBe(403);
  }

  @Test
  void aDeletionIsRefusedForSomeBackup() {
    String deletion = "{\"action\": \"DELETE\", \"clusterId\": \"%s\"}".formatted(cluster);
    assertThat(named(tenant.owner().post("/v1/quotes", deletion))).isEqualTo("DELETION_PROTECTED");

    Api.Answer nameless = reader.post("/v1/quotes", deletion).mustBe(409);

    assertThat(nameless.text("code")).isEqualTo("DELETION_PROTECTED");
    assertThat(nameless.text()).doesNotContain(NAME);
  }

  @Test
  void aClusterFromABackupIsNothingForThem() {
    Api maker = tenant.withKey(newRole("maker-of-clusters", "CLUSTER_READ,CLUSTER_WRITE"));
    assertThat(named(tenant.owner().post("/v1/quotes", quoted(restored(backup, "local")))))
        .isEqualTo("BACKUP_NOT_READY");

    for (String state : List.of("Running", "Ready")) {
      agent.seesBackup(cluster, backup.replace('_', '-'), state, "");
      refusedWhatever(id -> reader.post("/v1/quotes", quoted(restored(id, "local"))));
      refusedWhatever(id -> maker.post("/v1/clusters", restored(id, "local")));
    }
    tenant.owner().post("/v1/clusters", restored(backup, "local")).mustBe(202);
  }

  @Test
  void aClusterElsewhereThanItsBackupIsNothingForThem() {
    var made = tenant.newRegion("ours").mustBe(201).json();
    String elsewhere = made.at("/region/name").asText();
    FakeAgent.enrolled(made.at("/enrolment/token").asText(), "key-of-" + elsewhere)
        .understands("backups");
    tenant.owner().post("/v1/quotes", quoted(restored(backup, elsewhere))).mustBe(400);

    refusedWhatever(id -> reader.post("/v1/quotes", quoted(restored(id, elsewhere))));
  }

  @Test
  void aRestoreIsNothingForThem() {
    Api restorer = tenant.withKey(newRole("restorer", "CLUSTER_READ,CLUSTER_WRITE"));
    assertThat(named(restore(tenant.owner(), backup))).isEqualTo("BACKUP_NOT_READY");
    refusedWhatever(id -> restore(restorer, id));

    agent.seesBackup(cluster, backup.replace('_', '-'), "Ready", "");
    refusedWhatever(id -> restore(restorer, id));
    Api both = tenant.withKey(newRole("both", "CLUSTER_READ,CLUSTER_WRITE,BACKUP_READ"));
    restore(both, backup).mustBe(202);
  }

  @Test
  void aNameThatIsTakenIsNotFoundOut() {
    String again =
        "{\"action\": \"BACKUP\", \"clusterId\": \"%s\", \"backup\": {\"name\": \"%s\"}}"
            .formatted(cluster, NAME);

    reader.post("/v1/quotes", again).mustBe(200);

    Api maker = tenant.withKey(newRole("maker", "CLUSTER_READ,BACKUP_WRITE"));
    for (Api told : List.of(tenant.owner(), maker)) {
      assertThat(told.post("/v1/quotes", again).mustBe(409).text("code")).isEqualTo("NAME_TAKEN");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"BACKUP", "RESTART", "SUSPEND"})
  void sizesAreNotFoundOut(String action) {
    String without = newCluster("without");
    agent.seesBackup(
        cluster,
        backup.replace('_', '-'),
        "Ready",
        ", \"timestamp\": \"2026-03-04T05:06:07Z\", \"bytes\": 7000000000");
    assertThat(quote(tenant.owner(), action, cluster).at("/after/parts").toString())
        .contains("BACKUP_GB_MONTH");

    JsonNode told = quote(reader, action, cluster);

    for (String amounts : List.of("before", "after", "monthly", "hourly", "notes")) {
      assertThat(told.path(amounts))
          .as(amounts)
          .isEqualTo(quote(reader, action, without).path(amounts));
    }
    assertThat(told.path("notes").toString()).contains("your role does not read them");
  }

  private String newCluster(String name) {
    String made = tenant.newCluster(name, ", \"deletionPolicy\": \"DELETE\"").mustBe(202).id();
    agent.sees(made, 1, "Ready");
    agent.understands("backups", "restores", "restart");
    return made;
  }

  private String newRole(String name, String permissions) {
    return tenant.newRole(name, permissions, "NONE").mustBe(201).id();
  }

  private String restored(String id, String region) {
    return """
        {"projectId": "%s", "name": "restored", "region": "%s",
         "bootstrap": {"fromBackup": {"backupId": "%s"}}}
        """
        .formatted(tenant.project(), region, id);
  }

  private static String quoted(String cluster) {
    return "{\"action\": \"CREATE\", \"create\": %s}".formatted(cluster);
  }

  private Api.Answer restore(Api whose, String id) {
    return whose.post("/v1/clusters/" + cluster + "/backups/" + id + ":restore", "{}");
  }

  private static JsonNode quote(Api whose, String action, String of) {
    return whose
        .post("/v1/quotes", "{\"action\": \"%s\", \"clusterId\": \"%s\"}".formatted(action, of))
        .mustBe(200)
        .json();
  }

  /** The code of a refusal that names the backup. */
  private static String named(Api.Answer refused) {
    assertThat(refused.mustBe(409).text("detail")).contains(NAME);
    return refused.text("code");
  }

  private interface Asking {
    Api.Answer about(String backup);
  }

  /** The same of a backup that is there and of one that is not. */
  private void refusedWhatever(Asking asking) {
    String unknown = backup.substring(0, backup.length() - 10) + "0000000000";
    for (String id : List.of(backup, unknown)) {
      Api.Answer refused = asking.about(id).mustBe(403);
      assertThat(refused.text("detail"))
          .isEqualTo(
              "This needs the permission BACKUP_READ, which your role does not have. Ask an owner of the organization.");
    }
  }
}
