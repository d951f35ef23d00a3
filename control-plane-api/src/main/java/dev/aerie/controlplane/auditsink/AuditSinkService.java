package dev.aerie.controlplane.auditsink;

import dev.aerie.controlplane.access.Caller;
import dev.aerie.controlplane.audit.AuditFeed;
import dev.aerie.controlplane.audit.AuditLog;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.exchange.Page;
import dev.aerie.controlplane.exchange.PageRequest;
import dev.aerie.controlplane.identifier.Identifiers;
import dev.aerie.controlplane.identifier.Kind;
import dev.aerie.controlplane.organization.OrganizationService;
import dev.aerie.controlplane.problem.Checks;
import dev.aerie.controlplane.problem.Code;
import dev.aerie.controlplane.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Rules of sinks. Safe for use by many threads. */
@ApplicationScoped
class AuditSinkService {
  private static final int MOST = 10;

  private final AuditSinkRepository repository;
  private final OrganizationService organizations;
  private final SinkDelivery delivery;
  private final AuditFeed feed;
  private final Caller caller;
  private final AuditLog audit;
  private final Identifiers identifiers;
  private final Clock clock;

  AuditSinkService(
      AuditSinkRepository repository,
      OrganizationService organizations,
      SinkDelivery delivery,
      AuditFeed feed,
      Caller caller,
      AuditLog audit,
      Identifiers identifiers,
      Clock clock) {
    this.repository = repository;
    this.organizations = organizations;
    this.delivery = delivery;
    this.feed = feed;
    this.caller = caller;
    this.audit = audit;
    this.identifiers = identifiers;
    this.clock = clock;
  }

  Page<AuditSink> list(Sql sql, String organization, PageRequest page) {
    caller.authorizeOrganization(organization);
    long last = feed.last(sql, organization);
    return page.cut(
        repository.list(sql, organization, page.after(Kind.AUDIT_SINK), page.limit() + 1).stream()
            .map(sink -> sink.shown(last))
            .toList(),
        AuditSink::id);
  }

  AuditSink get(Sql sql, String organization, String id) {
    return stored(sql, organization, id).shown(feed.last(sql, organization));
  }

  /** A sink with its destination, for a trial. */
  StoredSink stored(Sql sql, String organization, String id) {
    caller.authorizeOrganization(organization);
    return repository.get(sql, organization, id);
  }

  /**
   * Looks at where a sink would lead, before there is a transaction: DNS may take its time.
   *
   * @throws Problem 404 or 403 when the caller may not, 400 when it must not lead there
   */
  void admit(String organization, SinkSettings settings) {
    caller.authorizeOrganization(organization);
    if (!settings.saysNothing()) {
      var checks = new Checks();
      settings.check(checks);
      checks.end();
      delivery.check(settings.destination());
    }
  }

  AuditSink create(Sql sql, String organization, NewAuditSink body) {
    organizations.lock(sql, organization);
    body.check();
    if (repository.count(sql, organization) >= MOST) {
      throw new Problem(
          Code.TOO_MANY_SINKS, "An organization has at most %d sinks. Delete one.".formatted(MOST));
    }
    Destination destination = body.settings().destination();
    Instant now = clock.instant();
    long last = feed.last(sql, organization);
    var made =
        new StoredSink(
            organization,
            identifiers.next(Kind.AUDIT_SINK),
            body.name().orElseThrow(),
            destination,
            body.enabled().orElse(true),
            body.fromSequence().map(first -> Math.min(last, first - 1L)).orElse(last),
            0,
            now,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            1,
            now,
            now);
    Problem.unlessTaken(made.name(), () -> repository.insert(sql, made));
    AuditSink shown = made.shown(last);
    audit.record(
        sql, organization, "audit-sink.create", made.id(), Optional.empty(), Optional.of(shown));
    return shown;
  }

  AuditSink change(
      Sql sql, String organization, String id, Optional<String> ifMatch, AuditSinkChanges changes) {
    StoredSink before = organizations.lock(sql, organization, repository, id);
    long last = feed.last(sql, organization);
    before.shown(last).mustMatch(ifMatch);
    changes.check();
    StoredSink after = before.with(changes, clock.instant());
    Problem.unlessTaken(after.name(), () -> repository.update(sql, after));
    audit.record(
        sql,
        organization,
        "audit-sink.update",
        id,
        Optional.of(before.shown(last)),
        Optional.of(after.shown(last)));
    return after.shown(last);
  }

  AuditSink delete(Sql sql, String organization, String id) {
    StoredSink before = organizations.lock(sql, organization, repository, id);
    AuditSink shown = before.shown(feed.last(sql, organization));
    repository.delete(sql, before);
    audit.record(sql, organization, "audit-sink.delete", id, Optional.of(shown), Optional.empty());
    return shown;
  }
}
