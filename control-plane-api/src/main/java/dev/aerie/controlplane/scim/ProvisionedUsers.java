package dev.aerie.controlplane.scim;

import dev.aerie.controlplane.audit.AuditLog;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.member.MemberRepository;
import dev.aerie.controlplane.problem.Checks;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Rules of people an identity provider tells of. Changes hold the organisation's row, as those of
 * members do. Safe for use by many threads.
 */
@ApplicationScoped
public class ProvisionedUsers {
  private final ProvisionedUserRepository repository;
  private final AccountLinks accounts;
  private final GroupRoles roles;
  private final AuditLog audit;
  private final Clock clock;

  ProvisionedUsers(
      ProvisionedUserRepository repository,
      AccountLinks accounts,
      GroupRoles roles,
      AuditLog audit,
      Clock clock) {
    this.repository = repository;
    this.accounts = accounts;
    this.roles = roles;
    this.audit = audit;
    this.clock = clock;
  }

  /** Whose account it is to be. */
  record Person(String email, String firstName, String lastName) {}

  /**
   * What was told.
   *
   * @param active empty where nothing was said of it: somebody new is, anybody else stays as they
   *     are
   */
  record Attributes(
      String userName, Optional<String> externalId, Optional<Boolean> active, String resource) {}

  ProvisionedUser get(ScimCall call, String id) {
    return repository
        .find(call.sql(), call.organization(), id)
        .orElseThrow(() -> ScimRefusal.notFound(id));
  }

  Optional<ProvisionedUser> named(ScimCall call, String userName) {
    return repository.named(call.sql(), call.organization(), userName);
  }

  List<ProvisionedUser> withExternalId(ScimCall call, String externalId) {
    return repository.withExternalId(call.sql(), call.organization(), externalId);
  }

  List<ProvisionedUser> list(ScimCall call, long skipped, long limit) {
    return repository.list(call.sql(), call.organization(), skipped, limit);
  }

  long count(ScimCall call) {
    return repository.count(call.sql(), call.organization());
  }

  ProvisionedUser create(ScimCall call, Person person, Attributes told) {
    Sql sql = call.sql();
    lock(call);
    new Checks().email("emails", Optional.of(person.email())).end();
    mustBeFree(call, told.userName(), "");
    String id = accounts.find(call, person.email(), person.firstName(), person.lastName());
    if (repository.find(sql, call.organization(), id).isPresent()) {
      throw ScimRefusal.taken("The person with the address " + person.email());
    }
    Instant now = clock.instant();
    var made =
        new ProvisionedUser(
            id,
            told.userName(),
            told.externalId(),
            told.active().orElse(true),
            told.resource(),
            1,
            now,
            now);
    repository.insert(sql, call.organization(), made);
    roles.apply(sql, call.organization(), made);
    record(call, "scim-user.create", Optional.empty(), Optional.of(made));
    return made;
  }

  ProvisionedUser update(ScimCall call, String id, Attributes told) {
    lock(call);
    ProvisionedUser before = get(call, id);
    mustBeFree(call, told.userName(), id);
    var after =
        new ProvisionedUser(
            id,
            told.userName(),
            told.externalId(),
            told.active().orElse(before.active()),
            told.resource(),
            before.version() + 1,
            before.createdAt(),
            clock.instant());
    repository.update(call.sql(), call.organization(), after);
    roles.apply(call.sql(), call.organization(), after);
    record(call, "scim-user.update", Optional.of(before), Optional.of(after));
    return after;
  }

  void delete(ScimCall call, String id) {
    lock(call);
    ProvisionedUser before = get(call, id);
    roles.end(call.sql(), call.organization(), before);
    repository.delete(call.sql(), call.organization(), before);
    record(call, "scim-user.delete", Optional.of(before), Optional.empty());
  }

  private void mustBeFree(ScimCall call, String userName, String besides) {
    if (named(call, userName).filter(other -> !other.id().equals(besides)).isPresent()) {
      throw ScimRefusal.taken(userName);
    }
  }

  static void lock(ScimCall call) {
    MemberRepository.lock(call.sql(), call.organization());
  }

  private void record(
      ScimCall call,
      String action,
      Optional<ProvisionedUser> before,
      Optional<ProvisionedUser> after) {
    audit.record(
        call.sql(),
        call.organization(),
        action,
        after.or(() -> before).orElseThrow().id(),
        before,
        after);
  }
}
