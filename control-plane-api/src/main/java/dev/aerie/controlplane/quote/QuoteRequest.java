package dev.aerie.controlplane.quote;

import dev.aerie.controlplane.cluster.ClusterChanges;
import dev.aerie.controlplane.cluster.NewCluster;
import dev.aerie.controlplane.cluster.Upgrade;
import dev.aerie.controlplane.cluster.backup.NewBackup;
import dev.aerie.controlplane.problem.Checks;
import dev.aerie.controlplane.problem.RefusedWithout;
import java.math.BigDecimal;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What somebody would do.
 *
 * @param clusterId of what; for every action but {@code CREATE}
 * @param create the body of {@code POST /v1/clusters}; for {@code CREATE}
 * @param changes the body of {@code PATCH /v1/clusters/{id}}; for {@code MODIFY}
 * @param backup the body of {@code POST /v1/clusters/{id}/backups}; for {@code BACKUP}, absent: an
 *     empty one
 * @param upgrade the body of {@code POST /v1/clusters/{id}:upgrade}; for {@code UPGRADE}
 * @param storageGb how much data is expected, in 10⁹ bytes; absent: data is not counted
 * @param backupGb how much of backups is expected in the end; absent: what the cluster has now, and
 *     for {@code BACKUP} a copy as large as storageGb, else as the newest backup
 */
@RefusedWithout("action")
public record QuoteRequest(
    Optional<Action> action,
    Optional<String> clusterId,
    Optional<NewCluster> create,
    Optional<ClusterChanges> changes,
    Optional<NewBackup> backup,
    Optional<Upgrade> upgrade,
    Optional<BigDecimal> storageGb,
    Optional<BigDecimal> backupGb) {
  private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000);
  private static final int DECIMALS = 3;

  /** What can be asked for. */
  @Schema(name = "QuotedAction")
  public enum Action {
    /** A new cluster, from a backup or branch too. */
    CREATE,
    /** Another size or other settings. */
    MODIFY,
    /** Compute stops. */
    SUSPEND,
    /** Compute comes back. */
    RESUME,
    /** A deleted cluster comes back from the recycle bin. */
    RESTORE,
    /** A cluster goes, with its data or to the recycle bin. */
    DELETE,
    /** A copy is made. */
    BACKUP,
    /** Pods start anew. */
    RESTART,
    /** Another version. */
    UPGRADE
  }

  void check() {
    Checks checks = new Checks().present("action", action);
    action.ifPresent(
        wanted -> {
          boolean isNew = wanted == Action.CREATE;
          body(checks, "create", create, wanted, Action.CREATE);
          checks.must(
              clusterId.isPresent() != isNew,
              "clusterId",
              isNew ? "must be absent" : "is required");
          body(checks, "changes", changes, wanted, Action.MODIFY);
          body(checks, "upgrade", upgrade, wanted, Action.UPGRADE);
          checks.must(
              backup.isEmpty() || wanted == Action.BACKUP, "backup", only(false, Action.BACKUP));
        });
    amount(checks, "storageGb", storageGb);
    amount(checks, "backupGb", backupGb);
    checks.end();
  }

  private static void body(
      Checks checks, String field, Optional<?> value, Action wanted, Action of) {
    boolean needed = wanted == of;
    checks.must(value.isPresent() == needed, field, only(needed, of));
  }

  private static String only(boolean needed, Action action) {
    return needed ? "is required" : "is for action %s only".formatted(action);
  }

  private static void amount(Checks checks, String field, Optional<BigDecimal> value) {
    checks.must(
        value
            .map(
                gb ->
                    gb.signum() >= 0
                        && gb.compareTo(MOST) <= 0
                        && gb.stripTrailingZeros().scale() <= DECIMALS)
            .orElse(true),
        field,
        "must be 0 to 1000000 with at most three decimals");
  }
}
