package dev.aerie.controlplane.audit;

import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.exchange.Times;
import dev.aerie.controlplane.problem.Checks;
import dev.aerie.controlplane.problem.Problem;
import jakarta.ws.rs.QueryParam;
import java.util.ArrayList;
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
    conditions(new ArrayList<>());
  }

  /** Newest first, before this sequence. */
  List<AuditLink> newest(Sql sql, long before, int limit) {
    return run(sql, " AND seq < ?", List.of(before), "DESC", limit);
  }

  /** Oldest first, after one sequence and up to another. */
  List<AuditLink> oldest(Sql sql, long after, long last, int limit) {
    return run(sql, " AND seq > ? AND seq <= ?", List.of(after, last), "ASC", limit);
  }

  private List<AuditLink> run(
      Sql sql, String bound, List<Long> sequences, String order, int limit) {
    var parameters = new ArrayList<Object>(List.of(organization()));
    String where = conditions(parameters) + bound;
    parameters.addAll(sequences);
    parameters.add(limit);
    return sql.list(
        "SELECT * FROM audit_events WHERE org_id = ?"
            + where
            + " ORDER BY seq "
            + order
            + " LIMIT ?",
        AuditLink::read,
        parameters.toArray());
  }

  private String conditions(List<Object> parameters) {
    var text = new StringBuilder();
    actor.ifPresent(
        who -> {
          text.append(" AND (actor_id = ? OR actor_name = ?)");
          parameters.addAll(List.of(who, who));
        });
    action.ifPresent(
        wanted -> {
          boolean prefix = wanted.endsWith("*");
          text.append(prefix ? " AND starts_with(action, ?)" : " AND action = ?");
          parameters.add(prefix ? wanted.substring(0, wanted.length() - 1) : wanted);
        });
    add(text, parameters, " AND resource = ?", resource);
    add(text, parameters, " AND result = ?", result);
    add(text, parameters, " AND at >= ?", from.map(time -> Times.parse("from", time)));
    add(text, parameters, " AND at < ?", to.map(time -> Times.parse("to", time)));
    add(
        text,
        parameters,
        " AND words @@ plainto_tsquery('simple', regexp_replace(?, '[^[:alnum:]]+', ' ', 'g'))",
        words);
    return text.toString();
  }

  private static void add(
      StringBuilder text, List<Object> parameters, String condition, Optional<?> value) {
    if (value.isPresent()) {
      text.append(condition);
      parameters.add(value.get());
    }
  }
}
