package dev.aerie.operator.backup;

import dev.aerie.crds.BackupPhase;
import dev.aerie.crds.VectorBackup;
import dev.aerie.crds.VectorBackupStatus;
import dev.aerie.crds.Verification;
import dev.aerie.operator.cluster.status.DatedConditions;
import dev.aerie.operator.cluster.status.Problem;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Statuses of backups with their conditions. Immutable. */
final class BackupStatuses {

  private static final Problem MADE = new Problem("Made", "It can be restored.");

  private final DatedConditions conditions;

  BackupStatuses(Clock clock) {
    this.conditions = new DatedConditions(clock);
  }

  /** It is not made yet, or cannot be. */
  VectorBackupStatus unmade(VectorBackup backup, BackupPhase phase, Problem why) {
    VectorBackupStatus before = backup.lastStatus();
    return before.with(phase, List.of(ready(backup, false, why)));
  }

  /** It is made, and whether it was tried is what its status says. */
  VectorBackupStatus made(VectorBackup backup, VectorBackupStatus status) {
    boolean waits = backup.getSpec().verify() && status.drill().isEmpty();
    List<Condition> said = new ArrayList<>();
    said.add(ready(backup, true, MADE));
    verified(backup, status).ifPresent(said::add);
    return status.with(waits ? BackupPhase.VERIFYING : BackupPhase.READY, said);
  }

  /** It cannot be made yet, or is made and cannot be tried yet. */
  VectorBackupStatus waiting(VectorBackup backup, Problem why) {
    VectorBackupStatus before = backup.lastStatus();
    return before.location().isEmpty()
        ? unmade(backup, BackupPhase.PENDING, why)
        : before.with(
            BackupPhase.VERIFYING,
            List.of(ready(backup, true, MADE), condition(backup, "Verified", false, why)));
  }

  private Condition ready(VectorBackup backup, boolean holds, Problem said) {
    return condition(backup, "Ready", holds, said);
  }

  private Optional<Condition> verified(VectorBackup backup, VectorBackupStatus status) {
    if (status.drill().isEmpty()) {
      return backup.getSpec().verify()
          ? Optional.of(
              condition(
                  backup, "Verified", false, new Problem("DrillRunning", "A restore is tried.")))
          : Optional.empty();
    }
    Verification drill = status.drill().get();
    boolean passed = Boolean.TRUE.equals(drill.passed());
    String said =
        passed
            ? "%d rows of %d collections restored alike."
                .formatted(drill.rows(), drill.collections())
            : String.join(" ", drill.differences());
    return Optional.of(
        condition(
            backup, "Verified", passed, new Problem(passed ? "DrillPassed" : "DrillFailed", said)));
  }

  private Condition condition(VectorBackup backup, String type, boolean holds, Problem said) {
    return conditions.condition(
        type, holds, said, backup.getMetadata().getGeneration(), backup.lastStatus().conditions());
  }
}
