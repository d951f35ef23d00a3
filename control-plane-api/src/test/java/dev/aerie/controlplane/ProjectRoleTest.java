package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.FakeAgent;
import dev.aerie.controlplane.support.IdentityProvider;
import dev.aerie.controlplane.support.Surroundings;
import dev.aerie.controlplane.support.Tenant;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Roles of projects that an organisation makes itself, and those that are there. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class ProjectRoleTest {
  IdentityProvider people;
  private Tenant tenant;
  private FakeAgent agent;
  private String roles;

  @BeforeEach
  void prepare() {
    tenant = Tenant.make(people);
    agent = FakeAgent.present();
    roles = "/v1/organizations/" + tenant.organization() + "/project-roles";
  }

  @Test
  void memberMayWhatTheirCustomRoleSaysFromTheNextCall() {
    String role = tenant.newRole("watcher", "CLUSTER_READ", "NONE").mustBe(201).id();
    Api friend = member("watching", role);
    String cluster = tenant.newCluster("watched").mustBe(202).id();
    friend.get("/v1/clusters/" + cluster).mustBe(200);
    assertThat(friend.get("/v1/clusters").items()).hasSize(1);
    friend.post("/v1/clusters/" + cluster + ":suspend", "").mustBe(403);

    tenant
        .owner()
        .patch(roles + "/" + role, "{\"permissions\": [\"CLUSTER_READ\", \"CLUSTER_WRITE\"]}")
        .mustBe(200);

    friend.post("/v1/clusters/" + cluster + ":suspend", "").mustBe(202);
    assertThat(audited()).containsExactly("project-role.update", "project-role.create");
  }

  @Test
  void keysOfACustomRoleOpenClustersByItsDataRole() {
    String role = tenant.newRole("loader", "", "DATA_OPERATOR").mustBe(201).id();
    String blind = tenant.newRole("builder", "CLUSTER_READ,CLUSTER_WRITE", "NONE").mustBe(201).id();
    String cluster = tenant.newCluster("loaded").mustBe(202).id();
    var key = tenant.newKey(role, "").mustBe(201);
    var blindKey = tenant.newKey(blind, "").mustBe(201);

    assertThat(key.text("role")).isEqualTo(role);
    assertThat(roleInRegion(cluster, key.id())).containsExactly("DATA_OPERATOR");
    assertThat(roleInRegion(cluster, blindKey.id())).isEmpty();
    var loader = new Api(key.text("secret"));
    loader.get("/v1/projects/" + tenant.project()).mustBe(200);
    loader.get("/v1/clusters/" + cluster).mustBe(403);
    new Api(blindKey.text("secret")).get("/v1/clusters/" + cluster).mustBe(200);

    long revision = agent.desired(0, 0).path("revision").asLong();
    tenant.owner().patch(roles + "/" + role, "{\"dataRole\": \"DATA_VIEWER\"}").mustBe(200);
    assertThat(agent.desired(revision, 0).path("clusters")).isNotEmpty();
    assertThat(roleInRegion(cluster, key.id())).containsExactly("DATA_VIEWER");
  }

  @Test
  void roleInUseStaysUntilNobodyHasIt() {
    String role = tenant.newRole("used", "CLUSTER_READ", "DATA_VIEWER").mustBe(201).id();
    var key = tenant.newKey(role, "").mustBe(201);
    assertThat(tenant.owner().delete(roles + "/" + role).mustBe(409).text("code"))
        .isEqualTo("ROLE_IN_USE");
    tenant.owner().delete("/v1/api-keys/" + key.id()).mustBe(204);
    String user = memberId("using", role);
    tenant.owner().delete(roles + "/" + role).mustBe(409);

    tenant
        .owner()
        .delete("/v1/organizations/" + tenant.organization() + "/members/" + user)
        .mustBe(204);

    tenant.owner().delete(roles + "/" + role).mustBe(204);
    tenant.owner().get(roles + "/" + role).mustBe(404);
    tenant.newKey(role, "").mustBe(400);
  }

  @Test
  void builtInRolesAreListedAndCannotBeChanged() {
    String role = tenant.newRole("mine", "", "NONE").mustBe(201).id();

    assertThat(tenant.owner().get(roles).mustBe(200).items())
        .extracting(one -> one.path("id").asText())
        .containsExactly("DATA_ADMIN", "DATA_OPERATOR", "DATA_VIEWER", "PROJECT_ADMIN", role);
    var first = tenant.owner().get(roles + "?limit=4").mustBe(200);
    assertThat(
            tenant.owner().get(roles + "?cursor=" + first.text("nextCursor")).mustBe(200).items())
        .hasSize(1);
    assertThat(
            tenant
                .owner()
                .get(roles + "/DATA_ADMIN")
                .mustBe(200)
                .json()
                .path("builtIn")
                .asBoolean())
        .isTrue();
    assertThat(tenant.owner().delete(roles + "/DATA_ADMIN").mustBe(409).text("code"))
        .isEqualTo("BUILT_IN_ROLE");
    tenant.owner().patch(roles + "/PROJECT_ADMIN", "{\"permissions\": []}").mustBe(409);
    tenant.owner().get(roles + "/MEMBER").mustBe(404);
  }

  @Test
  void rolesOfAnotherOrganizationAreNone() {
    String theirs = Tenant.make(people).newRole("theirs", "CLUSTER_READ", "NONE").mustBe(201).id();

    tenant.owner().get(roles + "/" + theirs).mustBe(404);
    tenant.owner().delete(roles + "/" + theirs).mustBe(404);
    tenant.newKey(theirs, "").mustBe(400);
    account("wanting");
    tenant.addMember("wanting@example.org", "MEMBER", ", " + projects(theirs)).mustBe(400);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                                                       | name
          {"name": "x"}                                                            | permissions
          {"name": "x", "permissions": ["FLY"]}                                    | permissions
          {"name": "x", "permissions": ["MEMBER_WRITE"]}                           | permissions
          {"name": "x", "permissions": ["PROJECT_CREATE"]}                         | permissions
          {"name": "x", "permissions": [], "dataRole": "PROJECT_ADMIN"}            | dataRole
          """)
  void wrongRoleIsRefused(String body, String field) {
    assertThat(tenant.owner().post(roles, body).mustBe(400).json().at("/fields/0/field").asText())
        .startsWith(field);
  }

  @Test
  void namesAreTaken() {
    tenant.newRole("same", "", "NONE").mustBe(201);
    assertThat(tenant.newRole("same", "", "NONE").mustBe(409).text("code")).isEqualTo("NAME_TAKEN");
    tenant.newRole("PROJECT_ADMIN", "", "NONE").mustBe(409);
  }

  private List<String> roleInRegion(String cluster, String key) {
    return StreamSupport.stream(agent.document(cluster).path("keys").spliterator(), false)
        .filter(one -> one.path("id").asText().equals(key))
        .map(one -> one.path("role").asText())
        .toList();
  }

  private List<String> audited() {
    return tenant
        .owner()
        .get("/v1/audit-events?action=project-role.*&organizationId=" + tenant.organization())
        .items()
        .stream()
        .map((JsonNode event) -> event.path("action").asText())
        .toList();
  }

  private Api account(String name) {
    var person = new Api(people.tokenOf(name));
    person.get("/v1/me").mustBe(200);
    return person;
  }

  private Api member(String name, String role) {
    memberId(name, role);
    return account(name);
  }

  private String memberId(String name, String role) {
    account(name);
    return tenant
        .addMember(name + "@example.org", "MEMBER", ", " + projects(role))
        .mustBe(201)
        .text("userId");
  }

  private String projects(String role) {
    return "\"projects\": [{\"projectId\": \"%s\", \"role\": \"%s\"}]"
        .formatted(tenant.project(), role);
  }
}
