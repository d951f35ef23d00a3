package dev.aerie.controlplane.sso;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.controlplane.sso.support.Browser.Page;
import dev.aerie.controlplane.sso.support.Claim;
import dev.aerie.controlplane.sso.support.ForgingProvider;
import dev.aerie.controlplane.sso.support.Keycloak;
import dev.aerie.controlplane.sso.support.SsoTenant;
import dev.aerie.controlplane.sso.support.Visitor;
import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.RealKeycloak;
import dev.aerie.controlplane.support.Surroundings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Providers call the attributes that say who somebody is as they like. */
@QuarkusTest
@TestProfile(RealKeycloak.class)
@QuarkusTestResource(Surroundings.class)
class SamlAttributesTest {
  private static final String CLAIMS = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/";
  private static final String EMAIL = "urn:oid:0.9.2342.19200300.100.1.3";

  private SsoTenant tenant;
  private ForgingProvider provider;

  @BeforeEach
  void prepare() {
    tenant = SsoTenant.make();
    provider = ForgingProvider.make("https://idp." + tenant.domain());
  }

  @Test
  void claimsAsEntraAndAdfsNameThemWork() {
    String offered =
        "<Attribute xmlns=\"urn:oasis:names:tc:SAML:2.0:assertion\" Name=\"%semailaddress\"/></IDPSSODescriptor>"
            .formatted(CLAIMS);
    String id = connect(provider.metadata().replace("</IDPSSODescriptor>", offered), "");

    Visitor visitor = signIn(id, CLAIMS + "emailaddress", CLAIMS + "givenname", CLAIMS + "surname");

    assertThat(visitor.me().at("/principal/name").asText()).isEqualTo(visitor.email());
    JsonNode account = RealKeycloak.read("/users?exact=true&email=" + visitor.email()).path(0);
    assertThat(account.path("firstName").asText()).isEqualTo("Grace");
    assertThat(account.path("lastName").asText()).isEqualTo("Hopper");
    assertThat(account.path("username").asText()).isEqualTo(visitor.email());
  }

  @Test
  void attributesAreReadByTheNamesThatAreSet() {
    String id =
        connect(provider.metadata(), ", \"attributes\": {\"email\": \"%s\"}".formatted(EMAIL));
    assertThat(signIn(id, EMAIL, "firstName", "lastName").isSignedIn()).isTrue();

    var changed =
        tenant
            .tenant()
            .owner()
            .patch(tenant.path(id), "{\"saml\": {\"attributes\": {\"email\": \"mail\"}}}")
            .mustBe(200);

    assertThat(changed.json().at("/saml/attributes").toString())
        .isEqualTo("{\"email\":\"mail\",\"firstName\":\"firstName\",\"lastName\":\"lastName\"}");
    assertThat(signIn(id, EMAIL, "firstName", "lastName").isSignedIn()).isFalse();
    assertThat(signIn(id, "mail", "firstName", "lastName").isSignedIn()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "e mail", "email}", "${NAMEID}", "a|b"})
  void namesThatAreNoneAreRefused(String name) {
    var refused =
        create(provider.metadata(), ", \"attributes\": {\"email\": \"%s\"}".formatted(name))
            .mustBe(400);

    assertThat(refused.json().at("/fields/0/field").asText()).isEqualTo("saml.attributes.email");
  }

  private Api.Answer create(String metadata, String more) {
    return tenant.newConnection(
        "\"protocol\": \"SAML\", \"saml\": {\"metadata\": %s%s}"
            .formatted(Api.JSON.valueToTree(metadata), more));
  }

  private String connect(String metadata, String more) {
    return tenant.verified(create(metadata, more).mustBe(201).json());
  }

  /** Somebody new whom the provider describes by attributes with these names. */
  private Visitor signIn(String id, String email, String firstName, String lastName) {
    String name = "grace" + UUID.randomUUID();
    Visitor visitor = Visitor.of(name + "@" + tenant.domain(), name);
    Page page = visitor.begin();
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    String service = Keycloak.issuer() + "/broker/" + id;
    var claim =
        new Claim(
            provider.entityId(),
            visitor.email(),
            service + "/endpoint",
            service,
            ForgingProvider.requestId(page.fields().get("SAMLRequest")),
            now.minusSeconds(10),
            now.plusSeconds(300));
    String response =
        provider.signed(
            claim
                .response()
                .replace("Name=\"email\"", "Name=\"" + email + "\"")
                .replace(
                    "</saml:AttributeStatement>",
                    attribute(firstName, "Grace")
                        + attribute(lastName, "Hopper")
                        + "</saml:AttributeStatement>"));
    visitor
        .browser()
        .post(
            URI.create(claim.consumer()),
            Map.of(
                "SAMLResponse",
                Base64.getEncoder().encodeToString(response.getBytes(StandardCharsets.UTF_8)),
                "RelayState",
                page.fields().get("RelayState")));
    return visitor;
  }

  private static String attribute(String name, String value) {
    return "<saml:Attribute Name=\"%s\"><saml:AttributeValue>%s</saml:AttributeValue></saml:Attribute>"
        .formatted(name, value);
  }
}
