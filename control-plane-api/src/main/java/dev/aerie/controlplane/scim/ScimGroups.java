package dev.aerie.controlplane.scim;

import dev.aerie.controlplane.access.Caller;
import dev.aerie.controlplane.access.Role;
import dev.aerie.controlplane.audit.AuditLog;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.exchange.Page;
import dev.aerie.controlplane.exchange.PageRequest;
import dev.aerie.controlplane.identifier.Identifiers;
import dev.aerie.controlplane.identifier.Kind;
import dev.aerie.controlplane.member.Member;
import dev.aerie.controlplane.member.MemberService;
import dev.aerie.controlplane.organization.OrganizationService;
import dev.aerie.controlplane.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Rules of groups: the identity provider says who is in them, owners of the organisation what that
 * means here. Safe for use by many threads.
 */
@ApplicationScoped
public class ScimGroups {
  private final ScimGroupRepository repository;
  private final ProvisionedUserRepository users;
  private final GroupRoles roles;
  private final OrganizationService organizations;
  private final MemberService members;
  private final Caller caller;
  private final AuditLog audit;
  private final Identifiers identifiers;
  private final Clock clock;

  ScimGroups(
      ScimGroupRepository repository,
      ProvisionedUserRepository users,
      GroupRoles roles,
      OrganizationService organizations,
      MemberService members,
      Caller caller,
      AuditLog audit,
      Identifiers identifiers,
      Clock clock) {
    this.repository = repository;
    this.users = users;
    this.roles = roles;
    this.organizations = organizations;
    this.members = members;
    this.caller = caller;
    this.audit = audit;
    this.identifiers = identifiers;
    this.clock = clock;
  }

  /** What was told of a group. */
  record Attributes(String name, Optional<String> externalId, List<String> members) {}

  Page<ScimGroup> list(Sql sql, String organization, PageRequest page) {
    caller.authorizeOrganization(organization);
    return page.cut(
        repository.list(sql, organization, page.after(Kind.SCIM_GROUP), page.limit() + 1L),
        ScimGroup::id);
  }

  ScimGroup get(Sql sql, String organization, String id) {
    caller.authorizeOrganization(organization);
    return find(sql, organization, id);
  }

  private ScimGroup find(Sql sql, String organization, String id) {
    return repository
        .find(sql, organization, id)
        .orElseThrow(() -> Problem.notFound(Kind.SCIM_GROUP, id));
  }

  /** Says what members of a group are; those there are become it at once. */
  ScimGroup map(
      Sql sql, String organization, String id, Optional<String> ifMatch, ScimGroupMapping mapping) {
    organizations.lock(sql, organization);
    ScimGroup before = find(sql, organization, id);
    before.mustMatch(ifMatch);
    mapping.check();
    ScimGroup after = before.mapped(mapping, clock.instant());
    members.mustBeGrantable(
        sql,
        new Member(
            id,
            organization,
            after.displayName(),
            after.role().orElse(Role.MEMBER),
            added(before, after),
            false,
            after.createdAt(),
            1));
    repository.update(sql, after);
    apply(sql, organization, after.members());
    record(sql, "scim-group.map", Optional.of(before), Optional.of(after));
    return after;
  }

  /** Roles it had stay, though their project may be in the recycle bin by now. */
  private static List<Member.ProjectRole> added(ScimGroup before, ScimGroup after) {
    return after.projects().stream().filter(one -> !before.projects().contains(one)).toList();
  }

  Optional<ScimGroup> named(ScimCall call, String name) {
    return repository.named(call.sql(), call.organization(), name);
  }

  List<ScimGroup> all(ScimCall call) {
    return repository.list(call.sql(), call.organization(), "", Long.MAX_VALUE);
  }

  ScimGroup get(ScimCall call, String id) {
    return repository
        .find(call.sql(), call.organization(), id)
        .orElseThrow(() -> ScimRefusal.notFound(id));
  }

  ScimGroup create(ScimCall call, Attributes told) {
    ProvisionedUsers.lock(call);
    check(call, told, "");
    Instant now = clock.instant();
    var made =
        new ScimGroup(
            identifiers.next(Kind.SCIM_GROUP),
            call.organization(),
            told.name(),
            told.externalId(),
            Optional.empty(),
            List.of(),
            told.members(),
            now,
            now,
            1);
    repository.insert(call.sql(), made);
    record(call.sql(), "scim-group.create", Optional.empty(), Optional.of(made));
    return made;
  }

  ScimGroup update(ScimCall call, String id, Attributes told) {
    ProvisionedUsers.lock(call);
    ScimGroup before = get(call, id);
    check(call, told, id);
    ScimGroup after = before.told(told.name(), told.externalId(), told.members(), clock.instant());
    repository.update(call.sql(), after);
    var changed = new TreeSet<>(before.members());
    changed.addAll(after.members());
    changed.removeIf(user -> before.members().contains(user) && after.members().contains(user));
    apply(call.sql(), call.organization(), changed);
    record(call.sql(), "scim-group.update", Optional.of(before), Optional.of(after));
    return after;
  }

  void delete(ScimCall call, String id) {
    ProvisionedUsers.lock(call);
    ScimGroup before = get(call, id);
    repository.delete(call.sql(), before);
    apply(call.sql(), call.organization(), before.members());
    record(call.sql(), "scim-group.delete", Optional.of(before), Optional.empty());
  }

  private void apply(Sql sql, String organization, Collection<String> people) {
    roles.apply(
        sql,
        organization,
        people.stream().flatMap(user -> users.find(sql, organization, user).stream()).toList());
  }

  private void check(ScimCall call, Attributes told, String besides) {
    if (told.name().isBlank()) {
      throw ScimRefusal.invalidValue("A group needs a displayName.");
    }
    if (named(call, told.name()).filter(other -> !other.id().equals(besides)).isPresent()) {
      throw ScimRefusal.taken(told.name());
    }
    var strange = new ArrayList<>(told.members());
    strange.removeAll(users.known(call.sql(), call.organization(), told.members()));
    if (!strange.isEmpty()) {
      throw ScimRefusal.invalidValue("There are no users " + String.join(", ", strange) + ".");
    }
  }

  private void record(
      Sql sql, String action, Optional<ScimGroup> before, Optional<ScimGroup> after) {
    ScimGroup group = after.or(() -> before).orElseThrow();
    audit.record(sql, group.organizationId(), action, group.id(), before, after);
  }
}
