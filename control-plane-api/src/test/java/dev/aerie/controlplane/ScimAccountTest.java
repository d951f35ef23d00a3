package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.controlplane.sso.support.Keycloak;
import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.RealKeycloak;
import dev.aerie.controlplane.support.ScimPreparation;
import dev.aerie.controlplane.support.ScimTenant;
import dev.aerie.controlplane.support.Surroundings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

/** Whose account somebody gets whom an identity provider tells of by SCIM 2.0. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
@TestProfile(RealKeycloak.class)
class ScimAccountTest extends ScimPreparation {

  @Test
  void addressThatHasMovedLeadsToTheAccountThatProvedItLast() {
    Keycloak.addPerson(name);
    String predecessor = idOf(new Api(Keycloak.tokenOf(name)));
    String account =
        RealKeycloak.read("/users?exact=true&username=" + name).path(0).path("id").asText();
    RealKeycloak.admin("DELETE", "/users/" + account, "").mustBe(204);
    Keycloak.addPerson(name);
    String successor = idOf(new Api(Keycloak.tokenOf(name)));

    assertThat(scim.create(name).id()).isEqualTo(successor).isNotEqualTo(predecessor);
  }

  @Test
  void addressThatHasMovedToWhoHasNeverSignedInIsTheirs() {
    addPerson("before-" + name);
    String predecessor = idOf(ScimTenant.token("before-" + name));
    readdress("before-" + name, "moved-" + name, true);
    addPerson("after-" + name);

    String told = scim.create(name).id();

    assertThat(told).isNotEqualTo(predecessor);
    assertThat(idOf(ScimTenant.token("after-" + name))).isEqualTo(told);
  }

  @Test
  void addressThatNobodyHasAnyMoreGetsAnAccountOfItsOwn() {
    addPerson("before-" + name);
    String predecessor = idOf(ScimTenant.token("before-" + name));
    readdress("before-" + name, "moved-" + name, true);

    String told = scim.create(name).id();

    assertThat(told).isNotEqualTo(predecessor);
    assertThat(RealKeycloak.read("/users?exact=true&email=" + name)).hasSize(1);
  }

  /** Keycloak lets nobody else have it then. */
  @Test
  void addressThatIsStillTheNameOfItsFormerHoldersAccountIsRefused() {
    Keycloak.addPerson(name);
    idOf(new Api(Keycloak.tokenOf(name)));
    readdress(name, "moved-" + name, true);

    var refused =
        scim.provider().post(scim.base() + "/Users", ScimTenant.body(name, "")).mustBe(409);

    assertThat(refused.json().path("scimType").asText()).isEqualTo("uniqueness");
    assertThat(refused.text()).contains("An account named " + name);
  }

  /** Somebody who has proven the address and has another name. */
  private void addPerson(String username) {
    RealKeycloak.admin(
            "POST",
            "/users",
            """
            {"username": "%s", "email": "%s", "emailVerified": true, "enabled": true,
             "credentials": [{"type": "password", "value": "%s", "temporary": false}]}
            """
                .formatted(username, name, ScimTenant.PASSWORD))
        .mustBe(201);
  }

  private static void readdress(String username, String email, boolean verified) {
    String account =
        RealKeycloak.read("/users?exact=true&username=" + username).path(0).path("id").asText();
    RealKeycloak.admin(
            "PUT",
            "/users/" + account,
            "{\"username\": \"%s\", \"email\": \"%s\", \"emailVerified\": %b, \"enabled\": true}"
                .formatted(username, email, verified))
        .mustBe(204);
  }

  @Test
  void accountThatWasMadeForAnAddressKeepsItOnceOnly() {
    scim.create(name);
    ScimTenant.signIn(name);
    readdress(name, name, true);
    idOf(ScimTenant.token(name));

    readdress(name, name, false);

    ScimTenant other = ScimTenant.make();
    var refused =
        other.provider().post(other.base() + "/Users", ScimTenant.body(name, "")).mustBe(409);
    assertThat(refused.text()).contains("verified");
  }

  private static String idOf(Api person) {
    return person.get("/v1/me").mustBe(200).json().at("/principal/id").asText();
  }

  @Test
  void accountWithAnUnprovenAddressIsNotTaken() {
    RealKeycloak.admin(
            "POST",
            "/users",
            "{\"username\": \"mallory%s\", \"email\": \"%s\", \"emailVerified\": false, \"enabled\": true}"
                .formatted(name, name))
        .mustBe(201);

    var refused =
        scim.provider().post(scim.base() + "/Users", ScimTenant.body(name, "")).mustBe(409);

    assertThat(refused.text()).contains("verified");
  }

  /** The username is as we would choose it, but somebody knows the password. */
  @Test
  void accountOfSomebodyWithAnUnprovenAddressIsNotTaken() {
    RealKeycloak.admin(
            "POST",
            "/users",
            """
            {"username": "%1$s", "email": "%1$s", "emailVerified": false, "enabled": true,
             "credentials": [{"type": "password", "value": "%2$s", "temporary": false}]}
            """
                .formatted(name, ScimTenant.PASSWORD))
        .mustBe(201);

    assertThat(
            scim.provider()
                .post(scim.base() + "/Users", ScimTenant.body(name, ""))
                .mustBe(409)
                .text())
        .contains("verified");
  }

  @Test
  void accountMadeForARefusedRequestIsTheirsAtTheNext() {
    String unkeepable = ScimTenant.body(name, "").replace("external-" + name, "\\u0000");
    scim.provider().post(scim.base() + "/Users", unkeepable).mustBe(400);
    assertThat(RealKeycloak.read("/users?exact=true&username=" + name)).hasSize(1);

    String user = scim.create(name).id();

    assertThat(scim.member(user).text("role")).isEqualTo("MEMBER");
  }
}
