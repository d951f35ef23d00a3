package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.MovableClock;
import dev.aerie.controlplane.support.Superuser;
import dev.aerie.controlplane.support.Surroundings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
@TestProfile(IdentityProviderDownTest.Down.class)
class RateLimitTest {
  private static final int LIMIT = 5;

  @Inject MovableClock clock;

  @Test
  void callerIsHeldToItsRateAndTold() throws SQLException {
    Api first = Superuser.newOwner("key_01k0aaaaaaaaaaaaaaaaaaaaaa");
    Api second = Superuser.newOwner("key_01k0aaaaaaaaaaaaaaaaaaaaab");
    int left = LIMIT;
    for (int i = 0; i < LIMIT; i++) {
      var answer = first.get("/v1/regions/none").mustBe(404);
      assertThat(answer.header("RateLimit-Limit")).isEqualTo("" + LIMIT);
      int remaining = Integer.parseInt(answer.header("RateLimit-Remaining"));
      // One comes back each second, which may pass meanwhile.
      assertThat(remaining).isBetween(left - 1, LIMIT - 1);
      assertThat(answer.header("RateLimit-Reset")).isEqualTo("" + (LIMIT - remaining));
      left = remaining;
    }
    clock.advance(Duration.ofMillis(1));

    Api.Answer refused = first.get("/v1/me");
    for (int i = 0; i < 20 && refused.status() != 429; i++) {
      refused = first.get("/v1/me");
    }

    assertThat(refused.mustBe(429).text("code")).isEqualTo("RATE_LIMITED");
    assertThat(refused.header("Retry-After")).isEqualTo("1");
    assertThat(refused.header("RateLimit-Remaining")).isEqualTo("0");
    assertThat(refused.header("RateLimit-Reset")).isEqualTo(refused.header("Retry-After"));
    second.get("/v1/me").mustBe(200);
    clock.advance(Duration.ofSeconds(1));
    first.get("/v1/me").mustBe(200);
  }
}
