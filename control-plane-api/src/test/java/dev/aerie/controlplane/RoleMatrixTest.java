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
import dev.aerie.controlplane.support.Surroundings;
import dev.aerie.controlplane.support.Tenant;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tries every endpoint of the OpenAPI description as every role, and as another tenant. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class RoleMatrixTest {
  /** POSTs that change nothing, and the one whose event is in the log of what it makes. */
  private static final Set<String> NO_CHANGES =
      Set.of(
          "QuoteResource_quote",
          "AuditSinkResource_test",
          "NotificationChannelResource_test",
          "SsoConnectionResource_test",
          "OrganizationResource_create");

  /** Changes that do not come to pass here, for want of a state they need or of Keycloak. */
  private static final Set<String> NOT_NOW =
      Set.of(
          "AcceptanceResource_accept",
          "BackupResource_restore",
          "ClusterResource_restart",
          "ClusterResource_restore",
          "ClusterResource_resume",
          "ClusterResource_upgrade",
          "MemberResource_transferOwnership",
          "OrganizationResource_delete",
          "ProjectResource_delete",
          "ProjectResource_restore",
          "SsoConnectionResource_change",
          "SsoConnectionResource_create",
          "SsoConnectionResource_delete",
          "SsoConnectionResource_verifyDomain");

  IdentityProvider people;
  private Belongings things;
  private Tenant tenant;
  private EndpointCalls calls;

  @BeforeEach
  void prepare() throws SQLException {
    things = Belongings.make(people);
    tenant = things.tenant();
    calls = new EndpointCalls(things);
  }

  @ParameterizedTest
  @EnumSource(Role.class)
  void personOfEachRoleMayWhatTheTableSays(Role role) {
    Api person = things.person(role);

    tryAll(person, role.isOfProject() ? Set.of(Role.MEMBER, role) : Set.of(role));
  }

  @ParameterizedTest
  @EnumSource(
      value = Role.class,
      names = {"DATA_VIEWER", "DATA_OPERATOR", "DATA_ADMIN", "PROJECT_ADMIN"})
  void keyOfEachRoleMayWhatTheTableSays(Role role) {
    tryAll(tenant.withKey(role.name()), Set.of(role));
  }

  @ParameterizedTest
  @EnumSource(
      value = Role.class,
      names = {"MEMBER", "PROJECT_ADMIN"})
  void serviceAccountMayWhatTheTableSays(Role role) {
    String account = things.serviceAccount(role);

    tryAll(
        new Api(people.tokenOfClient(account)),
        role.isOfProject() ? Set.of(Role.MEMBER, role) : Set.of(role));
  }

  @Test
  void anotherTenantFindsNothing() {
    Tenant stranger = Tenant.make(people);
    var soft = new SoftAssertions();
    for (Endpoint endpoint : Endpoints.described().all()) {
      var answer = calls.call(stranger.person(), endpoint);
      boolean aboutTheTenant =
          endpoint.permission().filter(Permission.SIGNED_IN::equals).isEmpty()
              && endpoint.permission().isPresent()
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
  void nobodyFindsNothingAtAll() {
    for (Endpoint endpoint : Endpoints.described().all()) {
      if (endpoint.permission().isPresent()) {
        assertThat(calls.call(Api.anonymous(), endpoint).status())
            .as(endpoint.toString())
            .isEqualTo(401);
      }
    }
  }

  /**
   * Whatever an owner changes names them in the audit log, of every endpoint that changes
   * something.
   */
  @Test
  void everyChangeIsInTheAuditLog() {
    Api person = things.person(Role.ORGANIZATION_OWNER);
    String events =
        "/v1/audit-events?limit=1&result=OK&organizationId=%s&actor=%s"
            .formatted(tenant.organization(), EndpointCalls.idOf(person));
    var soft = new SoftAssertions();
    var unchanged = new TreeSet<String>();
    for (Endpoint endpoint : changes()) {
      String before = tenant.owner().get(events).mustBe(200).json().at("/items/0/id").asText();
      var answer = calls.call(person, endpoint);
      if (answer.status() < 300) {
        soft.assertThat(tenant.owner().get(events).json().at("/items/0/id").asText())
            .as(endpoint + " " + answer.text())
            .isNotEqualTo(before);
      } else {
        unchanged.add(endpoint.operation());
      }
    }
    soft.assertThat(unchanged).isEqualTo(NOT_NOW);
    soft.assertAll();
  }

  /** What changes something in the organisation; what is removed goes last. */
  private static List<Endpoint> changes() {
    return Endpoints.described().all().stream()
        .filter(endpoint -> !endpoint.method().equals("GET"))
        .filter(endpoint -> !NO_CHANGES.contains(endpoint.operation()))
        .sorted(Comparator.comparing(endpoint -> endpoint.method().equals("DELETE")))
        .toList();
  }

  private void tryAll(Api caller, Set<Role> roles) {
    var soft = new SoftAssertions();
    for (Endpoint endpoint : Endpoints.described().all()) {
      if (endpoint.operation().endsWith("_stream")) {
        continue; // Every role may, and it would not end.
      }
      var answer = calls.call(caller, endpoint);
      if (may(caller, endpoint, roles)) {
        soft.assertThat(answer.status())
            .as(roles + " may: " + endpoint + " " + answer.text())
            .isNotIn(401, 403, 404)
            .isLessThan(500);
      } else if (isList(endpoint) && answer.status() == 200) {
        soft.assertThat(answer.items()).as(roles + " may not: " + endpoint).isEmpty();
      } else {
        soft.assertThat(answer.status()).as(roles + " may not: " + endpoint).isEqualTo(403);
      }
    }
    soft.assertAll();
  }

  private static boolean may(Api caller, Endpoint endpoint, Set<Role> roles) {
    return endpoint
        .permission()
        .map(needed -> roles.stream().anyMatch(role -> role.has(needed)))
        .map(
            has ->
                has
                    && (!endpoint.operation().equals("OrganizationResource_create")
                        || isPerson(caller)))
        .orElse(true);
  }

  private static boolean isPerson(Api caller) {
    return caller.get("/v1/me").json().at("/principal/kind").asText().equals("USER");
  }

  private static boolean isList(Endpoint endpoint) {
    return endpoint.method().equals("GET") && endpoint.operation().endsWith("_list");
  }
}
