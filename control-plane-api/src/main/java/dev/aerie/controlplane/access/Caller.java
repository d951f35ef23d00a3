package dev.aerie.controlplane.access;

import dev.aerie.controlplane.database.Scope;
import dev.aerie.controlplane.identifier.Kind;
import dev.aerie.controlplane.problem.Code;
import dev.aerie.controlplane.problem.Problem;
import jakarta.enterprise.context.RequestScoped;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The one behind the request under way, and what the endpoint needs. Filled by the filters before
 * the endpoint runs.
 */
@RequestScoped
public class Caller {
  private String traceId = "";
  private String remoteAddress = "";
  private Instant arrivedAt = Instant.EPOCH;
  private Optional<SignIn> signIn = Optional.empty();
  private Optional<Principal> principal = Optional.empty();
  private Optional<Principal> claimed = Optional.empty();
  private Optional<Permission> permission = Optional.empty();
  private Optional<String> touched = Optional.empty();
  private final Set<Asked> asked = new LinkedHashSet<>();

  void arrive(String trace, String address, Instant at) {
    traceId = trace;
    remoteAddress = address;
    arrivedAt = at;
  }

  /** Notes who calls and what the endpoint needs. */
  public void identify(Principal found, Permission needed) {
    principal = Optional.of(found);
    permission = Optional.of(needed);
  }

  /** The request's trace id, 32 hexadecimal digits. */
  public String traceId() {
    return traceId;
  }

  /** The address the request came from, behind the proxies that are trusted. */
  public String remoteAddress() {
    return remoteAddress;
  }

  /** When the request arrived; who calls was found out afterwards. */
  public Instant arrivedAt() {
    return arrivedAt;
  }

  /** Notes how a person who calls has signed in. */
  void comesBy(SignIn found) {
    signIn = Optional.of(found);
  }

  /** How the person who calls has signed in; empty for others. */
  public Optional<SignIn> signIn() {
    return signIn;
  }

  /** The session that a person calls by, as Keycloak calls it; empty for others. */
  public String session() {
    return signIn.map(SignIn::session).orElse("");
  }

  /** Who calls. */
  public Principal principal() {
    return principal.orElseThrow(
        () ->
            Problem.unauthenticated(
                "Send a credential: Authorization: Bearer <API key or access token>."));
  }

  /** Who calls, if that is known. */
  public Optional<Principal> known() {
    return principal;
  }

  /** Notes whom a credential names that does not hold, or not yet. */
  public void claims(Principal named) {
    claimed = Optional.of(named);
  }

  /** Notes which organisation a refusal is about. */
  public void touch(String organization) {
    touched = Optional.of(organization);
  }

  /** Who calls, or whom a credential names that does not hold. */
  public Optional<Principal> claimed() {
    return principal.or(() -> claimed);
  }

  /** What the endpoint needs. */
  public Permission permission() {
    return permission.orElse(Permission.SIGNED_IN);
  }

  /** The organisation the request turned out to be about. */
  public Optional<String> touched() {
    return touched;
  }

  /** What the database shows the caller. */
  public Scope scope() {
    return Scope.caller(principal().organizations(), principal().id());
  }

  /** What the caller may list. */
  public Reach reach() {
    return Reach.of(principal(), permission());
  }

  /**
   * Asks whether any grant reaches what a list is about; {@link #reach} narrows what the list
   * shows.
   *
   * @throws Problem 404 when none does
   */
  public void mustSee(Target target, Kind kind, String id) {
    if (principal().grants().stream().noneMatch(grant -> grant.sees(target))) {
      throw Problem.notFound(kind, id);
    }
    touched = Optional.of(target.organization());
  }

  /**
   * Asks whether the caller may give somebody these powers there.
   *
   * @throws Problem 403 when they are more than its own
   */
  public void mustHold(Target target, Powers given) {
    if (!principal().powers(target).cover(given)) {
      throw new Problem(
          Code.EXCEEDS_OWN_ROLE,
          "The role allows more than yours does there. Ask an owner of the organization to grant it.");
    }
    asked.add(new Asked.Holds(given, target));
  }

  /**
   * Asks for the endpoint's permission on an organisation.
   *
   * @throws Problem 404 when the caller cannot see it, 403 when it can but may not
   */
  public void authorizeOrganization(String id) {
    authorize(Target.organization(id), Kind.ORGANIZATION, id);
  }

  /**
   * Asks for the endpoint's permission on what a request is about.
   *
   * @throws Problem 404 when the caller cannot see it, 403 when it can but may not
   */
  public void authorize(Target target, Kind kind, String id) {
    mustSee(target, kind, id);
    mustHave(permission(), target);
  }

  /** Whether the caller has a permission, such as one that what it is told depends on. */
  public boolean may(Permission permission, Target target) {
    return principal().may(permission, target);
  }

  /**
   * Asks for a permission, such as one that only a part of a request needs.
   *
   * @throws Problem 403 when the caller may not
   */
  public void mustHave(Permission needed, Target target) {
    if (!may(needed, target)) {
      throw new Problem(
          Code.FORBIDDEN,
          "This needs the permission %s, which your role does not have. Ask an owner of the organization."
              .formatted(needed));
    }
    asked.add(new Asked.May(needed, target));
  }

  /** What was asked of the caller so far, permissions and powers, each as a text. */
  public List<String> asked() {
    return asked.stream().map(Asked::text).toList();
  }

  /**
   * Asks for something again.
   *
   * @param text one of {@link #asked}
   * @throws Problem 404 when the caller cannot see what it is about, 403 when it can but may not,
   *     or holds less, 503 when the text is of another release
   */
  public void askAgain(String text) {
    Asked again = Asked.parse(text).orElseThrow(Problem::answerUnreadable);
    mustSee(again.target(), Kind.ORGANIZATION, again.target().organization());
    switch (again) {
      case Asked.May(Permission needed, Target target) -> mustHave(needed, target);
      case Asked.Holds(Powers given, Target target) -> mustHold(target, given);
    }
  }
}
