package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.IdentityProvider;
import dev.aerie.controlplane.support.Surroundings;
import dev.aerie.controlplane.support.Tenant;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How much of what all share somebody may make. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class CapsTest {
  IdentityProvider people;

  @Test
  void somebodyOwnsTwentyOrganizations() {
    var person = new Api(people.tokenOf("founder"));
    String last = "";
    for (int i = 0; i < 20; i++) {
      last = organization(person).mustBe(201).id();
    }

    assertThat(organization(person).mustBe(409).text("code")).isEqualTo("TOO_MANY_ORGANIZATIONS");
    organization(new Api(people.tokenOf("another-founder"))).mustBe(201);

    person.delete("/v1/organizations/" + last).mustBe(204);
    organization(person).mustBe(201);
  }

  @Test
  void anOrganizationHasTwentyRegions() {
    Tenant tenant = Tenant.make(people);
    String last = "";
    for (int i = 0; i < 20; i++) {
      last = tenant.newRegion("ours").mustBe(201).json().at("/region/name").asText();
    }

    assertThat(tenant.newRegion("ours").mustBe(409).text("code")).isEqualTo("TOO_MANY_REGIONS");
    Tenant.make(people).newRegion("ours").mustBe(201);

    tenant.owner().delete("/v1/regions/" + last).mustBe(204);
    tenant.newRegion("ours").mustBe(201);
  }

  /** Each as often as an organisation may have it, and one removed makes room for one. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          scim-tokens           | 10  | TOO_MANY_TOKENS   |
          audit-sinks           | 10  | TOO_MANY_SINKS    | , "syslog": {"host": "127.0.0.1", "port": 1}, "enabled": false
          notification-channels | 50  | TOO_MANY_CHANNELS | , "webhook": {"url": "http://127.0.0.1:1/", "secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"}
          alert-rules           | 100 | TOO_MANY_RULES    | , "condition": {"kind": "CLUSTER_STATE"}, "channelIds": [], "enabled": false
          """)
  void anOrganizationHasSoMany(String what, int most, String code, String fields) {
    Tenant tenant = Tenant.make(people);
    String last = "";
    for (int i = 0; i < most; i++) {
      last = made(tenant, what, i, fields).mustBe(201).id();
    }

    assertThat(made(tenant, what, most, fields).mustBe(409).text("code")).isEqualTo(code);
    made(Tenant.make(people), what, most, fields).mustBe(201);

    tenant.owner().delete(path(tenant, what) + "/" + last).mustBe(204);
    made(tenant, what, most, fields).mustBe(201);
  }

  private static Api.Answer made(Tenant tenant, String what, int number, String fields) {
    return tenant
        .owner()
        .post(
            path(tenant, what),
            "{\"name\": \"n%d\"%s}".formatted(number, Objects.toString(fields, "")));
  }

  private static String path(Tenant tenant, String what) {
    return "/v1/organizations/" + tenant.organization() + "/" + what;
  }

  private static Api.Answer organization(Api person) {
    return person.post("/v1/organizations", "{\"name\": \"one of many\"}");
  }
}
