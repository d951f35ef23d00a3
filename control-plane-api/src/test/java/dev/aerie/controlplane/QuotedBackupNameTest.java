package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

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

/** A quote is refused to who may only read the cluster without a word of its backups. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class QuotedBackupNameTest {
  private static final String NAME = "before-the-merger";

  IdentityProvider people;
  private Tenant tenant;
  private Api reader;
  private String cluster;
  private String backup;

  @BeforeEach
  void prepare() {
    tenant = Tenant.make(people);
    FakeAgent.present().understands("backups");
    cluster = tenant.newCluster("quoted", ", \"deletionPolicy\": \"DELETE\"").mustBe(202).id();
    backup =
        tenant
            .owner()
            .post(
                "/v1/clusters/" + cluster + "/backups",
                "{\"name\": \"%s\", \"deletionProtection\": true}".formatted(NAME))
            .mustBe(202)
            .id();
    String role = tenant.newRole("looker", "CLUSTER_READ", "NONE").mustBe(201).id();
    reader = tenant.withKey(role);
    reader.get("/v1/clusters/" + cluster + "/backups").mustBe(403);
  }

  @Test
  void aDeletionIsRefusedForSomeBackup() {
    String deletion = "{\"action\": \"DELETE\", \"clusterId\": \"%s\"}".formatted(cluster);

    refused(deletion, "DELETION_PROTECTED");
  }

  @Test
  void aClusterFromABackupIsRefusedForWhatItWasAskedFor() {
    String restored =
        """
        {"action": "CREATE", "create": {"projectId": "%s", "name": "restored", "region": "local",
         "bootstrap": {"fromBackup": {"backupId": "%s"}}}}
        """
            .formatted(tenant.project(), backup);

    refused(restored, "BACKUP_NOT_READY");
  }

  @Test
  void aNameThatIsTakenIsNotFoundOut() {
    String again =
        "{\"action\": \"BACKUP\", \"clusterId\": \"%s\", \"backup\": {\"name\": \"%s\"}}"
            .formatted(cluster, NAME);

    reader.post("/v1/quotes", again).mustBe(200);

    String maker = tenant.newRole("maker", "CLUSTER_READ,BACKUP_WRITE", "NONE").mustBe(201).id();
    for (Api told : List.of(tenant.owner(), tenant.withKey(maker))) {
      assertThat(told.post("/v1/quotes", again).mustBe(409).text("code")).isEqualTo("NAME_TAKEN");
    }
  }

  private void refused(String quote, String code) {
    Api.Answer named = tenant.owner().post("/v1/quotes", quote).mustBe(409);
    assertThat(named.text("code")).isEqualTo(code);
    assertThat(named.text("detail")).contains(NAME);

    Api.Answer nameless = reader.post("/v1/quotes", quote).mustBe(409);
    assertThat(nameless.text("code")).isEqualTo(code);
    assertThat(nameless.text()).doesNotContain(NAME);
  }
}
