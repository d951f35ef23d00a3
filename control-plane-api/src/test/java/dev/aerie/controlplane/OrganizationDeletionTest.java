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
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Organisations that go, and their regions, whose agents nobody else could refuse. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class OrganizationDeletionTest {
  IdentityProvider people;
  private Tenant tenant;

  @BeforeEach
  void prepare() {
    tenant = Tenant.make(people);
  }

  @Test
  void anOrganizationStaysAsLongAsItsRegions() {
    String region = tenant.newRegion("ours").mustBe(201).json().at("/region/name").asText();
    tenant.owner().delete("/v1/projects/" + tenant.project()).mustBe(204);
    String organization = "/v1/organizations/" + tenant.organization();

    assertThat(tenant.owner().delete(organization).mustBe(409).text("code"))
        .isEqualTo("ORGANIZATION_NOT_EMPTY");

    tenant.owner().delete("/v1/regions/" + region).mustBe(204);
    tenant.owner().delete(organization).mustBe(204);
  }

  @Test
  void anOrganizationThatIsBeingDeletedGetsNoRegion() throws SQLException {
    CompletableFuture<Api.Answer> late;
    try (Connection deleting = Superuser.connect("postgres");
        var statement = deleting.createStatement()) {
      deleting.setAutoCommit(false);
      statement.execute(
          "UPDATE organizations SET deleted_at = now() WHERE org_id = '%s'"
              .formatted(tenant.organization()));
      late = CompletableFuture.supplyAsync(() -> tenant.newRegion("late"));
      Locks.awaitHeldUp(1);
      deleting.commit();
    }

    late.join().mustBe(404);
  }
}
