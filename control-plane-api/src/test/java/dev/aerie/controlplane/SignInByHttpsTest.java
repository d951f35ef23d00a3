package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.controlplane.support.Browser;
import dev.aerie.controlplane.support.Surroundings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** People come by HTTPS to a balancer, which calls us by HTTP. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
@TestProfile(SignInByHttpsTest.BehindTls.class)
class SignInByHttpsTest {

  /** The address people use is one of HTTPS. */
  public static class BehindTls implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("aerie.public.url", "https://aerie.example");
    }
  }

  @Test
  void peopleComeBackByHttpsWithCookiesForItAlone() {
    var browser = new Browser();
    var leaves = browser.get("/login").mustBe(302);
    assertThat(leaves.header("Location")).contains("redirect_uri=https%3A%2F%2F");

    var signedIn = browser.signIn("wanda");

    assertThat(signedIn.response().headers().allValues("Set-Cookie"))
        .filteredOn(cookie -> !cookie.contains("Max-Age=0"))
        .isNotEmpty()
        .allMatch(cookie -> cookie.contains("Secure"));
    assertThat(browser.get("/v1/me").mustBe(200).text()).contains("wanda@example.org");
  }
}
