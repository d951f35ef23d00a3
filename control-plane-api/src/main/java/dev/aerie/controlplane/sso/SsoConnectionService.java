package dev.aerie.controlplane.sso;

import dev.aerie.controlplane.access.Caller;
import dev.aerie.controlplane.access.Role;
import dev.aerie.controlplane.access.Target;
import dev.aerie.controlplane.audit.AuditLog;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.exchange.Page;
import dev.aerie.controlplane.exchange.PageRequest;
import dev.aerie.controlplane.identifier.Identifiers;
import dev.aerie.controlplane.identifier.Kind;
import dev.aerie.controlplane.keycloak.IdentityProviders;
import dev.aerie.controlplane.keycloak.KeycloakRefusal;
import dev.aerie.controlplane.member.Member;
import dev.aerie.controlplane.member.MemberService;
import dev.aerie.controlplane.organization.OrganizationService;
import dev.aerie.controlplane.problem.Problem;
import dev.aerie.controlplane.sso.SsoConnection.Protocol;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rules of connections. Our row and Keycloak's provider change in this order: the row, Keycloak,
 * the commit. What may remain of a failure in between opens nothing: {@link SsoSignInRules} goes by
 * the row alone. Safe for use by many threads.
 */
@ApplicationScoped
class SsoConnectionService {
  private static final int TOKEN_BYTES = 16;

  private final SsoConnectionRepository repository;
  private final OrganizationService organizations;
  private final MemberService members;
  private final IdentityProviders providers;
  private final Caller caller;
  private final AuditLog audit;
  private final Identifiers identifiers;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  SsoConnectionService(
      SsoConnectionRepository repository,
      OrganizationService organizations,
      MemberService members,
      IdentityProviders providers,
      Caller caller,
      AuditLog audit,
      Identifiers identifiers,
      Clock clock) {
    this.repository = repository;
    this.organizations = organizations;
    this.members = members;
    this.providers = providers;
    this.caller = caller;
    this.audit = audit;
    this.identifiers = identifiers;
    this.clock = clock;
  }

  /** Asks for the endpoint's permission, before anything slow is done. */
  Caller authorize(String organization) {
    caller.authorize(Target.organization(organization), Kind.ORGANIZATION, organization);
    return caller;
  }

  Page<SsoConnection> list(Sql sql, String organization, PageRequest page) {
    authorize(organization);
    return page.cut(
        repository.list(sql, organization, page.after(Kind.SSO_CONNECTION), page.limit() + 1),
        SsoConnection::id);
  }

  SsoConnection get(Sql sql, String organization, String id) {
    authorize(organization);
    return repository
        .find(sql, organization, id)
        .orElseThrow(() -> Problem.notFound(Kind.SSO_CONNECTION, id));
  }

  private SsoConnection lock(Sql sql, String organization, String id) {
    organizations.lock(sql, organization);
    return get(sql, organization, id);
  }

  SsoConnection create(Sql sql, String organization, NewSsoConnection body, ProviderMetadata read) {
    organizations.lock(sql, organization);
    String domain = DomainName.normal(body.domain().orElseThrow());
    refuseTaken(sql, domain);
    String id = identifiers.next(Kind.SSO_CONNECTION);
    String token = token();
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
    SsoConnection made = changed(blank, body.changes(), 1);
    mustBeGrantable(sql, made);
    repository.insert(sql, made, token, read);
    audit.record(
        sql, organization, "sso-connection.create", id, Optional.empty(), Optional.of(made));
    taken(
        () ->
            providers.create(
                organization,
                BrokerSettings.of(
                    made,
                    read.config(),
                    body.oidc().flatMap(OidcBody::clientSecret),
                    providers.entityId(id))));
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
    SsoConnection before = lock(sql, organization, id);
    before.mustMatch(ifMatch);
    if (changes.saml().isPresent() && before.protocol() != Protocol.SAML
        || changes.oidc().isPresent() && before.protocol() != Protocol.OIDC) {
      throw Problem.wrongField("protocol", "cannot change; make another connection");
    }
    SsoConnection wanted = changed(before, changes, before.etag() + 1);
    mustBeGrantable(sql, wanted);
    mustBeEnforceable(sql, wanted);
    repository.update(sql, wanted);
    read.ifPresent(one -> repository.keep(sql, organization, id, one, clock.instant()));
    SsoConnection after = get(sql, organization, id);
    audit.record(
        sql, organization, "sso-connection.update", id, Optional.of(before), Optional.of(after));
    broker(after, read, changes.oidc().flatMap(OidcBody::clientSecret));
    return after;
  }

  private SsoConnection changed(SsoConnection before, SsoConnectionChanges changes, long etag) {
    return new SsoConnection(
        before.id(),
        before.organizationId(),
        changes.name().orElse(before.name()),
        before.protocol(),
        before.domain(),
        before.domainRecord(),
        before.domainVerifiedAt(),
        changes.enforced().orElse(before.enforced()),
        changes.breakGlassUserId().or(before::breakGlassUserId),
        changes.defaultRole(before.defaultRole()),
        changes.groupsAttribute().orElse(before.groupsAttribute()),
        changes.roleMappings().orElse(before.roleMappings()),
        before.saml().map(saml -> changed(saml, changes.saml())),
        before
            .oidc()
            .map(
                oidc ->
                    new SsoConnection.Oidc(
                        oidc.issuer(),
                        changes.oidc().flatMap(OidcBody::clientId).orElse(oidc.clientId()),
                        oidc.redirectUri())),
        before.createdAt(),
        clock.instant(),
        etag);
  }

  private static SsoConnection.Saml changed(SsoConnection.Saml before, Optional<SamlBody> body) {
    boolean uploaded = body.flatMap(SamlBody::metadata).isPresent();
    return new SsoConnection.Saml(
        before.entityId(),
        before.signOnUrl(),
        body.flatMap(SamlBody::metadataUrl)
            .or(() -> uploaded ? Optional.empty() : before.metadataUrl()),
        body.flatMap(SamlBody::encryptedAssertions).orElse(before.encryptedAssertions()),
        before.certificates(),
        before.serviceProvider(),
        before.metadataReadAt(),
        before.metadataProblem());
  }

  /** Gives Keycloak what holds now; without metadata read anew, on the settings it has. */
  void broker(SsoConnection connection, Optional<ProviderMetadata> read, Optional<String> secret) {
    taken(
        () -> {
          Map<String, String> before = providers.config(connection.id());
          providers.update(
              BrokerSettings.of(
                  connection,
                  read.map(ProviderMetadata::config).orElse(before),
                  // Keycloak masks the secret there is, and takes the mask for "as it was".
                  secret.or(() -> Optional.ofNullable(before.get("clientSecret"))),
                  providers.entityId(connection.id())));
        });
  }

  private static void taken(Runnable change) {
    try {
      change.run();
    } catch (KeycloakRefusal refused) {
      throw new Problem(
          409,
          "SSO_BROKER_REFUSED",
          "Keycloak does not take the connection (%d). Test it; if Keycloak does not know it, delete it and make it anew."
              .formatted(refused.status()));
    }
  }

  /** Opens a connection whose TXT record is there. */
  SsoConnection verify(Sql sql, String organization, String id, List<String> found) {
    SsoConnection before = lock(sql, organization, id);
    if (before.isVerified()) {
      return before;
    }
    if (!found.contains(before.domainRecord().value())) {
      throw new Problem(
          409,
          "DOMAIN_UNVERIFIED",
          "There is no TXT record at %s with the text %s yet. Add it, and try again when DNS shows it."
              .formatted(before.domainRecord().name(), before.domainRecord().value()));
    }
    refuseTaken(sql, before.domain());
    SsoConnection after = verified(before);
    repository.update(sql, after);
    audit.record(
        sql,
        organization,
        "sso-connection.verify-domain",
        id,
        Optional.of(before),
        Optional.of(after));
    taken(() -> providers.setDomains(organization, repository.domains(sql, organization)));
    broker(after, Optional.empty(), Optional.empty());
    return after;
  }

  private SsoConnection verified(SsoConnection before) {
    return new SsoConnection(
        before.id(),
        before.organizationId(),
        before.name(),
        before.protocol(),
        before.domain(),
        before.domainRecord(),
        Optional.of(clock.instant()),
        before.enforced(),
        before.breakGlassUserId(),
        before.defaultRole(),
        before.groupsAttribute(),
        before.roleMappings(),
        before.saml(),
        before.oidc(),
        before.createdAt(),
        clock.instant(),
        before.etag() + 1);
  }

  SsoConnection delete(Sql sql, String organization, String id) {
    SsoConnection gone = lock(sql, organization, id);
    repository.delete(sql, gone);
    audit.record(
        sql, organization, "sso-connection.delete", id, Optional.of(gone), Optional.empty());
    taken(
        () -> {
          providers.delete(id);
          providers.setDomains(organization, repository.domains(sql, organization));
        });
    return gone;
  }

  private void refuseTaken(Sql sql, String domain) {
    if (repository.isTaken(sql, domain)) {
      throw new Problem(
          409,
          "DOMAIN_TAKEN",
          "The domain %s has a verified connection already, maybe of another organization. Delete that one first."
              .formatted(domain));
    }
  }

  /** A mapping gives roles, so whoever makes it must be able to give them. */
  private void mustBeGrantable(Sql sql, SsoConnection connection) {
    connection.defaultRole().ifPresent(role -> mayGive(sql, connection, role, List.of()));
    connection
        .roleMappings()
        .forEach(one -> mayGive(sql, connection, one.role().orElse(Role.MEMBER), one.projects()));
  }

  private void mayGive(
      Sql sql, SsoConnection connection, Role role, List<Member.ProjectRole> projects) {
    members.mustBeGrantable(
        sql,
        new Member("", connection.organizationId(), "", role, projects, connection.createdAt(), 1));
  }

  private void mustBeEnforceable(Sql sql, SsoConnection wanted) {
    if (!wanted.enforced()) {
      return;
    }
    if (!wanted.isVerified()) {
      throw new Problem(
          409, "DOMAIN_UNVERIFIED", "Verify the domain before single sign-on is enforced for it.");
    }
    boolean owner =
        wanted
            .breakGlassUserId()
            .filter(user -> members.isOwner(sql, wanted.organizationId(), user))
            .isPresent();
    if (!owner) {
      throw new Problem(
          409,
          "BREAK_GLASS_OWNER_REQUIRED",
          "Name an owner in breakGlassUserId, who can sign in without the identity provider when it is away.");
    }
  }

  private String token() {
    var bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
