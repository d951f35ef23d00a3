package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.FakeAgent;
import dev.aerie.controlplane.support.IdentityProvider;
import dev.aerie.controlplane.support.Superuser;
import dev.aerie.controlplane.support.Surroundings;
import dev.aerie.controlplane.support.Tenant;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class ProjectRoleTest {
  private static final String SCOPES =
      ", \"scopes\": [{\"database\": \"default\", \"access\": \"READ\"}]";

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
  void nobodyGrantsMoreThanTheyHold() {
    String issuer =
        tenant.newRole("issuer", "API_KEY_READ,API_KEY_WRITE", "DATA_VIEWER").mustBe(201).id();
    String strong = tenant.newKey("PROJECT_ADMIN", "").mustBe(201).id();
    Api friend = member("issuing", issuer);

    for (String more : List.of("PROJECT_ADMIN", "DATA_ADMIN", "DATA_OPERATOR")) {
      assertThat(newKey(friend, more).mustBe(403).text("code")).isEqualTo("EXCEEDS_OWN_ROLE");
    }
    assertThat(friend.post("/v1/api-keys/" + strong + ":rotate", "{}").mustBe(403).text("code"))
        .isEqualTo("EXCEEDS_OWN_ROLE");
    newKey(friend, issuer).mustBe(201);
    newKey(tenant.withKey("PROJECT_ADMIN"), "PROJECT_ADMIN").mustBe(201);
    friend.post(roles, "{\"name\": \"own\", \"permissions\": []}").mustBe(403);
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
  void namesAreTakenAndNarrowKeysStayNarrow() {
    tenant.newRole("same", "", "NONE").mustBe(201);
    assertThat(tenant.newRole("same", "", "NONE").mustBe(409).text("code")).isEqualTo("NAME_TAKEN");
    tenant.newRole("PROJECT_ADMIN", "", "NONE").mustBe(409);
    String wide = tenant.newRole("wide", "CLUSTER_WRITE", "DATA_ADMIN").mustBe(201).id();
    String cluster = tenant.newCluster("narrow").mustBe(202).id();

    tenant.newKey(wide, ", \"clusterIds\": [\"%s\"]".formatted(cluster)).mustBe(400);
  }

  @Test
  void aRoleIsNotGivenMoreThanItsNarrowedKeysMayHave() {
    String role = tenant.newRole("reader", "CLUSTER_READ", "DATA_VIEWER").mustBe(201).id();
    String key = tenant.newKey(role, SCOPES).mustBe(201).id();
    String path = roles + "/" + role;

    Api.Answer refused =
        tenant
            .owner()
            .patch(path, "{\"permissions\": [\"CLUSTER_READ\", \"API_KEY_WRITE\"]}")
            .mustBe(409);
    assertThat(refused.text("code")).isEqualTo("ROLE_IN_USE");
    assertThat(refused.text("detail")).contains(key);
    tenant.owner().patch(path, "{\"dataRole\": \"DATA_ADMIN\"}").mustBe(200);

    tenant.owner().delete("/v1/api-keys/" + key).mustBe(204);
    tenant.owner().patch(path, "{\"permissions\": [\"PROJECT_WRITE\"]}").mustBe(200);
  }

  /** As one was given more before that was refused. */
  @Test
  void aNarrowedKeyDoesNoMoreThanWithRowsWhateverItsRoleHasBecome() throws SQLException {
    String role = tenant.newRole("reader", "CLUSTER_READ", "DATA_VIEWER").mustBe(201).id();
    Api key = new Api(tenant.newKey(role, SCOPES).mustBe(201).text("secret"));
    Api whole = new Api(tenant.newKey(role, "").mustBe(201).text("secret"));
    Superuser.run(
        "UPDATE project_roles SET permissions = permissions || '{CLUSTER_WRITE,API_KEY_WRITE}' WHERE id = '%s'"
            .formatted(role));
    String cluster = "/v1/clusters/" + tenant.newCluster("kept").mustBe(202).id();

    newKey(key, role).mustBe(403);
    key.get(cluster).mustBe(200);
    key.post(cluster + ":suspend", "").mustBe(403);
    newKey(whole, role).mustBe(201);
    tenant.owner().patch(roles + "/" + role, "{\"name\": \"renamed\"}").mustBe(200);
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

  private Api.Answer newKey(Api caller, String role) {
    return caller.post(
        "/v1/api-keys",
        "{\"organizationId\": \"%s\", \"projectId\": \"%s\", \"name\": \"k\", \"role\": \"%s\"}"
            .formatted(tenant.organization(), tenant.project(), role));
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
