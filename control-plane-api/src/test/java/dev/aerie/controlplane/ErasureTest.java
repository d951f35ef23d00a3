package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.controlplane.database.Database;
import dev.aerie.controlplane.database.Scope;
import dev.aerie.controlplane.support.ErasurePreparation;
import dev.aerie.controlplane.support.Superuser;
import dev.aerie.controlplane.support.Surroundings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of clusters that nobody has brought back from the recycle bin. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class ErasureTest extends ErasurePreparation {
  @Inject Database database;

  @Test
  void itsRegionIsToldAfterThirtyDaysAndUntilItIsDone() throws SQLException {
    String id = gone(agent, "local", "forgotten");
    clock.advance(KEPT.minusMinutes(1));
    erasures.run();
    assertThat(agent.erasure(id)).isEmpty();
    assertThat(tombstones(agent)).contains(id);

    clock.advance(Duration.ofMinutes(2));
    long before = agent.desired(0, 0).path("revision").asLong();
    erasures.run();
    erasures.run();

    assertThat(agent.desired(before, 0).path("erasures"))
        .extracting(document -> document.path("clusterId").asText())
        .contains(id);
    JsonNode told = agent.erasure(id).orElseThrow();
    assertThat(told.at("/spec/deletionPolicy").asText()).isEqualTo("DELETE");
    assertThat(told.at("/spec/suspend").asBoolean()).isTrue();
    assertThat(told.path("keys")).isEmpty();
    assertThat(tombstones(agent)).doesNotContain(id);
    tenant.owner().post("/v1/clusters/" + id + ":restore", "").mustBe(404);

    agent.cannotErase(id, "PurgeFailed: a branch reads from there");
    agent.cannotErase(id, "PurgeFailed: a branch reads from there");
    assertThat(agent.erasure(id)).isPresent();
    assertThat(tenant.actionsOn(id)).filteredOn("cluster.erase-failed"::equals).hasSize(1);
    assertThat(first("name FROM clusters WHERE id = '%s'", id)).isEqualTo("forgotten");

    agent.seesErased(id);
    agent.seesErased(id);
    assertThat(agent.erasure(id)).isEmpty();
    assertThat(tombstones(agent)).contains(id);
    assertThat(tenant.actionsOn(id)).filteredOn("cluster.erase"::equals).hasSize(1);
    assertThat(auditedObjects(id)).isEqualTo("ERASED");
  }

  @Test
  void whatItsTenantWroteGoesWithIt() throws SQLException {
    String id =
        tenant.newCluster("telling", ", \"labels\": {\"team\": \"search\"}").mustBe(202).id();
    String other = tenant.newCluster("stays").mustBe(202).id();
    tell(id);
    tell(other);
    String narrow = tenant.newKey("DATA_VIEWER", narrowed(id, "telling_goods")).mustBe(201).id();
    String both =
        tenant
            .newKey("DATA_VIEWER", narrowed(id + "\", \"" + other, "shared_goods"))
            .mustBe(201)
            .id();
    delete(agent, id);

    eraseAll();
    agent.seesErased(id);

    for (String table :
        List.of(
            "cluster_samples", "cluster_events", "operations", "backup_schedules", "restores")) {
      assertThat(first("count(*) FROM " + table + " WHERE cluster_id = '%s'", id))
          .as(table)
          .isEqualTo("0");
    }
    assertThat(first("count(*) FROM cluster_samples WHERE cluster_id = '%s'", other))
        .isEqualTo("1");
    assertThat(first("name || labels || options FROM clusters WHERE id = '%s'", id))
        .isEqualTo(id + "{}{}");
    assertThat(first("name FROM clusters WHERE id = '%s'", other)).isEqualTo("stays");
    assertThat(first("revoked_at IS NOT NULL FROM api_keys WHERE id = '%s'", narrow))
        .isEqualTo("t");
    assertThat(first("scopes FROM api_keys WHERE id = '%s'", narrow)).isEqualTo("[]");
    assertThat(first("revoked_at IS NULL FROM api_keys WHERE id = '%s'", both)).isEqualTo("t");
    assertThat(first("scopes FROM api_keys WHERE id = '%s'", both)).contains("shared_goods");
  }

  @Test
  void aClusterThatWasBroughtBackIsNotErased() throws SQLException {
    String id = gone(agent, "local", "wanted");
    clock.advance(KEPT.minusDays(1));
    tenant.owner().post("/v1/clusters/" + id + ":restore", "").mustBe(202);
    clock.advance(KEPT);

    erasures.run();
    agent.seesErased(id);

    assertThat(agent.erasure(id)).isEmpty();
    assertThat(agent.document(id).path("deleted").asBoolean()).isFalse();
    assertThat(tenant.owner().get("/v1/clusters/" + id).mustBe(200).text("name"))
        .isEqualTo("wanted");
    assertThat(erasedByHand(id)).isFalse();
    assertThatThrownBy(
            () -> Superuser.run("UPDATE clusters SET erasing_at = now() WHERE id = '" + id + "'"))
        .hasMessageContaining("clusters_erased_when_gone");
  }

  /** Replicas' clocks differ: one may bring back what another one has begun to erase. */
  @Test
  void aClusterThatIsBeingErasedIsNotBroughtBack() throws SQLException {
    String id = gone(agent, "local", "late");
    eraseAll();
    Superuser.run(
        "UPDATE clusters SET gone_at = '%s' WHERE id = '%s'".formatted(clock.instant(), id));

    tenant.owner().post("/v1/clusters/" + id + ":restore", "").mustBe(404);
    assertThat(erasedByHand(gone(agent, "local", "unasked"))).isFalse();
  }

  /** Those that had gone before there was erasure. */
  @Test
  void aClusterIsKeptUntilATimeThatWasPromised() throws SQLException {
    String id = gone(agent, "local", "promised");
    Superuser.run(
        "UPDATE clusters SET kept_until = '%s' WHERE id = '%s'"
            .formatted(clock.instant().plus(KEPT.multipliedBy(2)), id));
    eraseAll();
    assertThat(agent.erasure(id)).isEmpty();

    eraseAll();
    assertThat(agent.erasure(id)).isPresent();
  }

  @Test
  void aBackupIsKeptForAsLongAsItsScheduleSays() throws SQLException {
    String id = tenant.newCluster("archived").mustBe(202).id();
    agent.sees(id, 1, "Ready");
    agent.understands("erasure", "backups");
    String schedule =
        tenant
            .owner()
            .post(
                "/v1/clusters/" + id + "/backup-schedules",
                "{\"name\": \"kept\", \"schedule\": \"0 3 * * *\", \"retention\": {\"age\": \"960h30m\"}}")
            .mustBe(201)
            .id();
    agent.seesBackup(
        id,
        "bsc-1-x",
        "Ready",
        ", \"schedule\": \"%s\", \"timestamp\": \"%s\""
            .formatted(schedule.replace('_', '-'), clock.instant()));
    String backup = first("id FROM backups WHERE cluster_id = '%s'", id);
    delete(agent, id);
    clock.advance(Duration.ofHours(960));
    erasures.run();
    assertThat(agent.erasure(id)).isEmpty();

    String heir =
        tenant
            .newCluster(
                "heir",
                ", \"bootstrap\": {\"fromBackup\": {\"backupId\": \"%s\"}}".formatted(backup))
            .mustBe(202)
            .id();
    clock.advance(Duration.ofHours(1));
    erasures.run();
    assertThat(agent.erasure(id)).as("while a cluster begins with the backup").isEmpty();

    agent.sees(heir, 1, "Ready");
    agent.understands("erasure", "backups");
    erasures.run();
    assertThat(agent.erasure(id)).isPresent();
    agent.seesErased(id);
    assertThat(agent.document(heir).at("/spec/bootstrap/fromBackup").asText()).isEqualTo("bsc-1-x");
    assertThat(first("gone_at IS NOT NULL FROM backups WHERE cluster_id = '%s'", id))
        .isEqualTo("t");
  }

  private void tell(String id) {
    agent
        .tells(
            """
            "metrics": [{"clusterId": "%1$s", "at": "2026-01-10T00:00:00Z", "figures": {"rows": 1}}],
            "events": [{"id": "e", "clusterId": "%1$s", "at": "2026-01-10T00:00:00Z", "type": "NORMAL", "reason": "Ready", "note": ""}]
            """
                .formatted(id))
        .mustBe(200);
  }

  private static String narrowed(String clusters, String collection) {
    return ", \"clusterIds\": [\"%s\"], \"scopes\": [{\"database\": \"default\", \"collection\": \"%s\", \"access\": \"READ\"}]"
        .formatted(clusters, collection);
  }

  /** What the application could do itself. */
  private boolean erasedByHand(String id) {
    return database.transaction(
        Scope.organization(tenant.organization()),
        sql ->
            sql.first(
                    "SELECT erase_cluster(?, ?, now()) AS erased",
                    row -> row.flag("erased"),
                    tenant.organization(),
                    id)
                .orElseThrow());
  }
}
