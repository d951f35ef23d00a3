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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Keys of a provider by SAML: those that it signs with, and ours that it encrypts for. */
@QuarkusTest
@TestProfile(RealKeycloak.class)
@QuarkusTestResource(Surroundings.class)
class SamlKeyTest {
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
