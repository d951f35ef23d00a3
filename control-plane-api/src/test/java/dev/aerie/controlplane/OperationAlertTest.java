package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.controlplane.support.AlertPreparation;
import dev.aerie.controlplane.support.Superuser;
import dev.aerie.controlplane.support.Surroundings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Operations, backups and trials of backups that failed are told until one goes well. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class OperationAlertTest extends AlertPreparation {

  @Test
  void failedOperationIsToldUntilOneSucceeds() throws SQLException, IOException {
    rule("\"kind\": \"OPERATION_FAILED\"");
    String cluster = tenant.newCluster("stuck").mustBe(202).id();
    fail(cluster, "CREATE_CLUSTER");
    turn();
    assertThat(summaries().getFirst()).contains("CREATE_CLUSTER of cluster stuck failed: no room");

    agent.sees(cluster, 1, "Ready");
    tenant.owner().patch("/v1/clusters/" + cluster, "{\"units\": 2}").mustBe(202);
    turn();
    assertThat(types()).as("it is under way").containsExactly("alert.began");
    agent.sees(cluster, 2, "Ready");
    turn();
    assertThat(types()).containsExactly("alert.began", "alert.ended");
  }

  @Test
  void failedBackupIsToldAndOtherFailuresAreNot() throws SQLException, IOException {
    rule("\"kind\": \"BACKUP_FAILED\"");
    String cluster = tenant.newCluster("kept").mustBe(202).id();
    agent.understands("backups");
    fail(cluster, "CREATE_CLUSTER");
    turn();
    assertThat(receiver.requests()).isEmpty();

    String asked = backup(cluster);
    agent.seesBackup(cluster, asked.replace('_', '-'), "Failed", ", \"reason\": \"BackupFailed\"");
    turn();
    assertThat(summaries().getFirst()).contains("of cluster kept failed: It could not be made.");

    agent.seesBackup(cluster, backup(cluster).replace('_', '-'), "Ready", "");
    turn();
    assertThat(types()).containsExactly("alert.began", "alert.ended");
  }

  @Test
  void failedBackupOfAScheduleIsToldAndSoIsAFailedTrial() throws IOException {
    rule("\"kind\": \"BACKUP_FAILED\"");
    String cluster = tenant.newCluster("kept").mustBe(202).id();
    agent.understands("backups");
    String old = backup(cluster);
    agent.seesBackup(cluster, old.replace('_', '-'), "Ready", "");

    agent.seesBackup(cluster, "nightly-1", "Failed", ", \"reason\": \"BackupFailed\"");
    tenant.owner().delete("/v1/clusters/" + cluster + "/backups/" + old).mustBe(202);
    agent.seesBackupGone(cluster, old.replace('_', '-'));
    turn();
    assertThat(types()).as("the removal that went well changes nothing").hasSize(1);
    assertThat(summaries().getFirst()).contains("Backup nightly-1 of cluster kept failed");

    clock.advance(Duration.ofDays(1));
    agent.seesBackup(cluster, "nightly-2", "Ready", "");
    turn();
    agent.seesBackup(cluster, "nightly-2", "Ready", ", \"verified\": false");
    turn();
    assertThat(types()).containsExactly("alert.began", "alert.ended", "alert.began");
    assertThat(summaries().getLast()).contains("nightly-2", "the restore that was tried");
  }

  @Test
  void backupThatIsYetToBeTriedEndsNoAlertOfAFailedTrial() throws IOException {
    rule("\"kind\": \"BACKUP_FAILED\"");
    String cluster = tenant.newCluster("kept").mustBe(202).id();
    agent.understands("backups");
    String schedule =
        tenant
            .owner()
            .post(
                "/v1/clusters/" + cluster + "/backup-schedules",
                "{\"name\": \"nightly\", \"schedule\": \"0 3 * * *\", \"verify\": true}")
            .mustBe(201)
            .id()
            .replace('_', '-');
    String made = ", \"schedule\": \"" + schedule + "\"";
    agent.seesBackup(cluster, "nightly-1", "Ready", made + ", \"verified\": false");
    turn();

    clock.advance(Duration.ofDays(1));
    agent.seesBackup(cluster, "nightly-2", "Ready", made);
    turn();
    assertThat(types()).containsExactly("alert.began");
    agent.seesBackup(cluster, "nightly-2", "Ready", made + ", \"verified\": true");
    turn();
    assertThat(types()).containsExactly("alert.began", "alert.ended");
  }

  private String backup(String cluster) {
    clock.advance(Duration.ofSeconds(1));
    return tenant.owner().post("/v1/clusters/" + cluster + "/backups", "{}").mustBe(202).id();
  }

  private void fail(String cluster, String kind) throws SQLException {
    Superuser.run(
        "UPDATE operations SET kind = '%s', state = 'FAILED', error = 'no room', finished_at = now() WHERE cluster_id = '%s'"
            .formatted(kind, cluster));
  }
}
