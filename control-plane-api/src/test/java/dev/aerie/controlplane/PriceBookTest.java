package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

/** Price books that operators add. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class PriceBookTest {
  IdentityProvider people;
  @Inject MovableClock clock;

  @Test
  void whatTheBookThatHoldsLacksIsNotQuoted() throws SQLException {
    Tenant tenant = Tenant.make(people);
    FakeAgent.present();
    Instant since = clock.instant().truncatedTo(ChronoUnit.SECONDS).plus(Duration.ofHours(1));
    Superuser.run(
        "INSERT INTO prices SELECT '%s', currency, item, cloud, cloud_region, class, amount FROM prices WHERE item <> 'STORAGE_GB_MONTH'"
            .formatted(since));
    try {
      quote(tenant).mustBe(200);
      clock.advance(Duration.ofHours(1));

      var refused = quote(tenant).mustBe(409);

      assertThat(refused.text("code")).isEqualTo("NO_PRICES");
      assertThat(refused.text("detail")).contains("STORAGE_GB_MONTH");
    } finally {
      Superuser.run("DELETE FROM prices WHERE valid_from = '%s'".formatted(since));
    }
    quote(tenant).mustBe(200);
  }

  private static Api.Answer quote(Tenant tenant) {
    return tenant
        .owner()
        .post(
            "/v1/quotes",
            "{\"action\": \"CREATE\", \"create\": {\"projectId\": \"%s\", \"name\": \"q\", \"region\": \"local\"}, \"storageGb\": 100}"
                .formatted(tenant.project()));
  }
}
