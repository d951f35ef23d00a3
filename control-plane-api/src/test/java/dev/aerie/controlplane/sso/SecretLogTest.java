package dev.aerie.controlplane.sso;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.controlplane.serviceaccount.ServiceClientUpdates;
import dev.aerie.controlplane.sso.support.CustomerRealm;
import dev.aerie.controlplane.sso.support.SsoTenant;
import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.KeycloakServer;
import dev.aerie.controlplane.support.LogCapture;
import dev.aerie.controlplane.support.RealKeycloak;
import dev.aerie.controlplane.support.Surroundings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/** Secrets that are kept at Keycloak do not come into the log on their way there. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
@TestProfile(RealKeycloak.class)
class SecretLogTest {
  private static final Logger LOG = Logger.getLogger(SecretLogTest.class);

  @Inject ServiceClientUpdates updates;

  @Test
  void secretsOfServiceAccountsAndClientsAreNeverLogged() {
    try (var log = LogCapture.start()) {
      SsoTenant tenant = SsoTenant.make();
      var secrets = new ArrayList<String>();
      useServiceAccount(tenant, secrets);
      useClient(tenant, secrets);
      secrets.add(KeycloakServer.running().secret("consoleClientSecret"));
      LOG.info("the log is read");

      assertThat(secrets).hasSize(6).doesNotContain("");
      assertThat(String.join("\n", log.lines()))
          .contains("the log is read")
          .doesNotContain(secrets.toArray(String[]::new));
    }
  }

  private void useServiceAccount(SsoTenant tenant, List<String> secrets) {
    Api owner = tenant.tenant().owner();
    String accounts = "/v1/organizations/" + tenant.tenant().organization() + "/service-accounts";
    var made = owner.post(accounts, "{\"name\": \"tool\"}").mustBe(201);
    var rotated = owner.post(accounts + "/" + made.id() + ":rotate-secret", "").mustBe(200);
    secrets.addAll(List.of(made.text("secret"), rotated.text("secret")));
    token(made.id(), made.text("secret")).mustBe(401);
    String token = token(made.id(), rotated.text("secret")).mustBe(200).text("access_token");
    secrets.add(token);
    new Api(token).get("/v1/me").mustBe(200);
    owner.delete(accounts + "/" + made.id()).mustBe(204);
    new Api(token).get("/v1/me").mustBe(401);
    updates.deliver();
  }

  private static Api.Answer token(String id, String secret) {
    return RealKeycloak.token(
        Map.of("grant_type", "client_credentials", "client_id", id, "client_secret", secret));
  }

  private static void useClient(SsoTenant tenant, List<String> secrets) {
    Api owner = tenant.tenant().owner();
    String id = tenant.oidc("");
    String wrong = "another-client-secret-that-is-not-theirs";
    secrets.addAll(List.of(CustomerRealm.CLIENT_SECRET, wrong));
    owner
        .patch(tenant.path(id), "{\"oidc\": {\"clientSecret\": \"%s\"}}".formatted(wrong))
        .mustBe(200);
    owner
        .patch(
            tenant.path(id),
            "{\"oidc\": {\"issuer\": \"https://nowhere.invalid\", \"clientSecret\": \"%s\"}}"
                .formatted(wrong))
        .mustBe(400);
    tenant.person("ada").signIn();
    owner.delete(tenant.path(id)).mustBe(204);
  }
}
