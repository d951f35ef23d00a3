package dev.aerie.controlplane.audit;

import static dev.aerie.controlplane.audit.AuditOrder.NEWEST_FIRST;
import static dev.aerie.controlplane.audit.AuditOrder.OLDEST_FIRST;

import dev.aerie.controlplane.database.Conditions;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.exchange.Times;
import dev.aerie.controlplane.identifier.Kind;
import dev.aerie.controlplane.problem.Checks;
import dev.aerie.controlplane.problem.Problem;
import jakarta.ws.rs.QueryParam;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** Which events of an organisation a caller asks for; all conditions must hold. */
public class AuditQuery {
  private static final Set<String> RESULTS = Set.of("OK", "REFUSED");

  /** The organisation; required. */
  @QueryParam("organizationId")
  public Optional<String> organizationId = Optional.empty();

  /** Id or name of who did it. */
  @QueryParam("actor")
  @Parameter(description = "Id or name of who did it.")
  public Optional<String> actor = Optional.empty();

  /** What was done, or its beginning and an asterisk. */
  @QueryParam("action")
  @Parameter(description = "What was done, as in cluster.create, or its beginning, as in cluster.*")
  public Optional<String> action = Optional.empty();

  /** What it was done to. */
  @QueryParam("resource")
  @Parameter(description = "Id of what it was done to; for refused calls the path.")
  public Optional<String> resource = Optional.empty();

  /** How it ended. */
  @QueryParam("result")
  @Parameter(description = "OK or REFUSED.")
  public Optional<String> result = Optional.empty();

  /** From this time on. */
  @QueryParam("from")
  @Parameter(description = "From this time on, as in 2026-01-31T12:00:00Z.")
  public Optional<String> from = Optional.empty();

  /** Before this time. */
  @QueryParam("to")
  @Parameter(description = "Before this time.")
  public Optional<String> to = Optional.empty();

  /** Words. */
  @QueryParam("q")
  @Parameter(
      description =
          "Words that all occur in the event: in names, ids, the action, before or after.")
  public Optional<String> words = Optional.empty();

  /**
   * The organisation asked for.
   *
   * @throws Problem 400 when there is none
   */
  public String organization() {
    return Problem.required("organizationId", organizationId);
  }

  /**
   * Refuses wrong conditions, before anything is answered.
   *
   * @throws Problem 400 naming the wrong one
   */
  void check() {
    new Checks()
        .must(result.map(RESULTS::contains).orElse(true), "result", "must be OK or REFUSED")
        .end();
    conditions();
  }

  /** Newest first, before this sequence. */
  List<AuditLink> newest(Sql sql, long before, int limit) {
    return words
        .map(text -> search(text).find(sql, new AuditWindow(0, before), NEWEST_FIRST, limit))
        .orElseGet(() -> read(sql, conditions().and("seq < ?", before), NEWEST_FIRST, limit));
  }

  /** Oldest first, after one sequence and up to another. */
  List<AuditLink> oldest(Sql sql, long after, long last, int limit) {
    return words
        .map(text -> search(text).find(sql, new AuditWindow(after, last + 1), OLDEST_FIRST, limit))
        .orElseGet(
            () ->
                read(
                    sql,
                    conditions().and("seq > ? AND seq <= ?", after, last),
                    OLDEST_FIRST,
                    limit));
  }

  private AuditWordSearch search(String text) {
    return new AuditWordSearch(organization(), text, conditions());
  }

  private static List<AuditLink> read(Sql sql, Conditions wanted, AuditOrder order, int limit) {
    return sql.list(
        "SELECT * FROM audit_events WHERE " + wanted.text() + order.by("seq") + " LIMIT ?",
        AuditLink::read,
        wanted.parametersAnd(limit));
  }

  private Conditions conditions() {
    var wanted = new Conditions().and("org_id = ?", organization());
    actor.ifPresent(who -> wanted.and(isId(who) ? "actor_id = ?" : "actor_name = ?", who));
    action.ifPresent(
        wish -> {
          boolean prefix = wish.endsWith("*");
          wanted.and(
              prefix ? "starts_with(action, ?)" : "action = ?",
              prefix ? wish.substring(0, wish.length() - 1) : wish);
        });
    return wanted
        .andIf("resource = ?", resource)
        .andIf("result = ?", result)
        .andIf("at >= ?", from.map(time -> Times.parse("from", time)))
        .andIf("at < ?", to.map(time -> Times.parse("to", time)));
  }

  private static boolean isId(String who) {
    return who.equals(AuditLog.PLATFORM.id())
        || Arrays.stream(Kind.values()).anyMatch(kind -> kind.matches(who));
  }
}
