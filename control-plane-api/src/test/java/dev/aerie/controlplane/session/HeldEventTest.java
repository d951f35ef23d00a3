package dev.aerie.controlplane.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.controlplane.keycloak.KeycloakEvents.Event;
import dev.aerie.controlplane.support.EndpointCalls;
import dev.aerie.controlplane.support.RealKeycloak;
import dev.aerie.controlplane.support.Superuser;
import dev.aerie.controlplane.support.Surroundings;
import dev.aerie.controlplane.support.Tenant;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A replica that has read an event, and comes to record it when another one did so long ago. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
@TestProfile(RealKeycloak.class)
class HeldEventTest {
  @Inject AccountEvents events;
  @Inject AccountAudit audit;

  @Test
  void whatAnotherReplicaHasRecordedMeanwhileIsNotRecordedAgain() throws SQLException {
    Tenant tenant = Tenant.of(RealKeycloak.administrator());
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    Event held = signOut(tenant, now.minus(Duration.ofMinutes(30)));

    audit.record(held);
    audit.record(signOut(tenant, now.minus(Duration.ofMinutes(5))));
    events.read();
    audit.record(held);

    assertThat(
            tenant
                .owner()
                .get(
                    "/v1/audit-events?action=sign-out&organizationId=%s"
                        .formatted(tenant.organization()))
                .items())
        .extracting(event -> Instant.parse(event.at("/after/at").asText()))
        .containsExactly(now.minus(Duration.ofMinutes(5)), held.at());
  }

  private static Event signOut(Tenant tenant, Instant at) throws SQLException {
    String subject =
        Superuser.list(
                "postgres",
                "SELECT subject FROM users WHERE id = '%s'"
                    .formatted(EndpointCalls.idOf(tenant.person())))
            .getFirst();
    return new Event(
        tenant.organization() + at,
        at,
        "LOGOUT",
        Optional.of(subject),
        "127.0.0.1",
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
