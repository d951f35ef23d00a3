package dev.aerie.controlplane.sso;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.controlplane.sso.support.CustomerRealm;
import dev.aerie.controlplane.sso.support.SsoTenant;
import dev.aerie.controlplane.sso.support.Visitor;
import dev.aerie.controlplane.support.RealKeycloak;
import dev.aerie.controlplane.support.Surroundings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Keys of a provider by SAML: those that it signs with, and ours that it encrypts for. */
@QuarkusTest
@TestProfile(RealKeycloak.class)
@QuarkusTestResource(Surroundings.class)
class SamlKeyTest {
  private static final String KEYS = "/components?type=org.keycloak.keys.KeyProvider&name=next";

  /** The present key's priority is between these. */
  private static final int BEHIND = 50;

  private static final int IN_USE = 200;

  private final CustomerRealm customer = new CustomerRealm();
  private SsoTenant tenant;
  private String metadataUrl;

  @BeforeEach
  void prepare() {
    tenant = SsoTenant.make();
    metadataUrl = "\"metadataUrl\": \"%s\"".formatted(customer.metadataUrl());
  }

  @Test
  void encryptedAssertionIsReadAndAPlainOneRefusedWhereEncryptionIsAskedFor() {
    String id = tenant.saml(metadataUrl + ", \"encryptedAssertions\": true", "");
    Visitor eve = tenant.person("eve");
    String[] seen = {""};

    eve.signIn(
        fields -> {
          seen[0] =
              new String(
                  Base64.getDecoder().decode(fields.get("SAMLResponse")), StandardCharsets.UTF_8);
          return fields;
        });

    assertThat(seen[0]).contains("EncryptedAssertion").doesNotContain("@" + tenant.domain());
    assertThat(eve.isSignedIn()).isTrue();

    change(id, "\"encryptedAssertions\": false");
    customer.encrypt(serviceProvider(id), false);
    Visitor plain = tenant.person("plain");
    plain.signIn();
    assertThat(plain.isSignedIn()).as("without encryption, as nobody asks for it").isTrue();

    change(id, "\"encryptedAssertions\": true");
    Visitor late = tenant.person("late");
    late.signIn();
    assertThat(late.isSignedIn()).isFalse();
  }

  @Test
  void providerThatChangesItsKeyGoesOnAfterItsMetadataIsReadAgain() {
    String id = tenant.saml(metadataUrl, "");
    customer.rotateKey();
    Visitor early = tenant.person("early");
    early.signIn();
    assertThat(early.isSignedIn()).as("signed by a key nobody has told us of").isFalse();

    change(id, metadataUrl);

    assertThat(tenant.tenant().owner().get(tenant.path(id)).json().at("/saml/certificates"))
        .hasSizeGreaterThan(1);
    Visitor late = Visitor.of(early.email(), early.name());
    late.signIn();
    assertThat(late.isSignedIn()).isTrue();
  }

  /** Requests are signed with it: it is published before it is used. */
  @Test
  void ourNextKeyIsPublishedBeforeRequestsAreSignedByIt() {
    String id = tenant.saml(metadataUrl, "");
    RealKeycloak.admin("POST", "/components", ourNextKey(BEHIND)).mustBe(201);
    String key = RealKeycloak.admin("GET", KEYS, "").mustBe(200).json().at("/0/id").asText();
    try {
      assertThat(signingCertificates(id)).isEqualTo(2);
      Visitor early = tenant.person("early");
      early.signIn();
      assertThat(early.isSignedIn()).as("by the present key").isTrue();

      RealKeycloak.admin("PUT", "/components/" + key, ourNextKey(IN_USE)).mustBe(204);
      Visitor untold = tenant.person("untold");
      untold.signIn();
      assertThat(untold.isSignedIn()).as("by one that the provider does not know").isFalse();
    } finally {
      RealKeycloak.admin("DELETE", "/components/" + key, "").mustBe(204);
    }
    Visitor late = tenant.person("late");
    late.signIn();
    assertThat(late.isSignedIn()).as("by the present key again").isTrue();
  }

  private static String ourNextKey(int priority) {
    return """
        {"name": "next", "providerId": "rsa-generated", "providerType": "org.keycloak.keys.KeyProvider",
         "config": {"priority": ["%d"], "keySize": ["2048"]}}
        """
        .formatted(priority);
  }

  private long signingCertificates(String id) {
    return Pattern.compile("KeyDescriptor use=\"signing\"").matcher(metadata(id)).results().count();
  }

  private String metadata(String id) {
    return tenant
        .tenant()
        .owner()
        .get(tenant.path(id) + "/service-provider-metadata")
        .mustBe(200)
        .text();
  }

  private void change(String id, String settings) {
    tenant
        .tenant()
        .owner()
        .patch(tenant.path(id), "{\"saml\": {%s}}".formatted(settings))
        .mustBe(200);
  }

  private String serviceProvider(String id) {
    return tenant
        .tenant()
        .owner()
        .get(tenant.path(id))
        .json()
        .at("/saml/serviceProvider/entityId")
        .asText();
  }
}
