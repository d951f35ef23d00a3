package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.IdentityProvider;
import dev.aerie.controlplane.support.Surroundings;
import dev.aerie.controlplane.support.Tenant;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A verified address that one account had and another one has. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class MovedAddressTest {
  private static final String ADDRESS = "office@example.org";

  IdentityProvider people;
  private Tenant tenant;
  private Api predecessor;
  private Api successor;

  @BeforeEach
  void prepare() {
    tenant = Tenant.make(people);
    predecessor = new Api(people.tokenOf("predecessor", ADDRESS));
    successor = new Api(people.tokenOf("successor", ADDRESS));
  }

  @Test
  void whoHasProvedItLastIsAdded() {
    predecessor.get("/v1/me").mustBe(200);
    String id = successor.get("/v1/me").mustBe(200).json().at("/principal/id").asText();
    // By a token from before.
    predecessor.get("/v1/me").mustBe(200);

    assertThat(tenant.addMember(ADDRESS, "MEMBER", "").mustBe(201).text("userId")).isEqualTo(id);

    successor.get("/v1/organizations/" + tenant.organization()).mustBe(200);
    predecessor.get("/v1/organizations/" + tenant.organization()).mustBe(404);
  }
}
