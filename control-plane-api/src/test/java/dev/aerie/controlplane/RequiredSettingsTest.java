package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequiredSettingsTest {
  private static final Map<String, String> WHOLE =
      Map.of(
          "AERIE_DB_URL", "jdbc:postgresql://db/aerie",
          "AERIE_DB_OWNER_PASSWORD", "a",
          "AERIE_DB_APP_PASSWORD", "b",
          "AERIE_OIDC_ISSUER", "http://keycloak/realms/aerie",
          "AERIE_OIDC_CLIENT_SECRET", "c");

  @Test
  void wholeConfigurationIsFine() {
    assertThat(RequiredSettings.wrongIn(WHOLE)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AERIE_DB_URL",
        "AERIE_DB_OWNER_PASSWORD",
        "AERIE_DB_APP_PASSWORD",
        "AERIE_OIDC_ISSUER",
        "AERIE_OIDC_CLIENT_SECRET"
      })
  void missingOrEmptySettingIsNamedWithWhatItIs(String name) {
    var without = new HashMap<>(WHOLE);
    without.remove(name);
    assertThat(RequiredSettings.wrongIn(without))
        .singleElement()
        .asString()
        .startsWith("set " + name + " to ");
    without.put(name, " ");
    assertThat(RequiredSettings.wrongIn(without)).singleElement().asString().contains(name);
  }

  @Test
  void regionNeedsItsTokenAndTheUrlItsKind() {
    var wrong = new HashMap<>(WHOLE);
    wrong.put("AERIE_REGION_NAME", "local");
    wrong.put("AERIE_DB_URL", "postgres://db/aerie");

    assertThat(RequiredSettings.wrongIn(wrong))
        .containsExactly(
            "AERIE_DB_URL must begin with jdbc:postgresql:",
            "set AERIE_REGION_TOKEN too, as AERIE_REGION_NAME is set");
  }

  @Test
  void proxiesAreRangesAndAHeaderThatThereIs() {
    var proxies = new HashMap<>(WHOLE);
    proxies.put("AERIE_TRUSTED_PROXY_RANGES", "10.0.0.0/8, 2001:db8::/32");
    proxies.put("AERIE_TRUSTED_PROXY_HEADER", "forwarded");
    assertThat(RequiredSettings.wrongIn(proxies)).isEmpty();

    proxies.put("AERIE_TRUSTED_PROXY_RANGES", "10.0.0.0/8,balancer.example");
    proxies.put("AERIE_TRUSTED_PROXY_HEADER", "X-Real-IP");

    assertThat(RequiredSettings.wrongIn(proxies))
        .containsExactly(
            "AERIE_TRUSTED_PROXY_RANGES must be ranges as in 10.0.0.0/8, and balancer.example is none",
            "AERIE_TRUSTED_PROXY_HEADER must be X-Forwarded-For or Forwarded");
  }
}
