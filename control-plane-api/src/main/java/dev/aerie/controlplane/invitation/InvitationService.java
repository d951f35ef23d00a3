package dev.aerie.controlplane.invitation;

import dev.aerie.controlplane.access.ApiKeySecret;
import dev.aerie.controlplane.access.Caller;
import dev.aerie.controlplane.access.Principal;
import dev.aerie.controlplane.access.Target;
import dev.aerie.controlplane.audit.AuditLog;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.exchange.Page;
import dev.aerie.controlplane.exchange.PageRequest;
import dev.aerie.controlplane.identifier.Identifiers;
import dev.aerie.controlplane.identifier.Kind;
import dev.aerie.controlplane.keycloak.AddressHolders;
import dev.aerie.controlplane.mail.MailAllowance;
import dev.aerie.controlplane.mail.MailQueue;
import dev.aerie.controlplane.member.Member;
import dev.aerie.controlplane.member.MemberRepository;
import dev.aerie.controlplane.member.MemberService;
import dev.aerie.controlplane.organization.Organization;
import dev.aerie.controlplane.organization.OrganizationService;
import dev.aerie.controlplane.problem.Checks;
import dev.aerie.controlplane.problem.Code;
import dev.aerie.controlplane.problem.Problem;
import dev.aerie.controlplane.quota.Quota;
import dev.aerie.controlplane.quota.Quotas;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Rules of invitations. Safe for use by many threads. */
@ApplicationScoped
public class InvitationService {
  private static final Duration LIFE = Duration.ofDays(7);
  private static final int TOKEN_BYTES = 32;
  private static final String TEXT =
      """
      %s invites you to the organization "%s" as %s.

      Sign in with this address and accept until %s:
      %s/invitations/%s

      If you do not know what this is about, do nothing.
      """;

  private final InvitationRepository repository;
  private final OrganizationService organizations;
  private final MemberService members;
  private final AddressHolders addresses;
  private final Quotas quotas;
  private final MailQueue mails;
  private final MailAllowance allowance;
  private final InvitationConfig config;
  private final Caller caller;
  private final AuditLog audit;
  private final Identifiers identifiers;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  InvitationService(
      InvitationRepository repository,
      OrganizationService organizations,
      MemberService members,
      AddressHolders addresses,
      Quotas quotas,
      MailQueue mails,
      MailAllowance allowance,
      InvitationConfig config,
      Caller caller,
      AuditLog audit,
      Identifiers identifiers,
      Clock clock) {
    this.repository = repository;
    this.organizations = organizations;
    this.members = members;
    this.addresses = addresses;
    this.quotas = quotas;
    this.mails = mails;
    this.allowance = allowance;
    this.config = config;
    this.caller = caller;
    this.audit = audit;
    this.identifiers = identifiers;
    this.clock = clock;
  }

  Page<Invitation> list(Sql sql, String organization, PageRequest page) {
    caller.authorizeOrganization(organization);
    return page.cut(
        repository.list(sql, organization, page.after(Kind.INVITATION), page.limit() + 1),
        Invitation::id);
  }

  /** Invites somebody; an invitation to the same address before this one ends. */
  Invitation create(Sql sql, String organization, NewInvitation body) {
    Organization inviting = organizations.lock(sql, organization);
    body.check();
    caller.mustHold(Target.organization(organization), body.role().orElseThrow().powers());
    repository
        .lockUnsettled(sql, organization, body.email().orElseThrow())
        .ifPresent(older -> end(sql, older));
    quotas.mustHaveRoom(sql, organization, Quota.MEMBERS, 1);
    allowance.mustAllow(sql, organization);
    Instant now = clock.instant();
    var made =
        new Invitation(
            identifiers.next(Kind.INVITATION),
            organization,
            body.email().orElseThrow(),
            body.role().orElseThrow(),
            caller.principal().name(),
            now,
            now.plus(LIFE),
            Optional.empty(),
            Optional.empty());
    String token = token();
    repository.insert(sql, made, ApiKeySecret.sha256(token));
    mails.add(
        sql,
        organization,
        made.id(),
        made.expiresAt(),
        made.email(),
        "Invitation to Aerie",
        text(made, inviting, token));
    audit.record(
        sql, organization, "invitation.create", made.id(), Optional.empty(), Optional.of(made));
    return made;
  }

  private String text(Invitation made, Organization inviting, String token) {
    return TEXT.formatted(
        made.invitedBy(), inviting.name(), made.role(), made.expiresAt(), config.url(), token);
  }

  private String token() {
    var bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Ends one; ending it twice is ending it once. */
  Invitation revoke(Sql sql, String organization, String id) {
    organizations.lock(sql, organization);
    Invitation before =
        repository
            .lock(sql, organization, id)
            .orElseThrow(() -> Problem.notFound(Kind.INVITATION, id));
    if (before.isOpen(clock.instant())) {
      end(sql, before);
    }
    return before;
  }

  /** Its mail does not go out any more either. */
  private void end(Sql sql, Invitation before) {
    String organization = before.organizationId();
    repository.revoke(sql, before, clock.instant());
    mails.withdraw(sql, organization, before.id());
    audit.record(
        sql, organization, "invitation.revoke", before.id(), Optional.of(before), Optional.empty());
  }

  /** Makes the caller a member, when the mail went to their verified address. */
  Member accept(Sql sql, Acceptance body) {
    new Checks().present("token", body.token()).end();
    Principal person = caller.principal();
    if (person.kind() != Principal.Kind.USER) {
      throw new Problem(
          Code.PEOPLE_ONLY, "An invitation is accepted by a person. Sign in with its address.");
    }
    String token = ApiKeySecret.sha256(body.token().orElseThrow());
    String organization =
        repository.organization(sql, token).orElseThrow(InvitationService::invalid);
    sql.see(List.of(organization));
    // Before the invitation, as whoever invites or revokes does.
    MemberRepository.lock(sql, organization);
    Invitation invitation =
        repository
            .lockByToken(sql, organization, token)
            .filter(found -> found.isOpen(clock.instant()))
            .orElseThrow(InvitationService::invalid);
    if (addresses.find(sql, invitation.email()).filter(person.id()::equals).isEmpty()) {
      throw new Problem(
          Code.OTHER_ADDRESS,
          "The invitation went to another address than the verified one of your account.");
    }
    repository.accept(sql, invitation, clock.instant());
    return members.join(sql, organization, person, invitation.role());
  }

  private static Problem invalid() {
    return new Problem(
        Code.INVITATION_INVALID,
        "There is no such invitation, or it was used, revoked or has expired. Ask for a new one.");
  }
}
