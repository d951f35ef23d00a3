package dev.aerie.controlplane.apikey;

import dev.aerie.controlplane.access.Caller;
import dev.aerie.controlplane.audit.AuditLog;
import dev.aerie.controlplane.cluster.Revisions;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.identifier.Kind;
import dev.aerie.controlplane.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Keys by who made them: a key does not outlive its creator's right to act in the organisation.
 * Making one and ending those of its creator wait for each other, so that none slips through. Safe
 * for use by many threads.
 */
@ApplicationScoped
public class CreatedKeys {
  private final ApiKeyRepository repository;
  private final Revisions revisions;
  private final Caller caller;
  private final AuditLog audit;
  private final Clock clock;

  CreatedKeys(
      ApiKeyRepository repository,
      Revisions revisions,
      Caller caller,
      AuditLog audit,
      Clock clock) {
    this.repository = repository;
    this.revisions = revisions;
    this.caller = caller;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Asks whether the caller can still make keys, under the lock of the organisation's keys.
   *
   * @throws Problem 404 when they have lost their place in it since the request began
   */
  void mustStillBeThere(Sql sql, String organization) {
    if (!repository.isThere(sql, organization, caller.principal().id())) {
      throw Problem.notFound(Kind.ORGANIZATION, organization);
    }
  }

  /**
   * Takes the locks that {@link #endWith} takes. To be called before the keys of several are ended:
   * what is recorded of the first holds the end of the audit log, and nothing is locked after that.
   */
  public void lock(Sql sql, String organization) {
    revisions.lockForKeys(sql, organization, Optional.empty());
  }

  /**
   * Revokes what a person or service account made in an organisation, by themselves or by keys that
   * they made. To be called once it is written that they may do nothing more there, and before
   * anything is recorded.
   */
  public void endWith(Sql sql, String organization, String creator) {
    revisions.lockKeys(sql, organization);
    List<ApiKey> open = repository.openOf(sql, organization, creator, clock.instant());
    if (!open.isEmpty()) {
      long revision = revisions.nextOfKeys(sql, organization, Optional.empty());
      open.forEach(key -> end(sql, key, revision));
    }
  }

  private void end(Sql sql, ApiKey key, long revision) {
    repository.revoke(sql, key, clock.instant(), revision);
    audit.record(
        sql,
        key.organizationId(),
        "api-key.revoke",
        key.id(),
        Optional.of(key),
        repository.find(sql, key.id()));
  }
}
