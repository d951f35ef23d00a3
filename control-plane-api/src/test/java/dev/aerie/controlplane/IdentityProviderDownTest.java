package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.Surroundings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
@TestProfile(IdentityProviderDownTest.Down.class)
class IdentityProviderDownTest {

  /**
   * Keycloak's address with nothing behind it; few calls are allowed; people come by HTTPS; there
   * is no key for secrets.
   */
  public static class Down implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "quarkus.oidc.auth-server-url", "http://127.0.0.1:1/realms/aerie",
          "aerie.public.url", "https://aerie.example",
          "aerie.secret.key", "",
          "aerie.rate-limit.burst", "5",
          "aerie.rate-limit.per-second", "1");
    }
  }

  @Test
  void signingInAnswersAProblemAndNoStack() {
    var refused = Api.anonymous().get("/login").mustBe(503);

    assertThat(refused.header("Content-Type")).startsWith("application/problem+json");
    assertThat(refused.text("code")).isEqualTo("IDENTITY_PROVIDER_UNAVAILABLE");
    assertThat(refused.text("traceId")).hasSize(32);
    assertThat(refused.header("Retry-After")).isNotEmpty();
    assertThat(refused.text()).doesNotContain("Exception");
  }

  @Test
  void signingInWithABrowserShowsAPage() {
    var refused = Api.anonymous().send("GET", "/login", "", "Accept", "text/html").mustBe(503);

    assertThat(refused.header("Content-Type")).startsWith("text/html");
    assertThat(refused.header("Content-Security-Policy")).contains("default-src 'self'");
    assertThat(refused.text())
        .contains("IDENTITY_PROVIDER_UNAVAILABLE", "cannot be reached", "href=\"/login\"")
        .doesNotContain("Exception");
  }

  @Test
  void tokensCannotBeCheckedAndSaySo() {
    var refused = new Api("a.b.c").get("/v1/me").mustBe(503);

    assertThat(refused.text("code")).isEqualTo("IDENTITY_PROVIDER_UNAVAILABLE");
  }

  @Test
  void whatNeedsNoPersonGoesOn() {
    Api.anonymous().get("/v1/console-config").mustBe(200);
    Api.management("/q/health/live").mustBe(200);
  }

  @Test
  void browsersAreToldToComeByHttpsOnly() {
    for (String path : List.of("/v1/console-config", "/login", "/v1/nothing")) {
      assertThat(Api.anonymous().get(path).header("Strict-Transport-Security"))
          .as(path)
          .isEqualTo("max-age=31536000");
    }
  }
}
