package dev.aerie.controlplane.cluster.backup;

import dev.aerie.controlplane.access.Caller;
import dev.aerie.controlplane.access.Permission;
import dev.aerie.controlplane.identifier.Kind;
import dev.aerie.controlplane.problem.Code;
import dev.aerie.controlplane.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Refusals that tell of a backup. Whoever may restore backups without reading them learns no more
 * of one that cannot be taken than of one that is not there. Safe for use by many threads.
 */
@ApplicationScoped
public class BackupRefusals {
  private final Caller caller;

  BackupRefusals(Caller caller) {
    this.caller = caller;
  }

  /** The refusal as this caller may have it. */
  public Problem of(Backup backup, Problem told) {
    return caller.may(Permission.BACKUP_READ, backup.target())
        ? told
        : Problem.notFound(Kind.BACKUP, backup.id());
  }

  /**
   * Refuses one that nothing can be taken from, or not yet.
   *
   * @throws Problem 409, or 404 for who may not read it
   */
  public void mustBeReady(Backup backup) {
    if (backup.state() != BackupState.READY) {
      throw of(
          backup,
          new Problem(
              Code.BACKUP_NOT_READY,
              "Backup %s is %s. Take one that is READY.".formatted(backup.name(), backup.state())));
    }
  }
}
