package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.controlplane.exchange.IdempotencySweep;
import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.FakeAgent;
import dev.aerie.controlplane.support.IdentityProvider;
import dev.aerie.controlplane.support.MovableClock;
import dev.aerie.controlplane.support.Superuser;
import dev.aerie.controlplane.support.Surroundings;
import dev.aerie.controlplane.support.Tenant;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class IdempotencySweepTest {
  IdentityProvider people;
  @Inject IdempotencySweep sweep;
  @Inject MovableClock clock;

  @Test
  void whatWasAnsweredIsForgottenWithoutThatItsCallerComesBack() throws SQLException {
    Tenant tenant = Tenant.make(people);
    FakeAgent.present();
    var made = tenant.newKey("PROJECT_ADMIN", "").mustBe(201);
    String id = made.id();
    post(tenant, new Api(made.text("secret")), "once");
    tenant.owner().delete("/v1/api-keys/" + id).mustBe(204);

    clock.advance(Duration.ofHours(23));
    sweep.forget();
    assertThat(kept(id)).hasSize(1);
    post(tenant, tenant.person(), "young");

    clock.advance(Duration.ofHours(2));
    sweep.forget();
    assertThat(kept(id)).isEmpty();
    assertThat(kept(tenant.person().get("/v1/me").json().at("/principal/id").asText())).hasSize(1);
  }

  private static void post(Tenant tenant, Api caller, String key) {
    caller
        .post(
            "/v1/clusters",
            "{\"projectId\": \"%s\", \"name\": \"%s\", \"region\": \"local\"}"
                .formatted(tenant.project(), key),
            "Idempotency-Key",
            key)
        .mustBe(202);
  }

  private static List<String> kept(String principal) throws SQLException {
    return Superuser.list(
        "postgres",
        "SELECT key_sha256 FROM idempotency_keys WHERE principal_id = '%s'".formatted(principal));
  }
}
