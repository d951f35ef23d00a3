package dev.aerie.controlplane.member;

import dev.aerie.controlplane.access.Caller;
import dev.aerie.controlplane.access.Principal;
import dev.aerie.controlplane.access.Role;
import dev.aerie.controlplane.access.Target;
import dev.aerie.controlplane.audit.AuditLog;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.exchange.Page;
import dev.aerie.controlplane.exchange.PageRequest;
import dev.aerie.controlplane.identifier.Kind;
import dev.aerie.controlplane.keycloak.AddressHolders;
import dev.aerie.controlplane.organization.OrganizationService;
import dev.aerie.controlplane.problem.Code;
import dev.aerie.controlplane.problem.Problem;
import dev.aerie.controlplane.projectrole.ProjectRoles;
import dev.aerie.controlplane.quota.Quota;
import dev.aerie.controlplane.quota.Quotas;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Rules of membership: an organisation always has an owner. Changes hold the organisation's row, so
 * two owners cannot remove each other at once. Safe for use by many threads.
 */
@ApplicationScoped
public class MemberService {
  private final MemberRepository repository;
  private final Departures departures;
  private final OrganizationService organizations;
  private final AddressHolders addresses;
  private final ProjectRoles roles;
  private final Quotas quotas;
  private final Caller caller;
  private final AuditLog audit;
  private final Clock clock;

  MemberService(
      MemberRepository repository,
      Departures departures,
      OrganizationService organizations,
      AddressHolders addresses,
      ProjectRoles roles,
      Quotas quotas,
      Caller caller,
      AuditLog audit,
      Clock clock) {
    this.repository = repository;
    this.departures = departures;
    this.organizations = organizations;
    this.addresses = addresses;
    this.roles = roles;
    this.quotas = quotas;
    this.caller = caller;
    this.audit = audit;
    this.clock = clock;
  }

  Member get(Sql sql, String organization, String user) {
    caller.authorizeOrganization(organization);
    return find(sql, organization, user);
  }

  Page<Member> list(Sql sql, String organization, PageRequest page) {
    caller.authorizeOrganization(organization);
    return page.cut(
        repository.list(sql, organization, page.after(Kind.USER), page.limit() + 1),
        Member::userId);
  }

  Member add(Sql sql, String organization, NewMember body) {
    organizations.lock(sql, organization);
    body.check();
    String email = body.email().orElseThrow();
    String user =
        addresses
            .find(sql, email)
            .orElseThrow(
                () ->
                    new Problem(
                        Code.ACCOUNT_UNKNOWN,
                        "Nobody with the verified address %s has signed in yet. Invite them instead."
                            .formatted(email)));
    var wanted =
        new Member(
            user,
            organization,
            email,
            body.role().orElseThrow(),
            body.projects().orElse(List.of()),
            false,
            clock.instant(),
            1);
    mustBeGrantable(sql, wanted);
    quotas.mustHaveRoom(sql, organization, Quota.MEMBERS, 1);
    if (!repository.insert(sql, wanted)) {
      throw new Problem(
          Code.ALREADY_MEMBER,
          "%s belongs to the organization already. Change their role instead.".formatted(email));
    }
    repository.writeProjects(sql, wanted);
    Member made = find(sql, organization, user);
    audit.record(sql, organization, "member.add", user, Optional.empty(), Optional.of(made));
    return made;
  }

  /** Makes somebody who was invited a member; who is one already keeps their role. */
  public Member join(Sql sql, String organization, Principal person, Role role) {
    var wanted =
        new Member(
            person.id(), organization, person.name(), role, List.of(), false, clock.instant(), 1);
    quotas.mustHaveRoom(sql, organization, Quota.MEMBERS, 1);
    boolean joined = repository.insert(sql, wanted);
    Member member = find(sql, organization, person.id());
    if (joined) {
      audit.record(
          sql, organization, "member.join", person.id(), Optional.empty(), Optional.of(member));
    }
    return member;
  }

  Member change(
      Sql sql, String organization, String user, Optional<String> ifMatch, MemberChanges changes) {
    organizations.lock(sql, organization);
    Member before = find(sql, organization, user);
    before.mustMatch(ifMatch);
    changes.check();
    Member after = before.with(changes);
    if (!after.actsAsOwner()) {
      departures.mustBeDispensable(sql, before);
    }
    mustBeGrantable(sql, after);
    return write(sql, before, after);
  }

  /** Makes a member an owner and the caller none, both or neither. */
  Member transferOwnership(Sql sql, String organization, String user) {
    organizations.lock(sql, organization);
    Principal giver = caller.principal();
    if (giver.kind() != Principal.Kind.USER) {
      throw new Problem(
          Code.PEOPLE_ONLY, "Ownership is handed over by the person who has it. Sign in.");
    }
    Member heir = find(sql, organization, user);
    if (heir.role() == Role.ORGANIZATION_OWNER) {
      throw new Problem(
          Code.ALREADY_OWNER,
          "%s is an owner already. To step back, change your own role.".formatted(heir.name()));
    }
    if (heir.disabled()) {
      throw new Problem(
          Code.MEMBER_DISABLED, "%s is disabled. Enable them first.".formatted(heir.name()));
    }
    Member before = find(sql, organization, giver.id());
    departures.refuseBreakGlass(sql, before);
    Member owner = write(sql, heir, heir.with(Role.ORGANIZATION_OWNER, heir.projects()));
    write(sql, before, before.with(Role.MEMBER, before.projects()));
    return owner;
  }

  private Member write(Sql sql, Member before, Member after) {
    repository.update(sql, after);
    repository.writeProjects(sql, after);
    if (after.disabled() && !before.disabled()) {
      departures.endKeys(sql, after);
    }
    audit.record(
        sql,
        after.organizationId(),
        "member.update",
        after.userId(),
        Optional.of(before),
        Optional.of(after));
    return after;
  }

  Member remove(Sql sql, String organization, String user) {
    organizations.lock(sql, organization);
    Member before = find(sql, organization, user);
    departures.remove(sql, before);
    return before;
  }

  private Member find(Sql sql, String organization, String user) {
    return repository
        .find(sql, organization, user)
        .orElseThrow(() -> Problem.notFound(Kind.USER, user));
  }

  /**
   * Asks whether the projects somebody gets roles in are there, and the caller may give the roles.
   *
   * @throws Problem 400 when they are not, 403 when the caller may not
   */
  public void mustBeGrantable(Sql sql, Member member) {
    var strange =
        new ArrayList<>(member.projects().stream().map(Member.ProjectRole::projectId).toList());
    strange.removeAll(repository.projectsIn(sql, member.organizationId(), strange));
    if (!strange.isEmpty()) {
      throw Problem.wrongField(
          "projects", "are not projects of the organization: " + String.join(", ", strange));
    }
    mustHold(sql, member);
  }

  /**
   * Asks whether the caller may give these roles, wherever their projects are by now.
   *
   * @throws Problem 403 when they are more than its own, 400 when there is no such one
   */
  public void mustHold(Sql sql, Member member) {
    String organization = member.organizationId();
    caller.mustHold(Target.organization(organization), member.role().powers());
    for (Member.ProjectRole one : member.projects()) {
      caller.mustHold(
          Target.project(organization, one.projectId()),
          roles.powers(sql, organization, "projects", one.role()));
    }
  }

  /** Whether somebody can act as an owner of the organisation. */
  public boolean isOwner(Sql sql, String organization, String user) {
    return repository.find(sql, organization, user).filter(Member::actsAsOwner).isPresent();
  }
}
