package dev.aerie.controlplane.sso;

import dev.aerie.controlplane.access.Caller;
import dev.aerie.controlplane.access.Role;
import dev.aerie.controlplane.audit.AuditLog;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.exchange.Page;
import dev.aerie.controlplane.exchange.PageRequest;
import dev.aerie.controlplane.identifier.Identifiers;
import dev.aerie.controlplane.identifier.Kind;
import dev.aerie.controlplane.keycloak.IdentityProviders;
import dev.aerie.controlplane.organization.OrganizationService;
import dev.aerie.controlplane.problem.Code;
import dev.aerie.controlplane.problem.Problem;
import dev.aerie.controlplane.sso.SsoConnection.Protocol;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What callers may ask of connections. Safe for use by many threads. */
@ApplicationScoped
class SsoConnectionService {
  private static final int MOST = 10;

  private final SsoConnectionRepository repository;
  private final OrganizationService organizations;
  private final ConnectionRules rules;
  private final DomainVerification domains;
  private final ConnectionBroker broker;
  private final IdentityProviders providers;
  private final Caller caller;
  private final AuditLog audit;
  private final Identifiers identifiers;
  private final Clock clock;

  SsoConnectionService(
      SsoConnectionRepository repository,
      OrganizationService organizations,
      ConnectionRules rules,
      DomainVerification domains,
      ConnectionBroker broker,
      IdentityProviders providers,
      Caller caller,
      AuditLog audit,
      Identifiers identifiers,
      Clock clock) {
    this.repository = repository;
    this.organizations = organizations;
    this.rules = rules;
    this.domains = domains;
    this.broker = broker;
    this.providers = providers;
    this.caller = caller;
    this.audit = audit;
    this.identifiers = identifiers;
    this.clock = clock;
  }

  /** Asks for the endpoint's permission, before anything slow is done. */
  void authorize(String organization) {
    caller.authorizeOrganization(organization);
  }

  Page<SsoConnection> list(Sql sql, String organization, PageRequest page) {
    authorize(organization);
    return page.cut(
        repository.list(sql, organization, page.after(Kind.SSO_CONNECTION), page.limit() + 1),
        SsoConnection::id);
  }

  SsoConnection get(Sql sql, String organization, String id) {
    authorize(organization);
    return repository.get(sql, organization, id);
  }

  SsoConnection create(Sql sql, String organization, NewSsoConnection body, ProviderMetadata read) {
    organizations.lock(sql, organization);
    if (repository.count(sql, organization) >= MOST) {
      throw new Problem(
          Code.TOO_MANY_CONNECTIONS,
          "An organization has at most %d single sign-on connections. Delete one.".formatted(MOST));
    }
    String domain = DomainName.normal(body.domain().orElseThrow());
    domains.mustBeFree(sql, domain);
    String id = identifiers.next(Kind.SSO_CONNECTION);
    String token = domains.token();
    Instant now = clock.instant();
    var blank =
        new SsoConnection(
            id,
            organization,
            body.name().orElseThrow(),
            body.protocol().orElseThrow(),
            domain,
            SsoConnection.DomainRecord.of(domain, token),
            Optional.empty(),
            false,
            Optional.empty(),
            Optional.of(Role.MEMBER),
            "groups",
            List.of(),
            saml(id, body.saml(), read, now),
            body.oidc()
                .map(
                    one ->
                        new SsoConnection.Oidc(
                            read.issuer(), one.clientId().orElseThrow(), providers.endpoint(id))),
            now,
            now,
            1);
    SsoConnection made = blank.with(body.changes(), now, 1);
    rules.mustBeGrantable(sql, made, List.of());
    repository.insert(sql, made, token, read);
    audit.record(
        sql, organization, "sso-connection.create", id, Optional.empty(), Optional.of(made));
    broker.create(made, read, body.oidc().flatMap(OidcBody::clientSecret));
    return made;
  }

  private Optional<SsoConnection.Saml> saml(
      String id, Optional<SamlBody> body, ProviderMetadata read, Instant now) {
    return body.map(
        one ->
            new SsoConnection.Saml(
                read.issuer(),
                read.signOnUrl(),
                one.metadataUrl(),
                one.encryptedAssertions().orElse(false),
                read.attributes(),
                read.certificates().stream().map(SigningCertificate::read).toList(),
                new SsoConnection.ServiceProvider(providers.entityId(id), providers.endpoint(id)),
                now,
                Optional.empty()));
  }

  /** Changes one; what was read anew of its metadata takes effect with it. */
  SsoConnection change(
      Sql sql,
      String organization,
      String id,
      Optional<String> ifMatch,
      SsoConnectionChanges changes,
      Optional<ProviderMetadata> read) {
    SsoConnection before = organizations.lock(sql, organization, repository, id);
    before.mustMatch(ifMatch);
    if (changes.saml().isPresent() && before.protocol() != Protocol.SAML
        || changes.oidc().isPresent() && before.protocol() != Protocol.OIDC) {
      throw Problem.wrongField("protocol", "cannot change; make another connection");
    }
    SsoConnection wanted = before.with(changes, clock.instant(), before.etag() + 1);
    rules.mustBeGrantable(sql, wanted, before.roleMappings());
    rules.mustBeEnforceable(sql, wanted);
    repository.update(sql, wanted);
    read.ifPresent(one -> repository.keep(sql, organization, id, one, clock.instant()));
    SsoConnection after = get(sql, organization, id);
    audit.record(
        sql, organization, "sso-connection.update", id, Optional.of(before), Optional.of(after));
    broker.update(after, read, changes.oidc().flatMap(OidcBody::clientSecret));
    return after;
  }

  SsoConnection delete(Sql sql, String organization, String id) {
    SsoConnection gone = organizations.lock(sql, organization, repository, id);
    repository.delete(sql, gone);
    audit.record(
        sql, organization, "sso-connection.delete", id, Optional.of(gone), Optional.empty());
    broker.delete(sql, gone);
    return gone;
  }
}
