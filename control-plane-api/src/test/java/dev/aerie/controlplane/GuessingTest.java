package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.controlplane.access.ApiKeySecret;
import dev.aerie.controlplane.identifier.Identifiers;
import dev.aerie.controlplane.identifier.Kind;
import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.FakeAgent;
import dev.aerie.controlplane.support.IdentityProvider;
import dev.aerie.controlplane.support.Proxied;
import dev.aerie.controlplane.support.Surroundings;
import dev.aerie.controlplane.support.Tenant;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who tries many credentials from one address is slowed, whatever they are for. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class GuessingTest {
  private static final AtomicInteger NETWORK = new AtomicInteger();

  /** At once; meanwhile five a second come back. */
  private static final int AT_ONCE = 300;

  private static final int MOST = 5_000;

  private enum Guess {
    API_KEY,
    SCIM_TOKEN,
    AGENT_KEY,
    ENROLMENT_TOKEN
  }

  IdentityProvider people;
  @Inject Identifiers identifiers;
  private Tenant tenant;
  private String guesser;

  @BeforeEach
  void prepare() {
    tenant = Tenant.make(people);
    FakeAgent.present();
    guesser = "198.51.100." + NETWORK.incrementAndGet();
  }

  @ParameterizedTest
  @EnumSource
  void manyThatAreMadeUpAreSlowedByAddress(Guess kind) {
    String known = tenant.newKey("DATA_VIEWER", "").mustBe(201).text("secret");
    Proxied.get(known, "/v1/me", guesser).mustBe(200);

    int tries = 0;
    Api.Answer answer = guess(kind, tries, guesser).mustBe(401);
    while (answer.status() == 401 && tries < MOST) {
      answer = guess(kind, ++tries, guesser);
    }

    assertThat(answer.mustBe(429).text("code")).isEqualTo("TOO_MANY_ATTEMPTS");
    assertThat(answer.header("Retry-After")).isEqualTo("1");
    assertThat(tries).isGreaterThanOrEqualTo(AT_ONCE);
    guess(kind, -1, "203.0.113.9").mustBe(401);
    Proxied.get(known, "/v1/me", guesser).mustBe(200);
  }

  @Test
  void refusalsOfARevokedScimTokenAreInTheAuditLog() {
    String tokens = "/v1/organizations/" + tenant.organization() + "/scim-tokens";
    var made = tenant.owner().post(tokens, "{\"name\": \"provider\"}").mustBe(201);
    tenant.owner().delete(tokens + "/" + made.id()).mustBe(204);

    new Api(made.text("secret")).get("/scim/v2/" + tenant.organization() + "/Users").mustBe(401);

    var refusal =
        tenant
            .owner()
            .get("/v1/audit-events?limit=1&organizationId=" + tenant.organization())
            .mustBe(200)
            .items()
            .getFirst();
    assertThat(refusal.path("result").asText()).isEqualTo("REFUSED");
    assertThat(refusal.at("/actor/kind").asText()).isEqualTo("SCIM");
    assertThat(refusal.at("/actor/id").asText()).isEqualTo(made.id());
  }

  private Api.Answer guess(Guess kind, int number, String from) {
    return switch (kind) {
      case API_KEY ->
          Proxied.get(ApiKeySecret.next(identifiers.next(Kind.API_KEY)), "/v1/me", from);
      case SCIM_TOKEN ->
          Proxied.get("aerie-scim_" + number, "/scim/v2/" + tenant.organization() + "/Users", from);
      case AGENT_KEY -> Proxied.get("agent " + number, "/agent/v1/desired?after=0&wait=0", from);
      case ENROLMENT_TOKEN ->
          Proxied.post(
              "/agent/v1/enrol",
              "{\"token\": \"made-up-%d\", \"keySha256\": \"%s\"}"
                  .formatted(number, ApiKeySecret.sha256("key")),
              from);
    };
  }
}
