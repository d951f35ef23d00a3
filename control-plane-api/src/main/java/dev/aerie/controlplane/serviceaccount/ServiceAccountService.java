package dev.aerie.controlplane.serviceaccount;

import dev.aerie.controlplane.access.Caller;
import dev.aerie.controlplane.access.Creator;
import dev.aerie.controlplane.access.Role;
import dev.aerie.controlplane.audit.AuditLog;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.exchange.Page;
import dev.aerie.controlplane.exchange.PageRequest;
import dev.aerie.controlplane.identifier.Identifiers;
import dev.aerie.controlplane.identifier.Kind;
import dev.aerie.controlplane.keycloak.KeycloakConfig;
import dev.aerie.controlplane.keycloak.ServiceClients;
import dev.aerie.controlplane.member.Departures;
import dev.aerie.controlplane.member.MemberService;
import dev.aerie.controlplane.organization.OrganizationService;
import dev.aerie.controlplane.problem.Problem;
import dev.aerie.controlplane.quota.Quota;
import dev.aerie.controlplane.quota.Quotas;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Rules of service accounts. A secret is made by Keycloak while the caller waits; that one is
 * disabled or deleted holds with the commit, and Keycloak is told afterwards. Safe for use by many
 * threads.
 */
@ApplicationScoped
public class ServiceAccountService {
  private final ServiceAccountRepository repository;
  private final OrganizationService organizations;
  private final MemberService members;
  private final Departures departures;
  private final ServiceClients clients;
  private final KeycloakConfig keycloak;
  private final Quotas quotas;
  private final Caller caller;
  private final AuditLog audit;
  private final Identifiers identifiers;
  private final Clock clock;

  ServiceAccountService(
      ServiceAccountRepository repository,
      OrganizationService organizations,
      MemberService members,
      Departures departures,
      ServiceClients clients,
      KeycloakConfig keycloak,
      Quotas quotas,
      Caller caller,
      AuditLog audit,
      Identifiers identifiers,
      Clock clock) {
    this.repository = repository;
    this.organizations = organizations;
    this.members = members;
    this.departures = departures;
    this.clients = clients;
    this.keycloak = keycloak;
    this.quotas = quotas;
    this.caller = caller;
    this.audit = audit;
    this.identifiers = identifiers;
    this.clock = clock;
  }

  ServiceAccount get(Sql sql, String organization, String id) {
    caller.authorizeOrganization(organization);
    return find(sql, organization, id);
  }

  Page<ServiceAccount> list(
      Sql sql, String organization, Optional<String> creator, PageRequest page) {
    caller.authorizeOrganization(organization);
    return page.cut(
        repository.list(
            sql, organization, creator, page.after(Kind.SERVICE_ACCOUNT), page.limit() + 1),
        ServiceAccount::id);
  }

  CreatedServiceAccount create(Sql sql, String organization, NewServiceAccount body) {
    organizations.lock(sql, organization);
    body.check();
    Instant now = clock.instant();
    var made =
        new ServiceAccount(
            identifiers.next(Kind.SERVICE_ACCOUNT),
            organization,
            body.name().orElseThrow(),
            body.role().orElse(Role.MEMBER),
            body.projects().orElse(List.of()),
            false,
            Optional.of(Creator.of(caller.principal())),
            now,
            now,
            1);
    members.mustBeGrantable(sql, made.membership());
    quotas.mustHaveRoom(sql, organization, Quota.SERVICE_ACCOUNTS, 1);
    ServiceClients.Made client = clients.create(made.id(), made.name());
    repository.insert(sql, made, client);
    audit.record(
        sql,
        organization,
        "service-account.create",
        made.id(),
        Optional.empty(),
        Optional.of(made));
    return new CreatedServiceAccount(made, client.secret(), keycloak.tokenUrl());
  }

  ServiceAccount change(
      Sql sql,
      String organization,
      String id,
      Optional<String> ifMatch,
      ServiceAccountChanges changes) {
    organizations.lock(sql, organization);
    ServiceAccount before = find(sql, organization, id);
    before.mustMatch(ifMatch);
    changes.check();
    ServiceAccount after = before.with(changes, clock.instant());
    members.mustBeGrantable(sql, after.membership());
    repository.update(sql, after);
    if (after.disabled() && !before.disabled()) {
      departures.endKeys(sql, after.membership());
    }
    audit.record(
        sql, organization, "service-account.update", id, Optional.of(before), Optional.of(after));
    return after;
  }

  /** Gives one another secret; the one before opens nothing more. */
  CreatedServiceAccount rotate(Sql sql, String organization, String id) {
    organizations.lock(sql, organization);
    ServiceAccount account = find(sql, organization, id);
    audit.record(
        sql,
        organization,
        "service-account.rotate",
        id,
        Optional.of(account),
        Optional.of(account));
    return new CreatedServiceAccount(
        account, clients.rotate(repository.clientKey(sql, account)), keycloak.tokenUrl());
  }

  ServiceAccount delete(Sql sql, String organization, String id) {
    organizations.lock(sql, organization);
    ServiceAccount before = find(sql, organization, id);
    repository.delete(sql, before, clock.instant());
    departures.endKeys(sql, before.membership());
    audit.record(
        sql, organization, "service-account.delete", id, Optional.of(before), Optional.empty());
    return before;
  }

  private ServiceAccount find(Sql sql, String organization, String id) {
    return repository
        .find(sql, organization, id)
        .orElseThrow(() -> Problem.notFound(Kind.SERVICE_ACCOUNT, id));
  }
}
