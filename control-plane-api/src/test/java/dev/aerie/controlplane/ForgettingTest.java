package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.controlplane.access.EndedSessions;
import dev.aerie.controlplane.access.SignIn;
import dev.aerie.controlplane.forgetting.Forgetting;
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
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is removed by time, and that nothing depends on when that happens. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class ForgettingTest {
  IdentityProvider people;
  @Inject Forgetting forgetting;
  @Inject EndedSessions ended;
  @Inject MovableClock clock;
  private Tenant tenant;

  @BeforeEach
  void prepare() {
    tenant = Tenant.make(people);
    FakeAgent.present();
  }

  @Test
  void whatWasAnsweredIsForgottenWithoutThatItsCallerComesBack() throws SQLException {
    var made = tenant.newKey("PROJECT_ADMIN", "").mustBe(201);
    String id = made.id();
    post(new Api(made.text("secret")), "once", "once").mustBe(202);
    tenant.owner().delete("/v1/api-keys/" + id).mustBe(204);

    clock.advance(Duration.ofHours(23));
    forgetting.sweep();
    assertThat(answersTo(id)).hasSize(1);
    post(tenant.person(), "young", "young").mustBe(202);

    clock.advance(Duration.ofHours(2));
    forgetting.sweep();
    assertThat(answersTo(id)).isEmpty();
    assertThat(answersTo(tenant.person().get("/v1/me").json().at("/principal/id").asText()))
        .hasSize(1);
  }

  @Test
  void aKeyIsFreeAfterADayThoughItsAnswerIsStillThere() throws SQLException {
    Api caller = tenant.withKey("PROJECT_ADMIN");
    String first = post(caller, "key", "first").mustBe(202).id();

    clock.advance(Duration.ofHours(23));
    assertThat(post(caller, "key", "first").mustBe(202).id()).isEqualTo(first);
    post(caller, "key", "second").mustBe(422);

    clock.advance(Duration.ofHours(1));
    String second = post(caller, "key", "second").mustBe(202).id();
    assertThat(post(caller, "key", "second").mustBe(202).id()).isEqualTo(second);
    post(caller, "key", "first").mustBe(422);
  }

  @Test
  void logsThatNobodyCameBackForAreForgotten() throws SQLException {
    String cluster = tenant.newCluster("talking").mustBe(202).id();
    ask(cluster, "old", clock.instant());
    ask(cluster, "young", clock.instant().plus(Duration.ofHours(1)));

    clock.advance(Duration.ofMinutes(2));
    forgetting.sweep();

    assertThat(logRequests()).containsExactly("young" + cluster);
  }

  /** With one forgotten, a copy of its cookie would open the console again. */
  @Test
  void anEndedSessionIsForgottenWhenNoTokenOfItCanBeLeft() {
    String session = "of-" + tenant.organization();
    ended.end(session);

    clock.advance(Duration.ofDays(31).minusMinutes(1));
    forgetting.sweep();
    assertThat(ended.hasEnded(signIn(session))).isTrue();

    clock.advance(Duration.ofMinutes(2));
    forgetting.sweep();
    assertThat(ended.hasEnded(signIn(session))).isFalse();
  }

  /** As long as a session of theirs could be used. */
  @Test
  void thatAllSessionsOfSomebodyHaveEndedIsForgottenWithThem() {
    SignIn before = signIn("of-" + tenant.organization());
    ended.endAll(before.subject(), before.since());

    clock.advance(Duration.ofDays(31).minusMinutes(1));
    forgetting.sweep();
    assertThat(ended.hasEnded(before)).isTrue();

    clock.advance(Duration.ofMinutes(2));
    forgetting.sweep();
    assertThat(ended.hasEnded(before)).isFalse();
  }

  private SignIn signIn(String session) {
    return new SignIn(
        "issuer subject-of-" + session,
        session,
        clock.instant(),
        Optional.empty(),
        false,
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  private Api.Answer post(Api caller, String key, String name) {
    return caller.post(
        "/v1/clusters",
        "{\"projectId\": \"%s\", \"name\": \"%s\", \"region\": \"local\"}"
            .formatted(tenant.project(), name),
        "Idempotency-Key",
        key);
  }

  private void ask(String cluster, String id, Instant at) throws SQLException {
    Superuser.run(
        "INSERT INTO log_requests VALUES ('%1$s', '%2$s%4$s', '%3$s', '%4$s', 'local', NULL, 1, NULL, '%5$s')"
            .formatted(tenant.organization(), id, tenant.project(), cluster, at));
  }

  private static List<String> answersTo(String principal) throws SQLException {
    return Superuser.list(
        "postgres",
        "SELECT key_sha256 FROM idempotency_keys WHERE principal_id = '%s'".formatted(principal));
  }

  private List<String> logRequests() throws SQLException {
    return Superuser.list(
        "postgres",
        "SELECT id FROM log_requests WHERE org_id = '%s'".formatted(tenant.organization()));
  }
}
