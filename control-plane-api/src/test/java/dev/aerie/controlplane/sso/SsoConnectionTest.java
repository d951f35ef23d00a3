package dev.aerie.controlplane.sso;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.controlplane.sso.support.CustomerRealm;
import dev.aerie.controlplane.sso.support.ForgingProvider;
import dev.aerie.controlplane.sso.support.MetadataServer;
import dev.aerie.controlplane.sso.support.RecordedTxt;
import dev.aerie.controlplane.sso.support.SsoTenant;
import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.RealKeycloak;
import dev.aerie.controlplane.support.Superuser;
import dev.aerie.controlplane.support.Surroundings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Setting single sign-on up, with Keycloak itself. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
@TestProfile(RealKeycloak.class)
class SsoConnectionTest {
  private final CustomerRealm customer = new CustomerRealm();
  private SsoTenant tenant;
  private Api owner;

  @BeforeEach
  void prepare() {
    tenant = SsoTenant.make();
    owner = tenant.tenant().owner();
  }

  private Api.Answer saml(String settings) {
    return tenant.newConnection("\"protocol\": \"SAML\", \"saml\": {%s}".formatted(settings));
  }

  private Api.Answer samlAt(String url) {
    return saml("\"metadataUrl\": \"%s\"".formatted(url));
  }

  private static String quoted(String text) {
    return Api.JSON.valueToTree(text).toString();
  }

  @Test
  void addressThatLeadsInsideIsRefused() {
    for (String url :
        List.of(
            "http://10.0.0.1/metadata",
            "https://169.254.169.254/latest/meta-data",
            "http://[::1]:5432/",
            "file:///etc/passwd",
            "https://user:word@example.org/")) {
      var refused = samlAt(url).mustBe(400);
      assertThat(refused.json().at("/fields/0/field").asText()).isEqualTo("saml.metadataUrl");
    }
    assertThat(owner.get(tenant.connections()).items()).isEmpty();
  }

  /** Keycloak calls these itself, and would call anything. */
  @Test
  void endpointThatLeadsInsideIsRefused() {
    try (var provider = MetadataServer.start()) {
      for (String endpoint : List.of("token_endpoint", "jwks_uri", "userinfo_endpoint")) {
        for (String inside : List.of("https://169.254.169.254/", "http://10.0.0.1:8080/keys")) {
          provider.shows(discovery(provider.url(), Map.of(endpoint, inside)));
          var refused = oidc(provider.url()).mustBe(400);
          assertThat(refused.json().at("/fields/0/field").asText())
              .as(endpoint)
              .isEqualTo("oidc.issuer");
        }
      }
      provider.shows(discovery(provider.url(), Map.of()));
      String made = tenant.path(oidc(provider.url()).mustBe(201).id());

      provider.shows(discovery(provider.url(), Map.of("jwks_uri", "https://192.168.0.1/")));
      owner.patch(made, "{\"oidc\": {\"issuer\": \"%s\"}}".formatted(provider.url())).mustBe(400);
    }
  }

  private Api.Answer oidc(String issuer) {
    return tenant.newConnection(
        "\"protocol\": \"OIDC\", \"oidc\": {\"issuer\": \"%s\", \"clientId\": \"aerie\", \"clientSecret\": \"secret\"}"
            .formatted(issuer));
  }

  private static String discovery(String issuer, Map<String, String> instead) {
    var document = new HashMap<>(Map.of("issuer", issuer));
    for (String endpoint :
        List.of("authorization_endpoint", "token_endpoint", "jwks_uri", "userinfo_endpoint")) {
      document.put(endpoint, issuer + "/" + endpoint);
    }
    document.putAll(instead);
    return Api.JSON.valueToTree(document).toString();
  }

  @Test
  void metadataThatIsNoneIsRefusedWithAReason() {
    for (String metadata :
        List.of(
            "nonsense",
            "<html/>",
            "<EntityDescriptor xmlns=\"urn:oasis:names:tc:SAML:2.0:metadata\" entityID=\"e\"/>",
            "<!DOCTYPE e [<!ENTITY f SYSTEM \"file:///etc/hostname\">]><EntityDescriptor>&f;</EntityDescriptor>",
            ForgingProvider.make("https://idp.example")
                .metadata()
                .replaceAll("(?s)<KeyDescriptor.*</KeyDescriptor>", ""))) {
      assertThat(saml("\"metadata\": " + quoted(metadata)).mustBe(400).text("code"))
          .isEqualTo("INVALID_REQUEST");
    }
    samlAt(customer.issuer() + "/nowhere").mustBe(400);
    samlAt(customer.issuer() + "/.well-known/openid-configuration").mustBe(400);
  }

  @Test
  void secretOfAClientIsNeverTold() {
    String id = tenant.oidc("");
    assertThat(owner.get(tenant.path(id) + "/service-provider-metadata").mustBe(409).text("code"))
        .isEqualTo("NOT_SAML");

    assertThat(owner.get(tenant.path(id)).mustBe(200).text())
        .doesNotContain(CustomerRealm.CLIENT_SECRET);
    assertThat(
            owner
                .get("/v1/audit-events?organizationId=" + tenant.tenant().organization())
                .mustBe(200)
                .text())
        .contains("sso-connection.create", "sso-connection.verify-domain")
        .doesNotContain(CustomerRealm.CLIENT_SECRET);
    assertThat(new OidcBody(Optional.empty(), Optional.empty(), Optional.of("s3cret")))
        .asString()
        .doesNotContain("s3cret");

    owner.patch(tenant.path(id), "{\"name\": \"Renamed\"}").mustBe(200);
    assertThat(tenant.tenant().actionsOn(id)).startsWith("sso-connection.update");
    var ada = tenant.person("ada");
    ada.signIn();
    assertThat(ada.isSignedIn()).as("Keycloak has kept the secret over a change").isTrue();
  }

  /** As when somebody has removed it there by hand. */
  @Test
  void aConnectionThatKeycloakDoesNotKnowIsNotChangedButDeleted() {
    String path = tenant.path(tenant.oidc(""));
    RealKeycloak.admin(
            "DELETE",
            "/identity-provider/instances/" + path.substring(path.lastIndexOf('/') + 1),
            "")
        .mustBe(204);

    var refused = owner.patch(path, "{\"name\": \"Renamed\"}").mustBe(409);

    assertThat(refused.text("code")).isEqualTo("SSO_BROKER_REFUSED");
    assertThat(owner.get(path).mustBe(200).text("name")).isEqualTo("Ours");
    owner.delete(path).mustBe(204);
    owner.get(path).mustBe(404);
  }

  @Test
  void testSaysWhatIsWrong() {
    var made = samlAt(customer.metadataUrl()).mustBe(201);
    String path = tenant.path(made.id());

    var before = owner.post(path + ":test", "").mustBe(200).json();
    assertThat(before.path("ok").asBoolean()).isFalse();
    assertThat(before.at("/findings/0/message").asText())
        .contains(made.json().at("/domainRecord/value").asText());

    tenant.verified(made.json());
    var after = owner.post(path + ":test", "").mustBe(200).json();
    assertThat(after.path("ok").asBoolean()).as(after.toString()).isTrue();
    assertThat(after.path("findings")).hasSize(4);
  }

  @Test
  void domainIsVerifiedByItsRecordAndByNothingElse() {
    var made = samlAt(customer.metadataUrl()).mustBe(201);
    String verify = tenant.path(made.id()) + ":verify-domain";
    assertThat(owner.post(verify, "").mustBe(409).text("code")).isEqualTo("DOMAIN_UNVERIFIED");

    owner.patch(tenant.path(made.id()), "{\"name\": \"Renamed before\"}").mustBe(200);
    RecordedTxt.add(
        made.json().at("/domainRecord/name").asText(), "aerie-domain-verification=another");
    owner.post(verify, "").mustBe(409);
    assertThat(owner.patch(tenant.path(made.id()), "{\"enforced\": true}").mustBe(409).text("code"))
        .isEqualTo("DOMAIN_UNVERIFIED");
  }

  @Test
  void mappingOfWhatIsNotThereIsRefused() {
    for (String mapping :
        List.of(
            "{\"group\": \"g\", \"projects\": [{\"projectId\": \"prj_none\", \"role\": \"DATA_VIEWER\"}]}",
            "{\"group\": \"g\", \"projects\": [{\"projectId\": \"%s\", \"role\": \"MEMBER\"}]}"
                .formatted(tenant.tenant().project()),
            "{\"group\": \"g\", \"role\": \"PROJECT_ADMIN\"}",
            "{\"group\": \" \"}")) {
      tenant
          .newConnection(
              "\"protocol\": \"SAML\", \"saml\": {\"metadataUrl\": \"%s\"}, \"roleMappings\": [%s]"
                  .formatted(customer.metadataUrl(), mapping))
          .mustBe(400);
    }
  }

  @Test
  void anOrganizationHasTenConnections() throws SQLException {
    String organization = tenant.tenant().organization();
    for (int i = 0; i < 10; i++) {
      Superuser.addSsoConnection(organization, "many%d-%s".formatted(i, organization));
    }
    String metadata = ForgingProvider.make("https://idp.example").metadata();

    assertThat(saml("\"metadata\": " + quoted(metadata)).mustBe(409).text("code"))
        .isEqualTo("TOO_MANY_CONNECTIONS");
  }
}
