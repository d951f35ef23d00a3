package dev.aerie.operator.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.crds.Bootstrap;
import dev.aerie.crds.Retention;
import dev.aerie.crds.VectorBackup;
import dev.aerie.crds.VectorBackupSchedule;
import dev.aerie.crds.VectorBackupScheduleSpec;
import dev.aerie.crds.VectorRestore;
import dev.aerie.crds.VectorRestoreSpec;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Backups, their schedules and restores, carried out and told of. */
class AgentBackupsTest extends AgentTest {

  private static final String NIGHTLY =
      """
      {"name": "bsc-1", "schedule": "0 3 * * *", "timeZone": "Europe/Berlin", "suspend": false, "keepCount": 14,
       "keepAge": "720h", "verify": false}""";

  @Test
  void carriesBackupsAndTellsHowTheyAre() {
    controlPlane.want(
        backedUp(1, "{\"name\": \"bak-1\", \"verify\": false, \"wish\": \"MAKE\"}", NIGHTLY));
    await()
        .atMost(DEADLINE)
        .until(() -> last("backups", "bak-1").path("phase").asText(), "Ready"::equals);

    JsonNode made = last("backups", "bak-1");
    assertThat(made.path("clusterId").asText()).isEqualTo("cls_saved");
    assertThat(made.path("timestamp").asText()).isEqualTo("2026-03-04T05:06:07Z");
    assertThat(made.path("rows").asLong()).isEqualTo(10);
    assertThat(made.path("bytes").asLong()).isEqualTo(99);
    await()
        .atMost(DEADLINE)
        .until(() -> last("backupSchedules", "bsc-1").path("reason").asText(), "Waiting"::equals);
    VectorBackupScheduleSpec schedule = schedule("bsc-1").orElseThrow().getSpec();
    assertThat(schedule.timeZone()).isEqualTo("Europe/Berlin");
    assertThat(schedule.retention()).isEqualTo(new Retention(14, "720h"));
    assertThat(schedule.template().clusterRef()).isEqualTo("cls-saved");

    controlPlane.want(
        backedUp(
            1,
            "{\"name\": \"bak-1\", \"wish\": \"REMOVE\"}, {\"name\": \"bak-lost\", \"wish\": \"KEEP\"}",
            ""));
    await().atMost(DEADLINE).until(() -> last("backups", "bak-1").path("gone").asBoolean());
    await().atMost(DEADLINE).until(() -> last("backups", "bak-lost").path("gone").asBoolean());
    await().atMost(DEADLINE).until(() -> schedule("bsc-1").isEmpty());
    assertThat(client.resources(VectorBackup.class).inNamespace(NAMESPACE).withName("bak-1").get())
        .isNull();

    controlPlane.want(document("cls_saved", 2, true, ""));
    await().atMost(DEADLINE).until(() -> isGone("cls_saved"));
  }

  @Test
  void aDocumentThatKnowsNothingOfBackupsEndsNone() {
    controlPlane.want(backedUp(1, "", NIGHTLY));
    await().atMost(DEADLINE).until(() -> schedule("bsc-1").isPresent());

    controlPlane.want(document("cls_saved", 2, false, KEY));
    await().atMost(DEADLINE).until(() -> phases("cls_saved", 2).contains("Ready"));

    assertThat(schedule("bsc-1")).isPresent();
    controlPlane.want(document("cls_saved", 3, true, ""));
    await().atMost(DEADLINE).until(() -> isGone("cls_saved"));
    assertThat(schedule("bsc-1")).isEmpty();
  }

  @Test
  void carriesRestoresAndTellsHowTheyAre() {
    controlPlane.want(restored("{\"name\": \"bak-2\", \"verify\": false, \"wish\": \"MAKE\"}", ""));
    await()
        .atMost(DEADLINE)
        .until(() -> last("backups", "bak-2").path("phase").asText(), "Ready"::equals);
    String long51 = "rst-" + "x".repeat(47);
    controlPlane.want(
        restored(
            "{\"name\": \"bak-2\", \"wish\": \"KEEP\"}",
            """
            {"name": "rst-1", "backup": "bak-2", "collections": [{"name": "things", "newName": "again_under_this"}]},
            {"name": "%s", "backup": "bak-2"}"""
                .formatted(long51)));
    await()
        .atMost(DEADLINE)
        .until(() -> last("restores", "rst-1").path("phase").asText(), "Restored"::equals);

    JsonNode done = last("restores", "rst-1");
    assertThat(done.path("clusterId").asText()).isEqualTo("cls_again");
    assertThat(done.path("reason").asText()).isEqualTo("Restored");
    assertThat(done.path("timestamp").asText()).isEqualTo("2026-03-04T05:06:07Z");
    assertThat(done.path("collections").asInt()).isEqualTo(1);
    assertThat(done.path("rows").asLong()).isEqualTo(7);
    assertThat(restore("rst-1").orElseThrow().getSpec())
        .isEqualTo(
            new VectorRestoreSpec(
                "bak-2",
                List.of(new Bootstrap.TakenCollection("default", "things", "again_under_this"))));
    assertThat(features()).contains("restores");
    await()
        .atMost(DEADLINE)
        .until(() -> last("restores", long51).path("reason").asText(), "ApplyRefused"::equals);
    assertThat(controlPlane.reports().toString()).doesNotContain("again_under_this");

    controlPlane.want(document("cls_again", 2, false, KEY));
    await().atMost(DEADLINE).until(() -> phases("cls_again", 2).contains("Ready"));
    assertThat(restore("rst-1")).isPresent();
    controlPlane.want(restored("{\"name\": \"bak-2\", \"wish\": \"REMOVE\"}", ""));
    await().atMost(DEADLINE).until(() -> last("restores", "rst-1").path("gone").asBoolean());
    assertThat(restore("rst-1")).isEmpty();
    await().atMost(DEADLINE).until(() -> last("backups", "bak-2").path("gone").asBoolean());
    controlPlane.want(document("cls_again", 3, true, ""));
    await().atMost(DEADLINE).until(() -> isGone("cls_again"));
  }

  @Test
  void aClusterThatEndsTakesNothingBack() {
    controlPlane.want(
        listing(
            document("cls_ending", 1, false, KEY),
            "\"restores\": [{\"name\": \"rst-2\", \"backup\": \"bak-none\"}]"));
    await()
        .atMost(DEADLINE)
        .until(() -> last("restores", "rst-2").path("reason").asText(), "BackupMissing"::equals);
    assertThat(last("restores", "rst-2").path("phase").asText()).isEqualTo("Pending");

    controlPlane.want(document("cls_ending", 2, true, ""));

    await().atMost(DEADLINE).until(() -> isGone("cls_ending"));
    assertThat(restore("rst-2")).isEmpty();
  }

  private static String restored(String backups, String restores) {
    return listing(
        document("cls_again", 1, false, KEY),
        "\"backups\": [%s], \"restores\": [%s]".formatted(backups, restores));
  }

  private static String backedUp(long generation, String backups, String schedules) {
    return listing(
        document("cls_saved", generation, false, KEY),
        "\"backups\": [%s], \"backupSchedules\": [%s]".formatted(backups, schedules));
  }

  private Optional<VectorRestore> restore(String name) {
    return Optional.ofNullable(
        client.resources(VectorRestore.class).inNamespace(NAMESPACE).withName(name).get());
  }

  private Optional<VectorBackupSchedule> schedule(String name) {
    return Optional.ofNullable(
        client.resources(VectorBackupSchedule.class).inNamespace(NAMESPACE).withName(name).get());
  }
}
