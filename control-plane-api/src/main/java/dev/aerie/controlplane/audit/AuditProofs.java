package dev.aerie.controlplane.audit;

import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.problem.Code;
import dev.aerie.controlplane.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Proves parts of logs, one at a time for each organisation, by few events at a time, each with a
 * read of its own: who has a long log keeps nobody from the connections for reads. Safe for use by
 * many threads; a replica knows of no other.
 */
@ApplicationScoped
class AuditProofs {
  private static final int AT_ONCE = 1_000;

  private final Set<String> running = ConcurrentHashMap.newKeySet();

  /** Reads by a connection that others have again afterwards. */
  interface Reads {
    AuditVerification read(Function<Sql, AuditVerification> work);
  }

  /**
   * Verifies what is asked for.
   *
   * @throws Problem 400 when the plan's time of the event to begin after is over, 409 while another
   *     verification of this organisation's log runs here
   */
  AuditVerification prove(String organization, AuditRangeRequest asked, Reads reads) {
    if (!running.add(organization)) {
      throw new Problem(
          Code.VERIFICATION_RUNNING,
          "Another verification of this organization's log is running. Wait for its answer, then ask again.");
    }
    try {
      return proved(organization, asked, reads);
    } finally {
      running.remove(organization);
    }
  }

  private static AuditVerification proved(
      String organization, AuditRangeRequest asked, Reads reads) {
    AuditVerification whole =
        sure(
            reads,
            sql -> {
              var range = new AuditRange(sql, organization);
              int most = atOnce(asked.most());
              return asked
                  .after()
                  .map(named -> range.after(named, most))
                  .orElseGet(() -> range.fromCheckpoint(most));
            });
    while (whole.goesOn() && whole.events() < asked.most()) {
      AuditVerification before = whole;
      int most = atOnce(asked.most() - before.events());
      whole =
          before.then(
              sure(reads, sql -> new AuditRange(sql, organization).goOn(before.verified(), most)));
    }
    return whole;
  }

  private static int atOnce(long most) {
    return (int) Math.min(most, AT_ONCE);
  }

  /**
   * Looks a second time at what does not hold: its events may have been removed, as their time was
   * over, between two statements of the first look.
   */
  private static AuditVerification sure(Reads reads, Function<Sql, AuditVerification> work) {
    AuditVerification found = reads.read(work);
    return found.valid() ? found : reads.read(work);
  }
}
