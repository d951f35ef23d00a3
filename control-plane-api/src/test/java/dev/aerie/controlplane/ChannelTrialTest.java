package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.controlplane.support.Api;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How often somebody has notices sent that tell of nothing. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class ChannelTrialTest {
  IdentityProvider people;
  @Inject MovableClock clock;
  private Tenant tenant;
  private String trial;

  @BeforeEach
  void prepare() {
    tenant = Tenant.make(people);
    String channels = "/v1/organizations/%s/notification-channels".formatted(tenant.organization());
    String channel =
        tenant
            .owner()
            .post(
                channels, "{\"name\": \"c\", \"email\": {\"addresses\": [\"oncall@example.org\"]}}")
            .mustBe(201)
            .id();
    trial = channels + "/" + channel + ":test";
  }

  @Test
  void channelsAreTestedTenTimesAtOnceAndThenOnceAMinute() {
    for (int i = 0; i < 10; i++) {
      tenant.owner().post(trial, "").mustBe(200);
    }

    Api.Answer refused = tenant.owner().post(trial, "").mustBe(429);
    assertThat(refused.text("code")).isEqualTo("RATE_LIMITED");
    assertThat(refused.header("Retry-After")).isNotEmpty();

    clock.advance(Duration.ofMinutes(1));
    tenant.owner().post(trial, "").mustBe(200);
  }

  @Test
  void nobodyIsWrittenToBeyondTheDaysAllowance() throws SQLException {
    Superuser.run(
        "INSERT INTO mail_allowances (org_id, day, mails) VALUES ('%s', '%s', 499)"
            .formatted(tenant.organization(), clock.instant()));

    assertThat(tenant.owner().post(trial, "").json().path("delivered").asBoolean()).isTrue();
    var refused = tenant.owner().post(trial, "").mustBe(200).json();
    assertThat(refused.path("delivered").asBoolean()).isFalse();
    assertThat(refused.path("error").asText()).contains("as many as it may");
  }
}
