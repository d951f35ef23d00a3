package dev.aerie.controlplane.alert;

import dev.aerie.controlplane.access.Caller;
import dev.aerie.controlplane.audit.AuditLog;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.exchange.Page;
import dev.aerie.controlplane.exchange.PageRequest;
import dev.aerie.controlplane.identifier.Identifiers;
import dev.aerie.controlplane.identifier.Kind;
import dev.aerie.controlplane.notification.ChannelService;
import dev.aerie.controlplane.organization.OrganizationService;
import dev.aerie.controlplane.problem.Code;
import dev.aerie.controlplane.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Rules of alert rules. Safe for use by many threads. */
@ApplicationScoped
class AlertRuleService {
  private static final int MOST = 100;

  private final AlertRepository repository;
  private final OrganizationService organizations;
  private final ChannelService channels;
  private final Caller caller;
  private final AuditLog audit;
  private final Identifiers identifiers;
  private final Clock clock;

  AlertRuleService(
      AlertRepository repository,
      OrganizationService organizations,
      ChannelService channels,
      Caller caller,
      AuditLog audit,
      Identifiers identifiers,
      Clock clock) {
    this.repository = repository;
    this.organizations = organizations;
    this.channels = channels;
    this.caller = caller;
    this.audit = audit;
    this.identifiers = identifiers;
    this.clock = clock;
  }

  Page<AlertRule> list(Sql sql, String organization, PageRequest page) {
    caller.authorizeOrganization(organization);
    return page.cut(
        repository.list(sql, organization, page.after(Kind.ALERT_RULE), page.limit() + 1),
        AlertRule::id);
  }

  AlertRule get(Sql sql, String organization, String id) {
    caller.authorizeOrganization(organization);
    return repository.get(sql, organization, id);
  }

  /** What rules have found, newest first, ended ones too. */
  Page<Alert> alerts(Sql sql, String organization, PageRequest page) {
    caller.authorizeOrganization(organization);
    return page.cut(
        repository.newest(sql, organization, page.after(Kind.ALERT), page.limit() + 1), Alert::id);
  }

  AlertRule create(Sql sql, String organization, NewAlertRule body) {
    organizations.lock(sql, organization);
    body.check();
    if (repository.count(sql, organization) >= MOST) {
      throw new Problem(
          Code.TOO_MANY_RULES,
          "An organization has at most %d alert rules. Delete one.".formatted(MOST));
    }
    channels.mustExist(sql, organization, body.channelIds().orElseThrow());
    Instant now = clock.instant();
    var made =
        new AlertRule(
            identifiers.next(Kind.ALERT_RULE),
            organization,
            body.name().orElseThrow(),
            body.condition().orElseThrow(),
            body.channelIds().orElseThrow(),
            body.enabled().orElse(true),
            now,
            now,
            1);
    Problem.unlessTaken(made.name(), () -> repository.insert(sql, made));
    record(sql, "create", made, Optional.empty(), Optional.of(made));
    return made;
  }

  AlertRule change(
      Sql sql, String organization, String id, Optional<String> ifMatch, AlertRuleChanges changes) {
    AlertRule before = organizations.lock(sql, organization, repository, id);
    before.mustMatch(ifMatch);
    changes.check();
    changes.channelIds().ifPresent(ids -> channels.mustExist(sql, organization, ids));
    AlertRule after = before.with(changes, clock.instant());
    Problem.unlessTaken(after.name(), () -> repository.update(sql, after));
    record(sql, "update", after, Optional.of(before), Optional.of(after));
    return after;
  }

  AlertRule delete(Sql sql, String organization, String id) {
    AlertRule before = organizations.lock(sql, organization, repository, id);
    repository.delete(sql, before);
    record(sql, "delete", before, Optional.of(before), Optional.empty());
    return before;
  }

  private void record(Sql sql, String verb, AlertRule rule, Optional<?> before, Optional<?> after) {
    audit.record(sql, rule.organizationId(), "alert-rule." + verb, rule.id(), before, after);
  }
}
