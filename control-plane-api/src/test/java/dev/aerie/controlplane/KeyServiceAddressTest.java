package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.FakeAgent;
import dev.aerie.controlplane.support.IdentityProvider;
import dev.aerie.controlplane.support.Surroundings;
import dev.aerie.controlplane.support.Tenant;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Where the key services of clusters may be; 127.0.0.1 is allowed by {@code
 * aerie.outbound.allowed-ranges}.
 */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class KeyServiceAddressTest {
  IdentityProvider people;
  private Tenant tenant;

  @BeforeEach
  void prepare() {
    tenant = Tenant.make(people);
    FakeAgent.present().understands("encryption");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "vault": {"address": "https://10.1.2.3:8200", "key": "k", "tokenRef": "t"}              | encryption.vault.address
          "vault": {"address": "http://169.254.169.254/latest", "key": "k", "tokenRef": "t"}      | encryption.vault.address
          "vault": {"address": "https://[::1]:8200", "key": "k", "tokenRef": "t"}                 | encryption.vault.address
          "vault": {"address": "http://93.184.215.14", "key": "k", "tokenRef": "t"}               | encryption.vault.address
          "vault": {"address": "https://user@93.184.215.14", "key": "k", "tokenRef": "t"}         | encryption.vault.address
          "google": {"key": "k", "endpoint": "https://192.168.0.1", "tokenRef": "t"}              | encryption.google.endpoint
          "azure": {"key": "https://127.0.0.2/keys/k", "tokenRef": "t"}                           | encryption.azure.key
          """)
  void aManagedRegionAsksNothingInside(String service, String field) {
    String encryption = ", \"encryption\": {" + service + "}";
    Api.Answer refused = tenant.newCluster("inside", encryption).mustBe(400);

    assertThat(refused.text("code")).isEqualTo("DESTINATION_REFUSED");
    assertThat(refused.json().at("/fields/0/field").asText()).isEqualTo(field);
    assertThat(quote(encryption).mustBe(400).text("code")).isEqualTo("DESTINATION_REFUSED");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"vault\": {\"address\": \"http://127.0.0.1:8200\", \"key\": \"k\", \"tokenRef\": \"t\"}",
        "\"vault\": {\"address\": \"https://93.184.215.14\", \"key\": \"k\", \"tokenRef\": \"t\"}",
        "\"google\": {\"key\": \"k\", \"endpoint\": \"https://cloudkms.europe-west3.rep.googleapis.com\"}",
        "\"aws\": {\"key\": \"k\", \"endpoint\": \"https://kms.eu-central-1.amazonaws.com\"}",
        "\"azure\": {\"key\": \"https://ours.vault.azure.net/keys/k\"}"
      })
  void whatIsAllowedPublicOrTheCloudsOwnIsTaken(String service) {
    tenant.newCluster("outside", ", \"encryption\": {" + service + "}").mustBe(202);
  }

  @Test
  void aRegionOfTheirOwnIsTheirOwnNetwork() {
    var made = tenant.newRegion("ours").mustBe(201).json();
    String region = made.at("/region/name").asText();
    FakeAgent.enrolled(made.at("/enrolment/token").asText(), "key" + region)
        .understands("encryption");

    tenant
        .owner()
        .post(
            "/v1/clusters",
            """
            {"projectId": "%s", "name": "own", "region": "%s", "encryption":
                {"vault": {"address": "https://10.1.2.3:8200", "key": "k", "tokenRef": "t"}}}
            """
                .formatted(tenant.project(), region))
        .mustBe(202);
  }

  private Api.Answer quote(String more) {
    return tenant
        .owner()
        .post(
            "/v1/quotes",
            "{\"action\": \"CREATE\", \"create\": {\"projectId\": \"%s\", \"name\": \"q\", \"region\": \"local\"%s}}"
                .formatted(tenant.project(), more));
  }
}
