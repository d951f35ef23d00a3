package dev.aerie.controlplane.member;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.controlplane.access.Caller;
import dev.aerie.controlplane.access.Principal;
import dev.aerie.controlplane.access.Role;
import dev.aerie.controlplane.database.Database;
import dev.aerie.controlplane.database.Scope;
import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.IdentityProvider;
import dev.aerie.controlplane.support.Locks;
import dev.aerie.controlplane.support.Superuser;
import dev.aerie.controlplane.support.Surroundings;
import dev.aerie.controlplane.support.Tenant;
import io.quarkus.arc.Arc;
import io.quarkus.arc.ManagedContext;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an identity provider says of owners at their sign-in. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class ProvisionTest {
  private static final AtomicInteger COUNT = new AtomicInteger();

  IdentityProvider people;
  @Inject Provisioning provisioning;
  @Inject Database database;
  @Inject Caller caller;
  private Tenant tenant;
  private Principal first;
  private Principal second;

  @BeforeEach
  void makeTwoOwners() {
    tenant = Tenant.make(people);
    first = principal(tenant.person());
    String name = "co-owner" + COUNT.incrementAndGet();
    second = principal(new Api(people.tokenOf(name)));
    tenant.addMember(name + "@example.org", "ORGANIZATION_OWNER", "").mustBe(201);
  }

  @Test
  void breakGlassOwnerStaysOne() throws SQLException {
    Superuser.enforceSso(tenant.organization(), first.id());

    signIn(first);
    signIn(second);

    assertThat(role(first)).isEqualTo("ORGANIZATION_OWNER");
    assertThat(role(second)).isEqualTo("MEMBER");
  }

  @Test
  void ofTwoOwnersWhoSignInAtOnceOneStays() {
    caller.claims(first);
    CompletableFuture<Void> other =
        database.transaction(
            Scope.caller(List.of(tenant.organization()), first.id()),
            sql -> {
              provisioning.give(sql, told(first));
              CompletableFuture<Void> coming = CompletableFuture.runAsync(this::signInElsewhere);
              Locks.awaitHeldUp(1);
              return coming;
            });
    other.join();

    assertThat(role(first)).isEqualTo("MEMBER");
    assertThat(role(second)).isEqualTo("ORGANIZATION_OWNER");
  }

  /** As another request. */
  private void signInElsewhere() {
    ManagedContext request = Arc.container().requestContext();
    request.activate();
    try {
      signIn(second);
    } finally {
      request.terminate();
    }
  }

  private void signIn(Principal person) {
    caller.claims(person);
    database.transaction(
        Scope.caller(List.of(tenant.organization()), person.id()),
        sql -> provisioning.give(sql, told(person)));
  }

  private Member told(Principal person) {
    return new Member(
        person.id(),
        tenant.organization(),
        person.name(),
        Role.MEMBER,
        List.of(),
        false,
        Instant.EPOCH,
        1);
  }

  private String role(Principal person) {
    return tenant
        .owner()
        .get("/v1/organizations/" + tenant.organization() + "/members/" + person.id())
        .mustBe(200)
        .text("role");
  }

  private static Principal principal(Api person) {
    var told = person.get("/v1/me").mustBe(200).json().path("principal");
    return new Principal(
        Principal.Kind.USER, told.path("id").asText(), told.path("name").asText(), List.of());
  }
}
