package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.RealKeycloak;
import dev.aerie.controlplane.support.ScimPreparation;
import dev.aerie.controlplane.support.ScimTenant;
import dev.aerie.controlplane.support.Surroundings;
import dev.aerie.controlplane.support.Tenant;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SCIM 2.0 over HTTP, as Entra ID and Okta speak it. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
@TestProfile(RealKeycloak.class)
class ScimProtocolTest extends ScimPreparation {
  @Test
  void aTokenComesWithTheAddressThatItIsFor() {
    assertThat(scim.newToken().text("url")).endsWith(scim.base());
  }

  @Test
  void listsAreFilteredAndPaged() {
    String user = scim.create(name).id();
    scim.create("second-" + name);

    assertThat(scim.found("filter=userName%20eq%20%22" + name.toUpperCase(Locale.ROOT) + "%22"))
        .containsExactly(user);
    assertThat(scim.found("filter=externalId%20eq%20%22external-" + name + "%22"))
        .containsExactly(user);
    assertThat(scim.found("filter=userName%20sw%20%22second%22")).hasSize(1).doesNotContain(user);
    assertThat(scim.found("filter=userName%20eq%20%22nobody%22")).isEmpty();
    var page = scim.provider().get(scim.base() + "/Users?startIndex=2&count=1").mustBe(200).json();
    assertThat(page.path("totalResults").asInt()).isEqualTo(2);
    assertThat(page.path("itemsPerPage").asInt()).isEqualTo(1);
    assertThat(page.at("/Resources/0/id").asText()).isNotEqualTo(user);
    scim.createGroup("Data team");
    assertThat(
            scim.provider()
                .get(scim.base() + "/Groups?filter=displayName%20eq%20%22Data%20team%22")
                .json()
                .path("totalResults")
                .asInt())
        .isEqualTo(1);
  }

  @Test
  void etagsAreChecked() {
    String user = scim.create(name).id();
    String path = scim.base() + "/Users/" + user;

    scim.provider().send("GET", path, "", "If-None-Match", "W/\"1\"").mustBe(304);
    scim.provider().send("PUT", path, ScimTenant.body(name, ""), "If-Match", "W/\"7\"").mustBe(412);
    scim.provider().send("PUT", path, ScimTenant.body(name, ""), "If-Match", "W/\"1\"").mustBe(200);
    scim.provider().send("GET", path, "", "If-None-Match", "W/\"1\"").mustBe(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ServiceProviderConfig", "Schemas", "ResourceTypes"})
  void capabilitiesAreTold(String what) {
    var told = scim.provider().get(scim.base() + "/" + what).mustBe(200);

    assertThat(told.text()).contains("urn:ietf:params:scim:schemas:core:2.0:");
    assertThat(told.header("Content-Type")).startsWith("application/scim+json");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          POST  | /Users             | {                                                                      | 400
          POST  | /Users             | {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"]}            | 400
          POST  | /Users             | {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "no address"} | 400
          POST  | /Users             | {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "a@b.example", "active": "perhaps"} | 400
          POST  | /Groups            | {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "displayName": "g", "members": [{"value": "usr_none"}]} | 400
          PATCH | /Users/usr_none    | {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "active", "value": false}]} | 404
          GET   | /Users?filter=userName%20like | ''                                                          | 400
          GET   | /Nothing           | ''                                                                     | 404
          """)
  void badInputIsRefusedInScimsWords(String method, String path, String body, int status) {
    var refused =
        scim.provider().send(method, scim.base() + path, body == null ? "" : body).mustBe(status);

    assertThat(refused.json().at("/schemas/0").asText())
        .isEqualTo("urn:ietf:params:scim:api:messages:2.0:Error");
    assertThat(refused.text()).doesNotContain("Exception").doesNotContain("SELECT");
  }

  @Test
  void unknownPatchOperationIsRefusedAndChangesNothing() {
    String user = scim.create(name).id();

    scim.patch(
            "/Users/" + user,
            "{\"op\": \"replace\", \"path\": \"displayName\", \"value\": \"changed\"}",
            "{\"op\": \"shuffle\", \"path\": \"userName\", \"value\": \"x\"}")
        .mustBe(400);

    assertThat(scim.provider().get(scim.base() + "/Users/" + user).text())
        .doesNotContain("changed");
  }

  @Test
  void tokensOpenTheirOrganizationOnlyAndUntilTheyAreRevoked() {
    Tenant stranger = Tenant.of(RealKeycloak.administrator());
    String user = scim.create(name).id();
    String theirs = "/scim/v2/" + stranger.organization() + "/Users";

    scim.provider().get(theirs).mustBe(401);
    scim.provider().get("/v1/organizations/" + scim.tenant().organization()).mustBe(401);
    scim.tenant().owner().get(scim.base() + "/Users").mustBe(401);
    Api.anonymous().get(scim.base() + "/Users").mustBe(401);
    String other =
        stranger
            .owner()
            .post(
                "/v1/organizations/" + stranger.organization() + "/scim-tokens",
                "{\"name\": \"idp\"}")
            .mustBe(201)
            .text("secret");
    new Api(other).get(scim.base() + "/Users/" + user).mustBe(401);
    new Api(other).get(theirs + "/" + user).mustBe(404);
    new Api(other).delete(theirs + "/" + user).mustBe(404);

    String tokens = "/v1/organizations/" + scim.tenant().organization() + "/scim-tokens";
    var listed = scim.tenant().owner().get(tokens).mustBe(200);
    assertThat(listed.text()).doesNotContain("secret").doesNotContain("sha256");
    scim.tenant()
        .owner()
        .delete(tokens + "/" + listed.items().getFirst().path("id").asText())
        .mustBe(204);
    scim.provider().get(scim.base() + "/Users").mustBe(401);
  }
}
