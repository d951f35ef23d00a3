package dev.aerie.controlplane.audit;

import dev.aerie.controlplane.audit.AuditVerification.Break;
import dev.aerie.controlplane.audit.AuditVerification.Reason;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.problem.Problem;
import java.util.List;
import java.util.Optional;

/**
 * Verifies events of one organisation's chain that follow one another, from its checkpoint or from
 * an event that was verified before.
 */
final class AuditRange {
  private final String organization;
  private final AuditChain chain;
  private final AuditChain.End end;
  private final AuditChain.End checkpoint;

  AuditRange(Sql sql, String organization) {
    this.organization = organization;
    this.chain = new AuditChain(sql, organization);
    // In this order: what is removed meanwhile is then before the checkpoint.
    this.end = chain.end();
    this.checkpoint = chain.checkpoint();
  }

  /** Verifies so many events from the first that is kept. */
  AuditVerification fromCheckpoint(int most) {
    return verify(checkpoint, most);
  }

  /**
   * Verifies so many events after one that a caller names, which must still be there with its hash.
   *
   * @throws Problem 400 when it was removed because the plan's time was over
   */
  AuditVerification after(AuditChain.End named, int most) {
    if (named.seq() < checkpoint.seq()) {
      throw Problem.wrongField(
          AuditRangeRequest.AFTER_SEQUENCE,
          "must be %d or more, as events up to that were removed when the plan's time was over. Leave it and afterHash out to begin there."
              .formatted(checkpoint.seq()));
    }
    return verify(named, most);
  }

  /** The same after one that was verified just now; it may have been removed since. */
  AuditVerification goOn(AuditChain.End verified, int most) {
    return verify(verified.seq() < checkpoint.seq() ? checkpoint : verified, most);
  }

  private AuditVerification verify(AuditChain.End begin, int most) {
    Optional<Reason> lost = begin.equals(checkpoint) ? Optional.empty() : wrongWith(begin);
    if (lost.isPresent()) {
      return broken(begin.seq(), lost.get(), 0, checkpoint);
    }
    AuditChain.End last = begin;
    List<AuditLink> links = chain.after(begin.seq(), end.seq(), most);
    for (AuditLink link : links) {
      Optional<Reason> wrong = wrongWith(link, last);
      if (wrong.isPresent()) {
        return broken(last.seq() + 1, wrong.get(), last.seq() - begin.seq(), last);
      }
      last = new AuditChain.End(link.entry().seq(), link.hash());
    }
    if (last.seq() < end.seq()) {
      return links.size() == most
          ? holds(last, begin, false)
          : broken(last.seq() + 1, Reason.MISSING, links.size(), last);
    }
    if (!last.hash().equals(end.hash())) {
      return broken(last.seq(), Reason.UNCHAINED, Math.max(0, links.size() - 1), begin);
    }
    return chain.isTold(checkpoint)
        ? holds(last, begin, true)
        : broken(checkpoint.seq() + 1, Reason.MISSING, 0, checkpoint);
  }

  private Optional<Reason> wrongWith(AuditChain.End begin) {
    Optional<String> found = chain.hash(begin.seq());
    if (found.isEmpty()) {
      return Optional.of(Reason.MISSING);
    }
    return found.get().equals(begin.hash()) ? Optional.empty() : Optional.of(Reason.CHANGED);
  }

  private static Optional<Reason> wrongWith(AuditLink link, AuditChain.End last) {
    if (link.entry().seq() != last.seq() + 1) {
      return Optional.of(Reason.MISSING);
    }
    if (!link.previousHash().equals(last.hash())) {
      return Optional.of(Reason.UNCHAINED);
    }
    return link.isIntact() ? Optional.empty() : Optional.of(Reason.CHANGED);
  }

  private AuditVerification holds(AuditChain.End last, AuditChain.End begin, boolean complete) {
    return answer(Optional.empty(), last.seq() - begin.seq(), last, complete);
  }

  private AuditVerification broken(
      long sequence, Reason reason, long events, AuditChain.End verified) {
    return answer(Optional.of(new Break(sequence, reason)), events, verified, false);
  }

  private AuditVerification answer(
      Optional<Break> broken, long events, AuditChain.End verified, boolean complete) {
    return new AuditVerification(
        organization,
        broken.isEmpty(),
        events,
        broken,
        checkpoint.seq(),
        end.seq(),
        end.hash(),
        complete,
        verified.seq(),
        verified.hash());
  }
}
