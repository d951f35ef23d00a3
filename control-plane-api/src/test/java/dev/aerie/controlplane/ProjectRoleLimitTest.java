package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What custom roles do not give: more than who grants them has, or than a narrowed key may. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class ProjectRoleLimitTest {
  private static final String SCOPES =
      ", \"scopes\": [{\"database\": \"default\", \"access\": \"READ\"}]";

  IdentityProvider people;
  private Tenant tenant;
  private String roles;

  @BeforeEach
  void prepare() {
    tenant = Tenant.make(people);
    FakeAgent.present();
    roles = "/v1/organizations/" + tenant.organization() + "/project-roles";
  }

  @Test
  void nobodyGrantsMoreThanTheyHold() {
    String issuer =
        tenant.newRole("issuer", "API_KEY_READ,API_KEY_WRITE", "DATA_VIEWER").mustBe(201).id();
    String strong = tenant.newKey("PROJECT_ADMIN", "").mustBe(201).id();
    Api friend = member("issuing", issuer);

    for (String more : List.of("PROJECT_ADMIN", "DATA_ADMIN", "DATA_OPERATOR")) {
      assertThat(tenant.newKey(friend, more, "").mustBe(403).text("code"))
          .isEqualTo("EXCEEDS_OWN_ROLE");
    }
    assertThat(friend.post("/v1/api-keys/" + strong + ":rotate", "{}").mustBe(403).text("code"))
        .isEqualTo("EXCEEDS_OWN_ROLE");
    tenant.newKey(friend, issuer, "").mustBe(201);
    tenant.newKey(tenant.withKey("PROJECT_ADMIN"), "PROJECT_ADMIN", "").mustBe(201);
    friend.post(roles, "{\"name\": \"own\", \"permissions\": []}").mustBe(403);
  }

  @Test
  void aKeyOfOneClusterHasNoRoleThatChangesClusters() {
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

    tenant.newKey(key, role, "").mustBe(403);
    key.get(cluster).mustBe(200);
    key.post(cluster + ":suspend", "").mustBe(403);
    tenant.newKey(whole, role, "").mustBe(201);
    tenant.owner().patch(roles + "/" + role, "{\"name\": \"renamed\"}").mustBe(200);
  }

  private Api member(String name, String role) {
    var person = new Api(people.tokenOf(name));
    person.get("/v1/me").mustBe(200);
    tenant
        .addMember(
            name + "@example.org",
            "MEMBER",
            ", \"projects\": [{\"projectId\": \"%s\", \"role\": \"%s\"}]"
                .formatted(tenant.project(), role))
        .mustBe(201);
    return person;
  }
}
