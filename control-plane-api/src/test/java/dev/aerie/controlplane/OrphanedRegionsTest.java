package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.controlplane.region.OrphanedRegions;
import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.FakeAgent;
import dev.aerie.controlplane.support.IdentityProvider;
import dev.aerie.controlplane.support.Superuser;
import dev.aerie.controlplane.support.Surroundings;
import dev.aerie.controlplane.support.Tenant;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Regions that an organisation left when its deletion did not ask for their removal. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class OrphanedRegionsTest {
  IdentityProvider people;
  @Inject OrphanedRegions orphans;
  private Tenant gone;
  private String served;
  private String enrolling;
  private String token;

  @BeforeEach
  void prepare() throws SQLException {
    gone = Tenant.make(people);
    served = enrolled(gone, "served");
    var made = gone.newRegion("enrolling").mustBe(201).json();
    enrolling = made.at("/region/name").asText();
    token = made.at("/enrolment/token").asText();
    gone.owner().delete("/v1/projects/" + gone.project()).mustBe(204);
    Superuser.run(
        "UPDATE organizations SET deleted_at = now() WHERE org_id = '%s'"
            .formatted(gone.organization()),
        "DELETE FROM memberships WHERE org_id = '%s'".formatted(gone.organization()));
  }

  @Test
  void theyAreRemovedAndTheirAgentsRefused() throws SQLException {
    answered(served, 200);

    orphans.remove();
    orphans.remove();

    answered(served, 401);
    FakeAgent.enrol(token, "key-of-" + enrolling).mustBe(401);
    assertThat(left()).isEmpty();
    assertThat(removals()).containsExactlyInAnyOrder(served, enrolling);
  }

  @Test
  void regionsOfOthersAndOfThePlatformStay() {
    FakeAgent.present();
    String other = enrolled(Tenant.make(people), "other");

    orphans.remove();

    answered(other, 200);
    new Api(FakeAgent.KEY).get("/agent/v1/desired").mustBe(200);
  }

  private static String enrolled(Tenant tenant, String name) {
    var made = tenant.newRegion(name).mustBe(201).json();
    String region = made.at("/region/name").asText();
    FakeAgent.enrolled(made.at("/enrolment/token").asText(), "key-of-" + region);
    return region;
  }

  private static void answered(String region, int status) {
    new Api("key-of-" + region).get("/agent/v1/desired").mustBe(status);
  }

  private List<String> left() throws SQLException {
    return Superuser.list(
        "postgres",
        "SELECT name FROM regions WHERE removed_at IS NULL AND org_id = '%s'"
            .formatted(gone.organization()));
  }

  private List<String> removals() throws SQLException {
    return Superuser.list(
        "postgres",
        "SELECT resource FROM audit_events WHERE action = 'region.remove' AND actor_kind = 'PLATFORM' AND org_id = '%s'"
            .formatted(gone.organization()));
  }
}
