package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.controlplane.serviceaccount.ServiceClientUpdates;
import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.FakeAgent;
import dev.aerie.controlplane.support.RealKeycloak;
import dev.aerie.controlplane.support.ScimTenant;
import dev.aerie.controlplane.support.Surroundings;
import dev.aerie.controlplane.support.Tenant;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Service accounts with Keycloak itself. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
@TestProfile(RealKeycloak.class)
class ServiceAccountTest {
  @Inject ServiceClientUpdates updates;
  private Tenant tenant;
  private String accounts;

  @BeforeEach
  void prepare() {
    tenant = Tenant.of(RealKeycloak.administrator());
    accounts = "/v1/organizations/" + tenant.organization() + "/service-accounts";
    FakeAgent.present();
  }

  @Test
  void toolSignsInByClientCredentialsAndMayWhatItsRolesSay() {
    var made =
        create(
            ", \"projects\": [{\"projectId\": \"%s\", \"role\": \"DATA_VIEWER\"}]"
                .formatted(tenant.project()));
    Api tool = signedIn(made);

    var me = tool.get("/v1/me").mustBe(200).json();
    assertThat(me.at("/principal/kind").asText()).isEqualTo("SERVICE_ACCOUNT");
    assertThat(me.at("/principal/id").asText()).isEqualTo(made.id());
    assertThat(me.at("/principal/name").asText()).isEqualTo("builder");
    tool.get("/v1/projects/" + tenant.project()).mustBe(200);
    tool.delete("/v1/projects/" + tenant.project()).mustBe(403);
    tool.get(accounts).mustBe(403);
    assertThat(tool.post("/v1/organizations", "{\"name\": \"own\"}").mustBe(403).text("code"))
        .isEqualTo("PEOPLE_ONLY");

    tenant
        .owner()
        .patch(accounts + "/" + made.id(), "{\"role\": \"ORGANIZATION_OWNER\"}")
        .mustBe(200);
    tool.get(accounts).mustBe(200);
    tool.delete("/v1/projects/" + tenant.project()).mustBe(204);
    assertThat(
            tenant
                .owner()
                .get(
                    "/v1/audit-events?action=project.delete&organizationId="
                        + tenant.organization())
                .items()
                .getFirst()
                .at("/actor/kind")
                .asText())
        .isEqualTo("SERVICE_ACCOUNT");
  }

  @Test
  void disabledAccountIsRefusedAtOnceAndGetsNoMoreTokens() {
    var made = create("");
    Api tool = signedIn(made);
    tool.get("/v1/organizations/" + tenant.organization()).mustBe(200);

    tenant.owner().patch(accounts + "/" + made.id(), "{\"disabled\": true}").mustBe(200);

    assertThat(tool.get("/v1/me").mustBe(401).text("detail")).contains("disabled");
    updates.deliver();
    token(made.id(), made.text("secret")).mustBe(401);

    tenant.owner().patch(accounts + "/" + made.id(), "{\"disabled\": false}").mustBe(200);
    tool.get("/v1/me").mustBe(200);
    updates.deliver();
    signedIn(made).get("/v1/me").mustBe(200);
  }

  @Test
  void deletedAccountIsGoneHereAndAtKeycloak() {
    var made = create("");
    Api tool = signedIn(made);

    tenant.owner().delete(accounts + "/" + made.id()).mustBe(204);

    tool.get("/v1/me").mustBe(401);
    tenant.owner().get(accounts + "/" + made.id()).mustBe(404);
    assertThat(tenant.owner().get(accounts).items()).isEmpty();
    updates.deliver();
    assertThat(RealKeycloak.read("/clients?clientId=" + made.id())).isEmpty();
  }

  @Test
  void accountsOfADeletedOrganizationAreGoneAtKeycloakToo() {
    var made = create("");
    tenant.owner().delete("/v1/projects/" + tenant.project()).mustBe(204);

    tenant.owner().delete("/v1/organizations/" + tenant.organization()).mustBe(204);

    updates.deliver();
    assertThat(RealKeycloak.read("/clients?clientId=" + made.id())).isEmpty();
  }

  @Test
  void newSecretEndsTheOneBefore() {
    var made = create("");

    var rotated =
        tenant.owner().post(accounts + "/" + made.id() + ":rotate-secret", "").mustBe(200);

    token(made.id(), made.text("secret")).mustBe(401);
    signedIn(rotated).get("/v1/me").mustBe(200);
    assertThat(tenant.owner().get(accounts + "/" + made.id()).mustBe(200).text())
        .doesNotContain(rotated.text("secret"))
        .doesNotContain("secret");
  }

  @Test
  void anotherTenantAndItsToolsFindNothing() {
    var made = create("");
    Tenant stranger = Tenant.of(RealKeycloak.administrator());
    Api owner = stranger.owner();
    var theirs =
        owner
            .post(
                "/v1/organizations/" + stranger.organization() + "/service-accounts",
                "{\"name\": \"spy\", \"role\": \"ORGANIZATION_OWNER\"}")
            .mustBe(201);
    Api spy = signedIn(theirs);

    for (Api one : new Api[] {owner, spy}) {
      one.get(accounts).mustBe(404);
      one.get(accounts + "/" + made.id()).mustBe(404);
      one.delete(accounts + "/" + made.id()).mustBe(404);
      one.post(accounts + "/" + made.id() + ":rotate-secret", "").mustBe(404);
      one.get("/v1/organizations/" + stranger.organization() + "/service-accounts/" + made.id())
          .mustBe(404);
    }
    signedIn(made).get("/v1/me").mustBe(200);
  }

  @Test
  void accountsAreNoMembersAndNoLastOwners() {
    create(", \"role\": \"ORGANIZATION_OWNER\"");
    String members = "/v1/organizations/" + tenant.organization() + "/members";
    var people = tenant.owner().get(members).mustBe(200).items();

    assertThat(people).hasSize(1);
    assertThat(
            tenant
                .owner()
                .delete(members + "/" + people.getFirst().path("userId").asText())
                .mustBe(409)
                .text("code"))
        .isEqualTo("LAST_OWNER");
  }

  @Test
  void namesWhoMadeItAndItsKeysEndWithIt() {
    for (boolean deleted : new boolean[] {true, false}) {
      var made = create(", \"role\": \"ORGANIZATION_OWNER\"");
      String address = accounts + "/" + made.id();
      String creator = tenant.owner().get(address).mustBe(200).json().at("/createdBy/id").asText();
      assertThat(tenant.owner().get("/v1/me").json().at("/principal/id").asText())
          .isEqualTo(creator);
      assertThat(tenant.owner().get(accounts + "?createdBy=" + creator).mustBe(200).items())
          .hasSize(1);
      assertThat(tenant.owner().get(accounts + "?createdBy=" + made.id()).mustBe(200).items())
          .isEmpty();
      Api key = new Api(newKey(signedIn(made)).mustBe(201).text("secret"));
      key.get("/v1/me").mustBe(200);

      if (deleted) {
        tenant.owner().delete(address).mustBe(204);
      } else {
        tenant.owner().patch(address, "{\"disabled\": true}").mustBe(200);
      }

      key.get("/v1/me").mustBe(401);
    }
  }

  @Test
  void goesOnWithoutThePersonWhoMadeIt() {
    String name = ScimTenant.unusedName();
    ScimTenant scim = ScimTenant.of(tenant);
    String user = scim.create(name).id();
    tenant
        .owner()
        .patch(
            "/v1/organizations/" + tenant.organization() + "/members/" + user,
            "{\"role\": \"ORGANIZATION_OWNER\"}")
        .mustBe(200);
    Api person = ScimTenant.signIn(name);
    var made =
        person
            .post(accounts, "{\"name\": \"stays\", \"role\": \"ORGANIZATION_OWNER\"}")
            .mustBe(201);
    Api key = new Api(newKey(signedIn(made)).mustBe(201).text("secret"));

    scim.provider().delete(scim.base() + "/Users/" + user).mustBe(204);

    person.get(accounts).mustBe(404);
    signedIn(made).get(accounts).mustBe(200);
    key.get(accounts).mustBe(200);
  }

  private Api.Answer newKey(Api caller) {
    return caller.post(
        "/v1/api-keys",
        "{\"organizationId\": \"%s\", \"name\": \"of a tool\", \"role\": \"ORGANIZATION_OWNER\"}"
            .formatted(tenant.organization()));
  }

  @Test
  void wrongInputIsRefused() {
    tenant.owner().post(accounts, "{}").mustBe(400);
    tenant.owner().post(accounts, "{\"name\": \"x\", \"role\": \"DATA_VIEWER\"}").mustBe(400);
    assertThat(
            tenant
                .owner()
                .post(
                    accounts,
                    "{\"name\": \"x\", \"projects\": [{\"projectId\": \"prj_x\", \"role\": \"DATA_VIEWER\"}]}")
                .mustBe(400)
                .text())
        .contains("prj_x");
    tenant.owner().send("PATCH", accounts + "/" + create("").id(), "{}").mustBe(428);
  }

  private Api.Answer create(String more) {
    return tenant.owner().post(accounts, "{\"name\": \"builder\"%s}".formatted(more)).mustBe(201);
  }

  private static Api.Answer token(String id, String secret) {
    return RealKeycloak.token(
        Map.of("grant_type", "client_credentials", "client_id", id, "client_secret", secret));
  }

  private static Api signedIn(Api.Answer account) {
    return new Api(token(account.id(), account.text("secret")).mustBe(200).text("access_token"));
  }
}
