package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.controlplane.audit.AuditRetention;
import dev.aerie.controlplane.database.Database;
import dev.aerie.controlplane.database.DatabaseException;
import dev.aerie.controlplane.database.Scope;
import dev.aerie.controlplane.support.IdentityProvider;
import dev.aerie.controlplane.support.MovableClock;
import dev.aerie.controlplane.support.Platform;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class AuditRetentionTest {
  IdentityProvider people;
  @Inject AuditRetention retention;
  @Inject Database database;
  @Inject MovableClock clock;
  private Tenant tenant;

  /** Four events: organisation, sign-in, key, project; of a plan that keeps them for 30 days. */
  @BeforeEach
  void prepare() throws SQLException {
    tenant = Tenant.make(people);
    Superuser.run(
        "UPDATE organizations SET plan = 'free' WHERE org_id = '%s'"
            .formatted(tenant.organization()));
  }

  @Test
  void oldEventsGoAndTheChainIsProvenFromTheCheckpoint() {
    String lastHash = verify().path("lastHash").asText();
    clock.advance(Duration.ofDays(20));
    rename("in between");
    retention.run();
    assertThat(sequences()).as("nothing is old").containsExactly(5L, 4L, 3L, 2L, 1L);

    clock.advance(Duration.ofDays(15));
    retention.run();
    retention.run();

    assertThat(sequences()).containsExactly(6L, 5L);
    JsonNode told = list().getFirst();
    assertThat(told.path("action").asText()).isEqualTo("audit.retention");
    assertThat(told.path("actor").path("kind").asText()).isEqualTo("PLATFORM");
    assertThat(told.path("after").path("removedThrough").asLong()).isEqualTo(4);
    assertThat(told.path("after").path("hash").asText()).isEqualTo(lastHash);
    JsonNode proof = verify();
    assertThat(proof.path("valid").asBoolean()).as(proof.toString()).isTrue();
    assertThat(proof.path("removedThrough").asLong()).isEqualTo(4);
    assertThat(proof.path("events").asLong()).isEqualTo(2);
    assertThat(proof.path("lastSequence").asLong()).isEqualTo(6);
  }

  @Test
  void allMayGoAndNumbersGoOn() {
    clock.advance(Duration.ofDays(32));
    retention.run();
    clock.advance(Duration.ofDays(32));
    retention.run();
    rename("later");

    assertThat(sequences()).containsExactly(7L, 6L);
    assertThat(verify().path("valid").asBoolean()).isTrue();
  }

  @Test
  void moreThanGoesAtOnceGoesToo() throws SQLException {
    Superuser.run(
        """
        INSERT INTO audit_events (org_id, seq, id, at, actor_kind, actor_id, actor_name, action, resource, result, trace_id,
          remote_address, previous_hash, hash)
        SELECT org_id, seq + n, id || n, at, actor_kind, actor_id, actor_name, action, resource, result, trace_id,
          remote_address, hash, hash FROM audit_events, generate_series(1, 10000) n WHERE org_id = '%1$s' AND seq = 4;
        UPDATE audit_chains SET seq = 10004 WHERE org_id = '%1$s'
        """
            .formatted(tenant.organization()));
    clock.advance(Duration.ofDays(32));

    retention.run();

    assertThat(sequences()).containsExactly(10_007L, 10_006L, 10_005L);
    assertThat(verify().path("removedThrough").asLong()).isEqualTo(10_004);
    assertThat(verify().path("valid").asBoolean()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DELETE FROM audit_events WHERE seq <= 5 AND org_id = 'ORG'; UPDATE audit_checkpoints SET seq = 5, hash = (SELECT previous_hash FROM audit_events WHERE seq = 6 AND org_id = 'ORG') WHERE org_id = 'ORG'",
        "DELETE FROM audit_events WHERE seq = 5 AND org_id = 'ORG'",
        "UPDATE audit_checkpoints SET hash = 'another' WHERE org_id = 'ORG'",
        "DELETE FROM audit_checkpoints WHERE org_id = 'ORG'",
        "UPDATE audit_events SET after = '{\"removedThrough\": 3}' WHERE seq = 6 AND org_id = 'ORG'"
      })
  void movedCheckpointIsFoundOut(String statement) throws SQLException {
    clock.advance(Duration.ofDays(20));
    rename("in between");
    clock.advance(Duration.ofDays(15));
    retention.run();
    assertThat(verify().path("valid").asBoolean()).isTrue();

    Superuser.run(statement.replace("ORG", tenant.organization()));

    assertThat(verify().path("valid").asBoolean()).isFalse();
  }

  @Test
  void whatASinkWaitsForStays() {
    tenant
        .owner()
        .post(
            "/v1/organizations/" + tenant.organization() + "/audit-sinks",
            "{\"name\": \"slow\", \"syslog\": {\"host\": \"127.0.0.1\", \"port\": 1}, \"fromSequence\": 3}")
        .mustBe(201);
    clock.advance(Duration.ofDays(40));
    retention.run();

    assertThat(sequences()).containsExactly(6L, 5L, 4L, 3L);
    assertThat(verify().path("valid").asBoolean()).isTrue();
  }

  @Test
  void plansWithoutALimitKeepEverything() throws SQLException {
    Superuser.run("UPDATE plans SET audit_retention_days = NULL WHERE name = 'free'");
    try {
      clock.advance(Duration.ofDays(400));
      retention.run();
    } finally {
      Superuser.run("UPDATE plans SET audit_retention_days = 30 WHERE name = 'free'");
    }

    assertThat(sequences()).hasSize(4);
  }

  @Test
  void planThatForgetsSoonerForgetsNothingForThirtyDays() {
    Platform platform = Platform.of(people);
    platform.plan(tenant, "enterprise").mustBe(200);
    clock.advance(Duration.ofDays(100));
    retention.run();
    assertThat(sequences()).as("enterprise keeps them for years").hasSize(5);

    var given = platform.plan(tenant, "free").mustBe(200);
    assertThat(given.json().path("auditRetentionDays").asLong()).isEqualTo(30);
    assertThat(Instant.parse(given.text("auditKeptUntil")))
        .isBetween(
            clock.instant().plus(Duration.ofDays(29)), clock.instant().plus(Duration.ofDays(30)));
    retention.run();
    clock.advance(Duration.ofDays(29));
    retention.run();
    assertThat(sequences()).as("it may have been a mistake").hasSize(6);

    clock.advance(Duration.ofDays(3));
    retention.run();
    assertThat(sequences()).containsExactly(7L);
    assertThat(verify().path("valid").asBoolean()).isTrue();
  }

  @Test
  void planThatWasAMistakeIsTakenBackInTime() {
    Platform platform = Platform.of(people);
    platform.plan(tenant, "enterprise").mustBe(200);
    clock.advance(Duration.ofDays(100));
    platform.plan(tenant, "free").mustBe(200);
    clock.advance(Duration.ofDays(10));
    retention.run();
    var back = platform.plan(tenant, "enterprise").mustBe(200);
    assertThat(back.json().path("auditRetentionDays").asLong()).isEqualTo(2555);

    clock.advance(Duration.ofDays(100));
    retention.run();

    assertThat(sequences()).hasSize(7);
  }

  @Test
  void nobodyElseRemovesEvents() {
    assertThatThrownBy(
            () ->
                database.transaction(
                    Scope.organization(tenant.organization()),
                    sql -> {
                      sql.list("SELECT set_config('aerie.audit_retention', 'on', true)", row -> 1);
                      return sql.change("DELETE FROM audit_events");
                    }))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("permission denied");
  }

  private void rename(String name) {
    tenant
        .owner()
        .patch("/v1/organizations/" + tenant.organization(), "{\"name\": \"%s\"}".formatted(name))
        .mustBe(200);
  }

  private JsonNode verify() {
    return tenant
        .owner()
        .get("/v1/audit-events:verify?organizationId=" + tenant.organization())
        .mustBe(200)
        .json();
  }

  private List<JsonNode> list() {
    return tenant.owner().get("/v1/audit-events?organizationId=" + tenant.organization()).items();
  }

  private List<Long> sequences() {
    return list().stream().map(event -> event.path("sequence").asLong()).toList();
  }
}
