package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.controlplane.access.Permission;
import dev.aerie.controlplane.access.Role;
import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.Belongings;
import dev.aerie.controlplane.support.EndpointCalls;
import dev.aerie.controlplane.support.Endpoints;
import dev.aerie.controlplane.support.Endpoints.Endpoint;
import dev.aerie.controlplane.support.IdentityProvider;
import dev.aerie.controlplane.support.RolesPage;
import dev.aerie.controlplane.support.Superuser;
import dev.aerie.controlplane.support.Surroundings;
import dev.aerie.controlplane.support.Tenant;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tries every endpoint of the OpenAPI description as every role, by every kind of caller, and as
 * another tenant. What is expected is what {@code docs/administration/roles.md} says.
 */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class RoleMatrixTest {
  /** What takes metadata of a provider that is not there. */
  private static final Set<String> WANTING = Set.of("SsoConnectionResource_create");

  private static final RolesPage PAGE = RolesPage.read();

  /** One tenant for all who may not change the organisation: what they are refused stays. */
  private static Belongings shared;

  private static final Map<Endpoint, EndpointCalls.Prepared> REFUSED = new HashMap<>();

  IdentityProvider people;
  private Belongings things;
  private Tenant tenant;
  private EndpointCalls calls;

  @ParameterizedTest
  @EnumSource(Role.class)
  void personOfEachRoleMayWhatThePageSays(Role role) throws SQLException {
    prepareFor(role);

    tryAll(things.person(role), role.name(), PAGE.of(withMembership(role)), true);
  }

  @ParameterizedTest
  @EnumSource(
      value = Role.class,
      names = {"MEMBER", "BILLING_ADMIN"},
      mode = EnumSource.Mode.EXCLUDE)
  void keyOfEachRoleMayWhatThePageSays(Role role) throws SQLException {
    prepareFor(role);
    Api key = role == Role.ORGANIZATION_OWNER ? things.ownersKey() : tenant.withKey(role.name());

    tryAll(key, role.name(), PAGE.of(Set.of(role)), false);
  }

  @ParameterizedTest
  @EnumSource(Role.class)
  void serviceAccountOfEachRoleMayWhatThePageSays(Role role) throws SQLException {
    prepareFor(role);
    String account = things.serviceAccount(role);

    tryAll(
        new Api(people.tokenOfClient(account)), role.name(), PAGE.of(withMembership(role)), false);
  }

  static Set<Permission> permissionsOfProjects() {
    return PAGE.of(Set.of(Role.PROJECT_ADMIN));
  }

  @ParameterizedTest
  @MethodSource("permissionsOfProjects")
  void customRoleOfOnePermissionMayWhatThePageSays(Permission permission) throws SQLException {
    prepareShared();
    String role = tenant.newRole("only-" + permission, permission.name(), "NONE").mustBe(201).id();

    tryAll(tenant.withKey(role), "only " + permission, PAGE.ofCustom(permission), false);
  }

  @Test
  void anotherTenantFindsNothing() throws SQLException {
    prepare();
    Tenant stranger = Tenant.make(people);
    var soft = new SoftAssertions();
    for (Endpoint endpoint : Endpoints.described().all()) {
      var answer = calls.call(stranger.person(), endpoint);
      if (endpoint.permission().filter(Permission.PLATFORM_ADMINISTRATION::equals).isPresent()) {
        soft.assertThat(answer.status()).as(endpoint.toString()).isEqualTo(403);
        soft.assertThat(answer.text()).doesNotContain("\"items\"");
        continue; // Whoever is no administrator of the platform is not told what there is.
      }
      boolean aboutTheTenant =
          !PAGE.need(endpoint).permissions().isEmpty()
              && !PAGE.need(endpoint).permissions().equals(Set.of(Permission.SIGNED_IN))
              && (endpoint.path().contains("{")
                  || endpoint.takesBody()
                  || endpoint.takesOrganization());
      if (aboutTheTenant) {
        soft.assertThat(answer.status()).as(endpoint.toString()).isEqualTo(404);
      } else {
        soft.assertThat(answer.status())
            .as(endpoint.toString())
            .isNotIn(401, 403, 404)
            .isLessThan(500);
        soft.assertThat(answer.text()).doesNotContain(tenant.organization());
      }
    }
    soft.assertAll();
  }

  @Test
  void nobodyFindsNothingAtAll() throws SQLException {
    prepareShared();
    for (Endpoint endpoint : Endpoints.described().all()) {
      if (!PAGE.need(endpoint).permissions().isEmpty()) {
        assertThat(refused(endpoint).by(Api.anonymous()).status())
            .as(endpoint.toString())
            .isEqualTo(401);
      }
    }
  }

  private void prepare() throws SQLException {
    use(Belongings.make(people));
  }

  /** An owner changes whatever there is: a tenant of their own. */
  private void prepareFor(Role role) throws SQLException {
    if (role == Role.ORGANIZATION_OWNER) {
      prepare();
    } else {
      prepareShared();
    }
  }

  private void prepareShared() throws SQLException {
    if (shared == null) {
      shared = Belongings.make(people);
      Superuser.run(
          "UPDATE organizations SET plan = 'enterprise' WHERE org_id = '%s'"
              .formatted(shared.tenant().organization()));
    }
    use(shared);
  }

  private void use(Belongings used) {
    things = used;
    tenant = used.tenant();
    calls = new EndpointCalls(used);
  }

  private EndpointCalls.Prepared refused(Endpoint endpoint) {
    return things == shared
        ? REFUSED.computeIfAbsent(endpoint, calls::prepared)
        : calls.prepared(endpoint);
  }

  private static Set<Role> withMembership(Role role) {
    return role.isOfProject() ? Set.of(Role.MEMBER, role) : Set.of(role);
  }

  private void tryAll(Api caller, String who, Set<Permission> held, boolean person) {
    var soft = new SoftAssertions();
    for (Endpoint endpoint : Endpoints.described().all()) {
      if (endpoint.operation().endsWith("_stream")) {
        continue; // Every role may, and it would not end.
      }
      RolesPage.Need need = PAGE.need(endpoint);
      if (held.containsAll(need.permissions()) && (person || !need.peopleOnly())) {
        checkMay(soft, who, endpoint, calls.call(caller, endpoint));
      } else {
        checkMayNot(soft, who, endpoint, refused(endpoint).by(caller));
      }
    }
    soft.assertAll();
  }

  private static void checkMay(
      SoftAssertions soft, String who, Endpoint endpoint, Api.Answer answer) {
    if (endpoint.operation().startsWith("ApiKeyResource_")
        && answer.text("code").equals("EXCEEDS_OWN_ROLE")) {
      return; // May make keys, but the key that is tried here may do more.
    }
    soft.assertThat(answer.status())
        .as(who + " may: " + endpoint + " " + answer.text())
        .matches(
            status -> status < 300 || status == 409 || WANTING.contains(endpoint.operation()),
            "done, or in conflict with what there is")
        .isNotIn(401, 403, 404)
        .isLessThan(500);
  }

  private static void checkMayNot(
      SoftAssertions soft, String who, Endpoint endpoint, Api.Answer answer) {
    if (isList(endpoint) && answer.status() == 200) {
      soft.assertThat(answer.items()).as(who + " may not: " + endpoint).isEmpty();
    } else {
      soft.assertThat(answer.status()).as(who + " may not: " + endpoint).isEqualTo(403);
    }
  }

  private static boolean isList(Endpoint endpoint) {
    return endpoint.method().equals("GET") && endpoint.operation().endsWith("_list");
  }
}
