package dev.aerie.controlplane.notification;

import dev.aerie.controlplane.access.Caller;
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
import java.util.List;
import java.util.Optional;

/** Rules of channels. Safe for use by many threads. */
@ApplicationScoped
public class ChannelService {
  private static final int MOST = 50;

  private final ChannelRepository repository;
  private final OrganizationService organizations;
  private final ChannelSender sender;
  private final Caller caller;
  private final AuditLog audit;
  private final Identifiers identifiers;
  private final Clock clock;

  ChannelService(
      ChannelRepository repository,
      OrganizationService organizations,
      ChannelSender sender,
      Caller caller,
      AuditLog audit,
      Identifiers identifiers,
      Clock clock) {
    this.repository = repository;
    this.organizations = organizations;
    this.sender = sender;
    this.caller = caller;
    this.audit = audit;
    this.identifiers = identifiers;
    this.clock = clock;
  }

  Page<NotificationChannel> list(Sql sql, String organization, PageRequest page) {
    caller.authorizeOrganization(organization);
    String after = page.after(Kind.NOTIFICATION_CHANNEL);
    return page.cut(
        repository.list(sql, organization, after, page.limit() + 1).stream()
            .map(StoredChannel::shown)
            .toList(),
        NotificationChannel::id);
  }

  NotificationChannel get(Sql sql, String organization, String id) {
    return stored(sql, organization, id).shown();
  }

  /** A channel with its target, for a trial. */
  StoredChannel stored(Sql sql, String organization, String id) {
    caller.authorizeOrganization(organization);
    return repository.get(sql, organization, id);
  }

  /**
   * Makes sure that channels are there.
   *
   * @throws Problem 400 naming one that is not
   */
  public void mustExist(Sql sql, String organization, List<String> ids) {
    List<String> existing = repository.existing(sql, organization, ids);
    ids.stream()
        .filter(id -> !existing.contains(id))
        .findFirst()
        .ifPresent(
            id -> {
              throw Problem.wrongField("channelIds", "must be ids of notification channels");
            });
  }

  /**
   * Looks at where a channel would lead, before there is a transaction: DNS may take its time.
   *
   * @throws Problem 404 or 403 when the caller may not, 400 when it must not lead there
   */
  void admit(String organization, ChannelSettings settings) {
    caller.authorizeOrganization(organization);
    if (!settings.saysNothing()) {
      var checks = new Checks();
      settings.check(checks);
      checks.end();
      sender.check(settings.target());
    }
  }

  NotificationChannel create(Sql sql, String organization, NewNotificationChannel body) {
    organizations.lock(sql, organization);
    body.check();
    if (repository.count(sql, organization) >= MOST) {
      throw new Problem(
          Code.TOO_MANY_CHANNELS,
          "An organization has at most %d channels. Delete one.".formatted(MOST));
    }
    Instant now = clock.instant();
    var made =
        new StoredChannel(
            organization,
            identifiers.next(Kind.NOTIFICATION_CHANNEL),
            body.name().orElseThrow(),
            body.settings().target(),
            1,
            now,
            now);
    Problem.unlessTaken(made.name(), () -> repository.insert(sql, made));
    record(sql, "create", made, Optional.empty(), Optional.of(made.shown()));
    return made.shown();
  }

  NotificationChannel change(
      Sql sql,
      String organization,
      String id,
      Optional<String> ifMatch,
      NotificationChannelChanges changes) {
    StoredChannel before = organizations.lock(sql, organization, repository, id);
    before.shown().mustMatch(ifMatch);
    changes.check();
    StoredChannel after = before.with(changes, clock.instant());
    Problem.unlessTaken(after.name(), () -> repository.update(sql, after));
    record(sql, "update", after, Optional.of(before.shown()), Optional.of(after.shown()));
    return after.shown();
  }

  NotificationChannel delete(Sql sql, String organization, String id) {
    StoredChannel before = organizations.lock(sql, organization, repository, id);
    repository.delete(sql, before);
    record(sql, "delete", before, Optional.of(before.shown()), Optional.empty());
    return before.shown();
  }

  private void record(
      Sql sql, String verb, StoredChannel channel, Optional<?> before, Optional<?> after) {
    audit.record(
        sql, channel.organization(), "notification-channel." + verb, channel.id(), before, after);
  }
}
