package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.controlplane.access.ApiKeySecret;
import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.IdentityProvider;
import dev.aerie.controlplane.support.Proxied;
import dev.aerie.controlplane.support.Surroundings;
import dev.aerie.controlplane.support.Tenant;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a trusted proxy says of addresses holds, for all that looks at them; nobody else's word
 * does.
 */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class TrustedProxyTest {
  private static final String CUSTOMER = "192.0.2.7";

  IdentityProvider people;
  private Tenant tenant;
  private String secret;

  @BeforeEach
  void prepare() {
    tenant = Tenant.make(people);
    secret =
        tenant
            .newKey("DATA_VIEWER", ", \"ipAllowlist\": [\"192.0.2.0/24\", \"2001:db8::/32\"]")
            .mustBe(201)
            .text("secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        CUSTOMER,
        "198.51.100.1, 192.0.2.7:4711",
        "192.0.2.7, 127.0.0.2",
        "[2001:db8::7]:4711, 127.0.0.2",
      })
  void keyOpensFromItsAddressesThroughTheProxy(String forwardedFor) {
    Proxied.get(secret, "/v1/me", forwardedFor).mustBe(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"198.51.100.1", "192.0.2.7, 198.51.100.1", "192.0.2.7, somewhere", ""})
  void keyOpensFromNowhereElseThroughTheProxy(String forwardedFor) {
    var refused = Proxied.get(secret, "/v1/me", forwardedFor).mustBe(403);

    assertThat(refused.text("code")).isEqualTo("ADDRESS_NOT_ALLOWED");
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-Forwarded-For", "Forwarded", "X-Real-IP", "True-Client-IP"})
  void nobodyElseIsBelieved(String header) {
    String value = header.equals("Forwarded") ? "for=" + CUSTOMER : CUSTOMER;

    var refused = new Api(secret).send("GET", "/v1/me", "", header, value).mustBe(403);

    assertThat(refused.text("detail")).contains("127.0.0.1");
  }

  @Test
  void linesOfTheHeaderAreOne() {
    Proxied.get(secret, "/v1/me", CUSTOMER, Proxied.ADDRESS).mustBe(200);
    Proxied.get(secret, "/v1/me", CUSTOMER, "198.51.100.1").mustBe(403);
  }

  @Test
  void whoGuessesIsSlowedAndTheOthersBehindTheProxyAreNot() {
    String guess = ApiKeySecret.next(tenant.newKey("DATA_VIEWER", "").mustBe(201).id());
    for (int i = 0; i < 20; i++) {
      Proxied.get(guess, "/v1/me", "198.51.100.%d, 198.51.100.1".formatted(i)).mustBe(401);
    }

    Proxied.get(guess, "/v1/me", "198.51.100.99, 198.51.100.1").mustBe(429);
    Proxied.get(guess, "/v1/me", "198.51.100.2").mustBe(401);
  }

  @Test
  void auditLogHasTheAddressBehindTheProxy() {
    Proxied.get(secret, "/v1/me", "192.0.2.9, 203.0.113.44").mustBe(403);

    var refusal =
        tenant
            .owner()
            .get("/v1/audit-events?limit=1&organizationId=" + tenant.organization())
            .mustBe(200)
            .items()
            .getFirst();

    assertThat(refusal.path("result").asText()).isEqualTo("REFUSED");
    assertThat(refusal.path("remoteAddress").asText()).isEqualTo("203.0.113.44");
  }
}
