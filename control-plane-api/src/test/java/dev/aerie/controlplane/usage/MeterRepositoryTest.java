package dev.aerie.controlplane.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.aerie.billing.UsageInterval;
import dev.aerie.billing.Window;
import dev.aerie.controlplane.database.Database;
import dev.aerie.controlplane.database.Scope;
import dev.aerie.controlplane.support.FakeAgent;
import dev.aerie.controlplane.support.IdentityProvider;
import dev.aerie.controlplane.support.Superuser;
import dev.aerie.controlplane.support.Surroundings;
import dev.aerie.controlplane.support.Tenant;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How much of the meter's many records is read. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class MeterRepositoryTest {
  private static final Instant BEGIN = Instant.parse("2026-01-10T00:00:00Z");
  private static final Duration EACH = Duration.ofSeconds(15);
  private static final int MANY = 5_760;

  IdentityProvider people;
  @Inject MeterRepository meter;
  @Inject Database database;
  private Tenant tenant;
  private String cluster;

  @BeforeEach
  void prepare() {
    tenant = Tenant.make(people);
    FakeAgent.present();
    cluster = tenant.newCluster("used").mustBe(202).id();
  }

  /** So many records on end, from a moment on. */
  private void used(String name, int units, Instant from, int records) throws SQLException {
    Superuser.run(
        """
        INSERT INTO meter_records (org_id, id, project_id, cluster_id, units, replicas, from_at, to_at, recorded_at)
        SELECT '%s', '%s-' || n, '%s', '%s', %d, 1, at + (n - 1) * each, at + n * each, at
        FROM generate_series(1, %d) AS n, (SELECT timestamptz '%s' AS at, interval '%d seconds' AS each) AS told
        """
            .formatted(
                tenant.organization(),
                name,
                tenant.project(),
                cluster,
                units,
                records,
                from,
                EACH.toSeconds()));
  }

  private List<UsageInterval> within(Instant from, Instant to) {
    return database.transaction(
        Scope.organization(tenant.organization()),
        sql -> meter.within(sql, tenant.organization(), new Window(from, to)));
  }

  private long unitSeconds() {
    return tenant
        .owner()
        .get(
            "/v1/usage?organizationId=%s&from=1970-01-01T00:00:00Z"
                .formatted(tenant.organization()))
        .mustBe(200)
        .json()
        .path("unitSeconds")
        .asLong();
  }

  @Test
  void recordsOfOneSizeThatFollowEachOtherAreOne() throws SQLException {
    Instant noon = BEGIN.plus(EACH.multipliedBy(MANY / 2));
    used("first", 2, BEGIN, MANY / 2);
    used("second", 3, noon, MANY / 2);

    assertThat(within(Instant.EPOCH, noon.plus(Duration.ofDays(9))))
        .extracting(UsageInterval::units, UsageInterval::from, UsageInterval::to)
        .containsExactlyInAnyOrder(
            tuple(2, BEGIN, noon), tuple(3, noon, BEGIN.plus(EACH.multipliedBy(MANY))));
    assertThat(unitSeconds()).isEqualTo(5L * EACH.toSeconds() * MANY / 2);
  }

  @Test
  void timeWithoutRecordsIsNotCounted() throws SQLException {
    used("before", 1, BEGIN, 4);
    used("after", 1, BEGIN.plus(EACH.multipliedBy(6)), 4);

    assertThat(within(BEGIN, BEGIN.plus(EACH.multipliedBy(20)))).hasSize(2);
    assertThat(unitSeconds()).isEqualTo(8 * EACH.toSeconds());
  }

  @Test
  void theLargestOfThoseAtOneTimeCounts() throws SQLException {
    used("old-agent", 1, BEGIN, 8);
    used("new-agent", 1, BEGIN.plusSeconds(7), 8);
    used("grown", 3, BEGIN.plus(EACH), 2);

    assertThat(within(BEGIN, BEGIN.plus(EACH.multipliedBy(20)))).hasSize(2);
    assertThat(unitSeconds()).isEqualTo(8 * EACH.toSeconds() + 7 + 2 * 2 * EACH.toSeconds());
  }
}
