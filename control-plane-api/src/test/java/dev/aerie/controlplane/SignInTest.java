package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.IdentityProvider;
import dev.aerie.controlplane.support.Surroundings;
import dev.aerie.controlplane.support.Tenant;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class SignInTest {
  IdentityProvider people;

  @Test
  void personIsKnownByTheToken() {
    var me = new Api(people.tokenOf("ada")).get("/v1/me").mustBe(200);

    assertThat(me.json().path("principal").path("kind").asText()).isEqualTo("USER");
    assertThat(me.json().path("principal").path("name").asText()).isEqualTo("ada@example.org");
    assertThat(new Api(people.tokenOf("ada")).get("/v1/me").text()).isEqualTo(me.text());
  }

  @Test
  void keyIsKnownByItsText() {
    Tenant tenant = Tenant.make(people);

    var me = tenant.owner().get("/v1/me").mustBe(200).json();

    assertThat(me.path("principal").path("kind").asText()).isEqualTo("API_KEY");
    assertThat(me.path("organizations")).hasSize(1);
  }

  @Test
  void withoutCredentialsThereIsAProblemAndNoRedirect() {
    for (String credential :
        new String[] {
          "",
          "aerie_wrong",
          "nonsense",
          people.expiredTokenOf("ada"),
          people.tokenForAnother("ada", "another-service")
        }) {
      var refused = new Api(credential).get("/v1/me").mustBe(401);
      assertThat(refused.text("code")).isEqualTo("UNAUTHENTICATED");
      assertThat(refused.header("WWW-Authenticate")).isEqualTo("Bearer");
    }
  }

  @Test
  void loginBeginsTheCodeFlow() {
    var login = Api.anonymous().get("/login").mustBe(302);

    assertThat(login.header("Location"))
        .contains("/auth?")
        .contains("code_challenge")
        .contains("redirect_uri");
    assertThat(login.header("Location")).contains("%2Flogin");
  }

  @Test
  void changeWithACookieNeedsTheConsolesHeader() {
    var refused =
        Api.anonymous()
            .post("/v1/organizations", "{\"name\": \"forged\"}", "Cookie", "q_session=anything")
            .mustBe(403);

    assertThat(refused.text("code")).isEqualTo("CSRF");
  }

  @Test
  void consoleConfigIsPublicAndPagesAreGuarded() {
    var config = Api.anonymous().get("/v1/console-config").mustBe(200);

    assertThat(config.text("loginUrl")).isEqualTo("/login");
    assertThat(config.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(config.header("Content-Security-Policy")).contains("frame-ancestors 'none'");
  }

  @Test
  void organizationsAreMadeByPeople() {
    Tenant tenant = Tenant.make(people);

    var refused = tenant.owner().post("/v1/organizations", "{\"name\": \"second\"}").mustBe(403);

    assertThat(refused.text("code")).isEqualTo("PEOPLE_ONLY");
  }
}
