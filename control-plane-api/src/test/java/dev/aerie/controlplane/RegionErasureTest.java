package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.controlplane.support.ErasurePreparation;
import dev.aerie.controlplane.support.FakeAgent;
import dev.aerie.controlplane.support.Superuser;
import dev.aerie.controlplane.support.Surroundings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** Which regions are told to erase what nobody has brought back, and believed. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class RegionErasureTest extends ErasurePreparation {
  @Test
  void aRegionThatDoesNotKnowItIsToldOnceItDoes() throws SQLException {
    agent.understands("backups");
    String id = gone(agent, "local", "patient");

    eraseAll();
    assertThat(agent.desired(0, 0).path("erasures")).isEmpty();
    assertThat(tombstones(agent)).contains(id);

    agent.understands("erasure");
    erasures.run();
    assertThat(agent.erasure(id)).isPresent();
  }

  @Test
  void onlyItsRegionIsToldAndBelieved() throws SQLException {
    OwnRegion made = ownRegion("own");
    String region = made.name();
    FakeAgent own = made.agent();
    String id = gone(own, region, "ours");
    String local = gone(agent, "local", "theirs");

    eraseAll();

    assertThat(own.erasure(id)).isPresent();
    assertThat(own.erasure(local)).isEmpty();
    assertThat(agent.erasure(id)).isEmpty();
    agent.seesErased(id);
    own.seesErased(local);
    assertThat(own.erasure(id)).isPresent();
    assertThat(agent.erasure(local)).isPresent();
    own.seesErased(id);
    assertThat(own.erasure(id)).isEmpty();
  }

  @Test
  void objectsOfARegionThatWasRemovedAreItsOwners() throws SQLException {
    OwnRegion made = ownRegion("short");
    String region = made.name();
    FakeAgent own = made.agent();
    String told = gone(own, region, "told");
    eraseAll();
    String untold = gone(own, region, "untold");
    tenant.owner().delete("/v1/regions/" + region).mustBe(204);

    eraseAll();

    assertThat(auditedObjects(told)).isEqualTo("LEFT_WITH_REGION");
    assertThat(auditedObjects(untold)).isEqualTo("LEFT_WITH_REGION");
  }

  /** Who removed it would leave objects that nobody else can remove. */
  @Test
  void aRegionOfThePlatformStaysUntilAllIsErased() throws SQLException {
    String region = "platform-" + tenant.organization();
    String id = gone(agent, "local", "moved");
    Superuser.run(
        "INSERT INTO regions (name, cloud, kind) VALUES ('%s', 'aws', 'MANAGED')".formatted(region),
        "UPDATE clusters SET region = '%s' WHERE id = '%s'".formatted(region, id));
    assertThat(first("region_is_empty('%s')", region)).isEqualTo("f");

    Superuser.run("UPDATE clusters SET erased_at = now() WHERE id = '%s'".formatted(id));
    assertThat(first("region_is_empty('%s')", region)).isEqualTo("t");
  }

  /** A region of the tenant's own, and its agent, which can erase. */
  private OwnRegion ownRegion(String name) {
    var made = tenant.newRegion(name).mustBe(201).json();
    String region = made.at("/region/name").asText();
    FakeAgent agent = FakeAgent.enrolled(made.at("/enrolment/token").asText(), "key-of-" + region);
    agent.understands("erasure");
    return new OwnRegion(region, agent);
  }

  private record OwnRegion(String name, FakeAgent agent) {}
}
