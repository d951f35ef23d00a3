package dev.aerie.controlplane.member;

import dev.aerie.controlplane.apikey.CreatedKeys;
import dev.aerie.controlplane.audit.AuditLog;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.problem.Code;
import dev.aerie.controlplane.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * What ends when somebody leaves an organisation or may do nothing in it: their place and the API
 * keys that they made. Asked while the organisation's row is held. Safe for use by many threads.
 */
@ApplicationScoped
public class Departures {
  private final MemberRepository repository;
  private final CreatedKeys keys;
  private final AuditLog audit;

  Departures(MemberRepository repository, CreatedKeys keys, AuditLog audit) {
    this.repository = repository;
    this.keys = keys;
    this.audit = audit;
  }

  /**
   * Removes a member.
   *
   * @throws Problem 409 when they are the last owner or the break-glass owner
   */
  public void remove(Sql sql, Member member) {
    mustBeDispensable(sql, member);
    repository.delete(sql, member);
    endKeys(sql, member);
    audit.record(
        sql,
        member.organizationId(),
        "member.remove",
        member.userId(),
        Optional.of(member),
        Optional.empty());
  }

  /** Takes the locks that removing takes; to be called before more than one is removed. */
  public void lock(Sql sql, String organization) {
    keys.lock(sql, organization);
  }

  /** Ends the keys of one who may do nothing any more. */
  public void endKeys(Sql sql, Member member) {
    keys.endWith(sql, member.organizationId(), member.userId());
  }

  /**
   * Asks whether a member may go or stop being an owner.
   *
   * @throws Problem 409 when they are the last owner or the break-glass owner
   */
  void mustBeDispensable(Sql sql, Member member) {
    refuseLastOwner(sql, member);
    refuseBreakGlass(sql, member);
  }

  private void refuseLastOwner(Sql sql, Member member) {
    if (member.actsAsOwner() && !repository.hasOtherOwner(sql, member)) {
      throw new Problem(
          Code.LAST_OWNER,
          "%s is the last owner. Make somebody else an owner first.".formatted(member.name()));
    }
  }

  /** Who gets in when the identity provider is away must go on being able to. */
  void refuseBreakGlass(Sql sql, Member member) {
    if (repository.breaksGlass(sql, member)) {
      throw new Problem(
          Code.BREAK_GLASS_OWNER,
          "%s is the break-glass owner of enforced single sign-on. Name another one there first."
              .formatted(member.name()));
    }
  }
}
