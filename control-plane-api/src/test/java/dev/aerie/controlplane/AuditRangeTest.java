package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.IdentityProvider;
import dev.aerie.controlplane.support.Locks;
import dev.aerie.controlplane.support.Superuser;
import dev.aerie.controlplane.support.Surroundings;
import dev.aerie.controlplane.support.Tenant;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The proof of an audit log, a part at a time. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class AuditRangeTest {
  private static final String NO_HASH = "0".repeat(64);

  IdentityProvider people;
  private Tenant tenant;

  /** Four events: organisation, sign-in, key, project. */
  @BeforeEach
  void prepare() {
    tenant = Tenant.make(people);
  }

  @Test
  void partsChainByTheirHashes() {
    Api.Answer first = verify("&limit=3").mustBe(200);
    assertThat(first.json().path("valid").asBoolean()).isTrue();
    assertThat(first.json().path("complete").asBoolean()).isFalse();
    assertThat(first.json().path("events").asLong()).isEqualTo(3);
    assertThat(first.json().path("verifiedThrough").asLong()).isEqualTo(3);
    assertThat(first.text("verifiedHash")).isEqualTo(hash(3));

    Api.Answer second = verify("&limit=3&" + after(3, first.text("verifiedHash"))).mustBe(200);

    assertThat(second.json().path("valid").asBoolean()).isTrue();
    assertThat(second.json().path("complete").asBoolean()).isTrue();
    assertThat(second.json().path("events").asLong()).isEqualTo(1);
    assertThat(second.text("verifiedHash")).isEqualTo(second.text("lastHash")).isEqualTo(hash(4));
    assertThat(verify("").mustBe(200).json().path("complete").asBoolean()).isTrue();
    assertThat(verify("&" + after(4, hash(4))).json().path("complete").asBoolean()).isTrue();
  }

  @Test
  void hashThatTheEventDoesNotHaveProvesNothing() {
    for (String forged : new String[] {NO_HASH, hash(2)}) {
      Api.Answer found = verify("&" + after(3, forged)).mustBe(200);

      assertThat(found.json().path("valid").asBoolean()).isFalse();
      assertThat(found.json().path("complete").asBoolean()).isFalse();
      assertThat(found.json().path("events").asLong()).isZero();
      assertThat(found.json().at("/firstBroken/sequence").asLong()).isEqualTo(3);
      assertThat(found.json().at("/firstBroken/reason").asText()).isEqualTo("CHANGED");
    }
    Api.Answer beyond = verify("&" + after(9, hash(4))).mustBe(200);
    assertThat(beyond.json().at("/firstBroken/sequence").asLong()).isEqualTo(9);
    assertThat(beyond.json().at("/firstBroken/reason").asText()).isEqualTo("MISSING");
  }

  @Test
  void hashOfAnotherOrganizationsEventProvesNothing() {
    Tenant other = Tenant.make(people);
    String theirs =
        other
            .owner()
            .get("/v1/audit-events:verify?limit=2&organizationId=" + other.organization())
            .mustBe(200)
            .text("verifiedHash");

    assertThat(verify("&" + after(2, theirs)).json().path("valid").asBoolean()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "afterSequence=2",
        "afterHash=0000000000000000000000000000000000000000000000000000000000000000",
        "afterSequence=0&afterHash=0000000000000000000000000000000000000000000000000000000000000000",
        "afterSequence=-1&afterHash=0000000000000000000000000000000000000000000000000000000000000000",
        "afterSequence=9999999999999999999&afterHash=0000000000000000000000000000000000000000000000000000000000000000",
        "afterSequence=2&afterHash=abc",
        "limit=0",
        "limit=100001",
        "limit=many"
      })
  void wrongRangeIsRefused(String query) {
    assertThat(verify("&" + query).mustBe(400).text("code")).isEqualTo("INVALID_REQUEST");
  }

  @Test
  void beginningBeforeWhatWasRemovedIsRefusedWithWhereToBegin() throws SQLException {
    String first = hash(1);
    Superuser.run(
        "INSERT INTO audit_checkpoints (org_id, seq, hash, at) VALUES ('%s', 2, '%s', now())"
            .formatted(tenant.organization(), hash(2)),
        "DELETE FROM audit_events WHERE seq <= 2 AND org_id = '" + tenant.organization() + "'");

    Api.Answer refused = verify("&" + after(1, first)).mustBe(400);

    assertThat(refused.json().at("/fields/0/field").asText()).isEqualTo("afterSequence");
    assertThat(refused.json().at("/fields/0/message").asText()).contains("2 or more");
    assertThat(verify("&limit=1").mustBe(200).json().path("verifiedThrough").asLong()).isEqualTo(3);
  }

  @Test
  void oneAtATimeForAnOrganization() throws Exception {
    Tenant other = Tenant.make(people);
    CompletableFuture<Api.Answer> first;
    CompletableFuture<Api.Answer> others;
    try (var held = Locks.hold("LOCK TABLE audit_events IN ACCESS EXCLUSIVE MODE")) {
      first = CompletableFuture.supplyAsync(() -> verify(""));
      Locks.awaitHeldUp(1);

      Api.Answer second =
          CompletableFuture.supplyAsync(() -> verify("")).get(1, TimeUnit.MINUTES).mustBe(409);
      assertThat(second.text("code")).isEqualTo("VERIFICATION_RUNNING");

      others =
          CompletableFuture.supplyAsync(
              () ->
                  other
                      .owner()
                      .get("/v1/audit-events:verify?organizationId=" + other.organization()));
      Locks.awaitHeldUp(2);
    }
    assertThat(first.get().mustBe(200).json().path("valid").asBoolean()).isTrue();
    assertThat(others.get().mustBe(200).json().path("valid").asBoolean()).isTrue();
    verify("").mustBe(200);
  }

  private Api.Answer verify(String more) {
    return tenant
        .owner()
        .get("/v1/audit-events:verify?organizationId=" + tenant.organization() + more);
  }

  private static String after(long sequence, String hash) {
    return "afterSequence=%d&afterHash=%s".formatted(sequence, hash);
  }

  private String hash(long sequence) {
    return tenant
        .owner()
        .get("/v1/audit-events?organizationId=" + tenant.organization())
        .mustBe(200)
        .items()
        .stream()
        .filter(event -> event.path("sequence").asLong() == sequence)
        .map(event -> event.path("hash").asText())
        .findFirst()
        .orElseThrow();
  }
}
