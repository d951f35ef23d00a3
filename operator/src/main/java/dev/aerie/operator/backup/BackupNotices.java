package dev.aerie.operator.backup;

import dev.aerie.crds.BackupPhase;
import dev.aerie.crds.VectorBackupStatus;
import dev.aerie.operator.cluster.event.Notice;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;

/** What two statuses of a backup, one after the other, tell: a pure function. */
final class BackupNotices {

  private BackupNotices() {}

  /** Each condition that has another reason than before. */
  static List<Notice> between(VectorBackupStatus before, VectorBackupStatus after) {
    return after.conditions().stream()
        .filter(
            now ->
                before.conditions().stream()
                    .noneMatch(
                        old ->
                            old.getType().equals(now.getType())
                                && old.getReason().equals(now.getReason())))
        .map(now -> notice(now, after.phase()))
        .toList();
  }

  private static Notice notice(Condition now, BackupPhase phase) {
    boolean trouble = phase == BackupPhase.FAILED || now.getReason().equals("DrillFailed");
    return trouble
        ? Notice.warning(now.getReason(), now.getMessage())
        : Notice.normal(now.getReason(), now.getMessage());
  }
}
