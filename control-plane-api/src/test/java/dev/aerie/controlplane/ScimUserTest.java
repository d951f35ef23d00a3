package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.FakeAgent;
import dev.aerie.controlplane.support.RealKeycloak;
import dev.aerie.controlplane.support.ScimPreparation;
import dev.aerie.controlplane.support.ScimTenant;
import dev.aerie.controlplane.support.Superuser;
import dev.aerie.controlplane.support.Surroundings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** People whom an identity provider tells of by SCIM 2.0, with Keycloak behind. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
@TestProfile(RealKeycloak.class)
class ScimUserTest extends ScimPreparation {
  @Test
  void personIsAMemberBeforeTheyFirstSignIn() {
    var made = scim.create(name);

    assertThat(made.header("Content-Type")).startsWith("application/scim+json");
    assertThat(made.header("Location")).endsWith(scim.base() + "/Users/" + made.id());
    assertThat(made.header("ETag")).isEqualTo("W/\"1\"");
    Api person = ScimTenant.signIn(name);
    person.get("/v1/organizations/" + scim.tenant().organization()).mustBe(200);
    assertThat(person.get("/v1/me").json().at("/principal/id").asText()).isEqualTo(made.id());
    assertThat(scim.member(made.id()).text("role")).isEqualTo("MEMBER");
    var read = scim.provider().get(scim.base() + "/Users/" + made.id()).mustBe(200).json();
    assertThat(read.at("/name/familyName").asText()).isEqualTo("Hopper");
    assertThat(read.path("externalId").asText()).isEqualTo("external-" + name);
    assertThat(read.has("password")).isFalse();
    assertThat(
            read.at("/urn:ietf:params:scim:schemas:extension:enterprise:2.0:User/department")
                .asText())
        .isEqualTo("Research");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"op\": \"Replace\", \"path\": \"active\", \"value\": \"False\"}",
        "{\"op\": \"Replace\", \"path\": \"active\", \"value\": false}",
        "{\"op\": \"replace\", \"value\": {\"active\": false}}"
      })
  void deactivatedPersonLosesAccessAtOnceWhateverTokensTheyHave(String operation) {
    String user = scim.create(name).id();
    Api person = ScimTenant.signIn(name);
    String organization = "/v1/organizations/" + scim.tenant().organization();
    person.get(organization).mustBe(200);

    var changed = scim.patch("/Users/" + user, operation).mustBe(200);

    assertThat(changed.json().path("active").asBoolean()).isFalse();
    person.get(organization).mustBe(404);
    scim.tenant().owner().get(organization + "/members/" + user).mustBe(404);
    ScimTenant.token(name).get(organization).mustBe(404);
    scim.patch("/Users/" + user, "{\"op\": \"replace\", \"value\": {\"active\": true}}")
        .mustBe(200);
    person.get(organization).mustBe(200);
    assertThat(scim.actions("scim-user.*"))
        .containsExactly("scim-user.update", "scim-user.update", "scim-user.create");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void keysOfADeactivatedPersonEndWithTheirAccess(boolean deleted) {
    String user = scim.create(name).id();
    scim.tenant()
        .owner()
        .patch(
            "/v1/organizations/" + scim.tenant().organization() + "/members/" + user,
            "{\"role\": \"ORGANIZATION_OWNER\"}")
        .mustBe(200);
    String cluster = scim.tenant().newCluster("shared").mustBe(202).id();
    var made =
        ScimTenant.signIn(name)
            .post(
                "/v1/api-keys",
                "{\"organizationId\": \"%s\", \"name\": \"mine\", \"role\": \"ORGANIZATION_OWNER\"}"
                    .formatted(scim.tenant().organization()))
            .mustBe(201);
    Api key = new Api(made.text("secret"));
    key.get("/v1/me").mustBe(200);
    FakeAgent agent = FakeAgent.present();
    assertThat(agent.document(cluster).path("keys").toString()).contains(made.id());

    if (deleted) {
      scim.provider().delete(scim.base() + "/Users/" + user).mustBe(204);
    } else {
      scim.patch("/Users/" + user, "{\"op\": \"replace\", \"value\": {\"active\": false}}")
          .mustBe(200);
    }

    key.get("/v1/me").mustBe(401);
    assertThat(agent.document(cluster).path("keys").toString()).doesNotContain(made.id());
    assertThat(scim.actions("api-key.revoke")).containsExactly("api-key.revoke");
  }

  @Test
  void whoWasDeactivatedStaysSoUntilTheContraryIsSaid() {
    String user = scim.create(name).id();
    Api person = ScimTenant.signIn(name);
    String organization = "/v1/organizations/" + scim.tenant().organization();
    scim.patch("/Users/" + user, "{\"op\": \"replace\", \"value\": {\"active\": false}}")
        .mustBe(200);
    String silent = ScimTenant.body(name, "").replace("\"active\": true, ", "");

    var replaced =
        scim.provider()
            .send(
                "PUT",
                scim.base() + "/Users/" + user,
                silent,
                "Content-Type",
                "application/scim+json")
            .mustBe(200);

    assertThat(replaced.json().path("active").asBoolean()).isFalse();
    person.get(organization).mustBe(404);
    scim.provider()
        .send("PUT", scim.base() + "/Users/" + user, ScimTenant.body(name, ""))
        .mustBe(200);
    person.get(organization).mustBe(200);
  }

  @Test
  void attributesChangeAsEntraChangesThem() {
    String user = scim.create(name).id();

    var changed =
        scim.patch(
                "/Users/" + user,
                "{\"op\": \"Replace\", \"path\": \"emails[type eq \\\"work\\\"].value\", \"value\": \"new@corp.example\"}",
                "{\"op\": \"Add\", \"path\": \"name.familyName\", \"value\": \"Murray\"}",
                "{\"op\": \"Add\", \"path\": \"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department\", \"value\": \"Navy\"}",
                "{\"op\": \"Add\", \"path\": \"displayName\", \"value\": \"Amazing Grace\"}")
            .mustBe(200)
            .json();

    assertThat(changed.at("/emails/0/value").asText()).isEqualTo("new@corp.example");
    assertThat(changed.at("/name/familyName").asText()).isEqualTo("Murray");
    assertThat(changed.at("/name/givenName").asText()).isEqualTo("Grace");
    assertThat(changed.path("displayName").asText()).isEqualTo("Amazing Grace");
    assertThat(changed.toString()).contains("Navy");
    assertThat(changed.at("/meta/version").asText()).isEqualTo("W/\"2\"");
  }

  @Test
  void replacedAndDeleted() {
    String user = scim.create(name).id();
    Api person = ScimTenant.signIn(name);

    var replaced =
        scim.provider()
            .send("PUT", scim.base() + "/Users/" + user, ScimTenant.body("renamed-" + name, ""))
            .mustBe(200)
            .json();
    assertThat(replaced.path("userName").asText()).isEqualTo("renamed-" + name);
    scim.provider().delete(scim.base() + "/Users/" + user).mustBe(204);

    scim.provider().get(scim.base() + "/Users/" + user).mustBe(404);
    scim.provider().delete(scim.base() + "/Users/" + user).mustBe(404);
    person.get("/v1/organizations/" + scim.tenant().organization()).mustBe(404);
    assertThat(scim.create(name).id()).isEqualTo(user);
    person.get("/v1/organizations/" + scim.tenant().organization()).mustBe(200);
  }

  @Test
  void oneUserNameIsOnePerson() {
    scim.create(name);
    var refused =
        scim.provider().post(scim.base() + "/Users", ScimTenant.body(name, "")).mustBe(409);

    assertThat(refused.json().path("scimType").asText()).isEqualTo("uniqueness");
  }

  @Test
  void lastOwnerStaysWhateverTheProviderSays() {
    String user =
        scim.provider()
            .post(scim.base() + "/Users", ScimTenant.body("admin@aerie.local", ""))
            .mustBe(201)
            .id();
    assertThat(scim.member(user).text("role")).isEqualTo("ORGANIZATION_OWNER");

    var refused =
        scim.patch("/Users/" + user, "{\"op\": \"replace\", \"value\": {\"active\": false}}")
            .mustBe(409);

    assertThat(refused.text()).contains("last owner");
    assertThat(scim.member(user).text("role")).isEqualTo("ORGANIZATION_OWNER");
  }

  @Test
  void breakGlassOwnerStaysWhateverTheProviderSays() throws SQLException {
    String user =
        scim.provider()
            .post(scim.base() + "/Users", ScimTenant.body("admin@aerie.local", ""))
            .mustBe(201)
            .id();
    String members = "/v1/organizations/" + scim.tenant().organization() + "/members/";
    scim.tenant()
        .owner()
        .patch(members + scim.create(name).id(), "{\"role\": \"ORGANIZATION_OWNER\"}")
        .mustBe(200);
    Superuser.enforceSso(scim.tenant().organization(), user);

    String group = scim.createGroup("Billing", user).id();
    scim.tenant()
        .owner()
        .patch(scim.groups() + "/" + group, "{\"role\": \"BILLING_ADMIN\"}")
        .mustBe(200);
    var refused =
        scim.patch("/Users/" + user, "{\"op\": \"replace\", \"value\": {\"active\": false}}")
            .mustBe(409);
    scim.provider().delete(scim.base() + "/Users/" + user).mustBe(409);

    assertThat(refused.text()).contains("break-glass owner");
    assertThat(scim.member(user).text("role")).isEqualTo("ORGANIZATION_OWNER");
  }
}
