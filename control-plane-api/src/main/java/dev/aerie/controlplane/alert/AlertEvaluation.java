package dev.aerie.controlplane.alert;

import dev.aerie.controlplane.database.Database;
import dev.aerie.controlplane.database.Scope;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.identifier.Identifiers;
import dev.aerie.controlplane.identifier.Kind;
import dev.aerie.controlplane.notification.Notice;
import dev.aerie.controlplane.notification.NotificationQueue;
import dev.aerie.controlplane.throttle.SideBySide;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Judges by the rules: what has come true begins an alert and is told once, what is over ends it
 * and is told once more. Alert and notice are written together, so neither is without the other
 * however often the control plane is killed. Safe for use by many threads and replicas.
 */
@ApplicationScoped
public class AlertEvaluation {
  private static final int MOST_AT_A_TIME = 4;

  private final SideBySide work = new SideBySide("Judging by alert rules", MOST_AT_A_TIME);
  private final Database database;
  private final AlertRepository repository;
  private final ConditionQueries queries;
  private final NotificationQueue notifications;
  private final Identifiers identifiers;
  private final Clock clock;

  AlertEvaluation(
      Database database,
      AlertRepository repository,
      ConditionQueries queries,
      NotificationQueue notifications,
      Identifiers identifiers,
      Clock clock) {
    this.database = database;
    this.repository = repository;
    this.queries = queries;
    this.notifications = notifications;
    this.identifiers = identifiers;
    this.clock = clock;
  }

  /** Judges by all rules; called by time. */
  @Scheduled(every = "15s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  @RunOnVirtualThread
  public void evaluate() {
    work.forAll(
        database.transaction(Scope.none(), repository::organizations),
        organization ->
            database.transaction(
                Scope.organization(organization), sql -> evaluate(sql, organization)));
  }

  private int evaluate(Sql sql, String organization) {
    List<AlertRule> rules = repository.lockEnabled(sql, organization);
    rules.forEach(rule -> evaluate(sql, rule));
    return rules.size();
  }

  private void evaluate(Sql sql, AlertRule rule) {
    Map<String, Finding> findings =
        queries.ask(sql, rule.organizationId(), rule.condition()).stream()
            .collect(Collectors.toMap(Finding::subject, Function.identity(), (one, same) -> one));
    Map<String, Alert> open =
        repository.open(sql, rule).stream()
            .collect(Collectors.toMap(Alert::subject, Function.identity()));
    findings.values().stream()
        .filter(finding -> finding.holds() && !open.containsKey(finding.subject()))
        .forEach(finding -> begin(sql, rule, finding));
    open.values().stream()
        .filter(
            alert -> isOver(sql, rule, alert, Optional.ofNullable(findings.get(alert.subject()))))
        .forEach(alert -> end(sql, rule, alert));
  }

  /**
   * A metric that nobody tells may be as bad as before, while its cluster is there; anything else
   * that is not found is gone.
   */
  private boolean isOver(Sql sql, AlertRule rule, Alert alert, Optional<Finding> finding) {
    boolean silent = rule.condition().kind().orElseThrow() == Condition.Kind.METRIC;
    return finding
        .map(found -> !found.holds())
        .orElseGet(() -> !silent || !repository.hasCluster(sql, alert));
  }

  private void begin(Sql sql, AlertRule rule, Finding finding) {
    var alert =
        new Alert(
            identifiers.next(Kind.ALERT),
            rule.organizationId(),
            rule.id(),
            finding.subject(),
            finding.summary(),
            clock.instant(),
            Optional.empty());
    repository.begin(sql, alert);
    tell(sql, rule, alert, Notice.Kind.ALERT);
  }

  private void end(Sql sql, AlertRule rule, Alert alert) {
    Instant now = clock.instant();
    repository.end(sql, alert, now);
    var ended =
        new Alert(
            alert.id(),
            alert.organizationId(),
            alert.ruleId(),
            alert.subject(),
            alert.summary(),
            alert.beganAt(),
            Optional.of(now));
    tell(sql, rule, ended, Notice.Kind.RECOVERY);
  }

  private void tell(Sql sql, AlertRule rule, Alert alert, Notice.Kind kind) {
    var payload = new LinkedHashMap<String, Object>();
    payload.put("type", kind == Notice.Kind.ALERT ? "alert.began" : "alert.ended");
    payload.put("organizationId", alert.organizationId());
    payload.put("rule", Map.of("id", rule.id(), "name", rule.name()));
    payload.put("alertId", alert.id());
    payload.put("subject", alert.subject());
    payload.put("summary", alert.summary());
    payload.put("beganAt", alert.beganAt().toString());
    alert.endedAt().ifPresent(at -> payload.put("endedAt", at.toString()));
    notifications.add(
        sql, rule.organizationId(), rule.channelIds(), notice(rule, alert, kind, payload));
  }

  private static Notice notice(
      AlertRule rule, Alert alert, Notice.Kind kind, Map<String, Object> payload) {
    return switch (kind) {
      case ALERT ->
          new Notice(
              kind,
              rule.name(),
              "%s\nSince %s. Rule %s (%s)."
                  .formatted(alert.summary(), alert.beganAt(), rule.name(), rule.id()),
              payload);
      case RECOVERY ->
          new Notice(
              kind,
              "Over: " + rule.name(),
              "This is over since %s: %s\nIt began at %s. Rule %s (%s)."
                  .formatted(
                      alert.endedAt().orElseThrow(),
                      alert.summary(),
                      alert.beganAt(),
                      rule.name(),
                      rule.id()),
              payload);
    };
  }
}
