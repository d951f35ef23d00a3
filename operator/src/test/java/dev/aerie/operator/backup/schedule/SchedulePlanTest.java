package dev.aerie.operator.backup.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.crds.BackupPhase;
import dev.aerie.crds.Retention;
import dev.aerie.crds.VectorBackup;
import dev.aerie.crds.VectorBackupScheduleSpec;
import dev.aerie.crds.VectorBackupSpec;
import dev.aerie.crds.VectorBackupStatus;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SchedulePlanTest {

  private static final Instant THREE = Instant.parse("2026-03-04T03:00:00Z");
  private static final Instant DAY_BEFORE = Instant.parse("2026-03-03T03:00:00Z");

  @Test
  void makesOneWhenItIsDue() {
    SchedulePlan plan = plan(spec(false, 7, ""), DAY_BEFORE, List.of(), THREE.plusSeconds(1));

    assertThat(plan.due()).contains(THREE);
    assertThat(plan.reason()).isEqualTo("Made");
    assertThat(plan.next()).contains(Instant.parse("2026-03-05T03:00:00Z"));
  }

  @Test
  void waitsUntilItIs() {
    SchedulePlan plan = plan(spec(false, 7, ""), THREE, List.of(), THREE.plusSeconds(3600));

    assertThat(plan.due()).isEmpty();
    assertThat(plan.handled()).isEqualTo(THREE);
    assertThat(plan.reason()).isEqualTo("Waiting");
  }

  @Test
  void makesOneForAllThatWereMissed() {
    Instant weekBefore = THREE.minusSeconds(7 * 86_400);

    SchedulePlan plan = plan(spec(false, 7, ""), weekBefore, List.of(), THREE.plusSeconds(60));

    assertThat(plan.due()).contains(THREE);
    assertThat(plan.reason()).isEqualTo("CaughtUp");
    assertThat(plan.explanation()).startsWith("6 times were missed");
  }

  @Test
  void doesNotCatchUpWithWhatItWasSuspendedFor() {
    SchedulePlan plan = plan(spec(true, 7, ""), DAY_BEFORE, List.of(), THREE.plusSeconds(1));

    assertThat(plan.due()).isEmpty();
    assertThat(plan.handled()).isEqualTo(THREE);
    assertThat(plan.next()).isEmpty();
  }

  @Test
  void leavesATimeOutWhileThePreviousIsNotFinished() {
    List<VectorBackup> made = List.of(backup("a", BackupPhase.RUNNING, DAY_BEFORE));

    SchedulePlan plan = plan(spec(false, 7, ""), DAY_BEFORE, made, THREE.plusSeconds(1));

    assertThat(plan.due()).isEmpty();
    assertThat(plan.handled()).isEqualTo(THREE);
    assertThat(plan.explanation()).contains("a is not finished");
  }

  @Test
  void keepsTheNewestByCount() {
    List<VectorBackup> made =
        List.of(
            backup("old", BackupPhase.READY, THREE.minusSeconds(300)),
            backup("failed", BackupPhase.FAILED, THREE.minusSeconds(250)),
            backup("older", BackupPhase.READY, THREE.minusSeconds(400)),
            backup("new", BackupPhase.READY, THREE.minusSeconds(200)));

    assertThat(plan(spec(false, 2, ""), THREE, made, THREE).delete()).containsExactly("older");
    assertThat(plan(spec(false, 0, ""), THREE, made, THREE).delete()).isEmpty();
  }

  @Test
  void keepsTheNewestRestorableHoweverOldItIs() {
    List<VectorBackup> made =
        List.of(
            backup("good", BackupPhase.READY, THREE.minusSeconds(90_000)),
            backup("older", BackupPhase.READY, THREE.minusSeconds(99_000)),
            backup("failed", BackupPhase.FAILED, THREE.minusSeconds(80_000)));

    assertThat(plan(spec(false, 7, "2h"), THREE, made, THREE).delete())
        .containsExactlyInAnyOrder("older", "failed");
  }

  @Test
  void meansTheScheduleInItsTimeZone() {
    VectorBackupScheduleSpec berlin =
        new VectorBackupScheduleSpec(
            "0 3 * * *", "Europe/Berlin", false, null, new VectorBackupSpec("c", null, false));

    assertThat(SchedulePlan.of(berlin, DAY_BEFORE, List.of(), THREE).due())
        .contains(Instant.parse("2026-03-04T02:00:00Z"));
  }

  private static SchedulePlan plan(
      VectorBackupScheduleSpec spec, Instant handled, List<VectorBackup> made, Instant now) {
    return SchedulePlan.of(spec, handled, made, now);
  }

  private static VectorBackupScheduleSpec spec(boolean suspend, int count, String age) {
    return new VectorBackupScheduleSpec(
        "0 3 * * *",
        "UTC",
        suspend,
        new Retention(count, age),
        new VectorBackupSpec("cluster", null, false));
  }

  private static VectorBackup backup(String name, BackupPhase phase, Instant at) {
    VectorBackup backup = new VectorBackup();
    backup.setMetadata(
        new ObjectMetaBuilder().withName(name).withCreationTimestamp(at.toString()).build());
    backup.setStatus(new VectorBackupStatus(phase, "", "", 0, 0L, 0L, null, List.of()));
    return backup;
  }
}
