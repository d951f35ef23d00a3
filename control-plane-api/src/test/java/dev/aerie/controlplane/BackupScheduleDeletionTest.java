package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.controlplane.cluster.ClusterState;
import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.FakeAgent;
import dev.aerie.controlplane.support.IdentityProvider;
import dev.aerie.controlplane.support.Surroundings;
import dev.aerie.controlplane.support.Tenant;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A schedule of backups ends whatever becomes of its cluster, so that nobody has to wait. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class BackupScheduleDeletionTest {
  IdentityProvider people;
  private Api owner;
  private FakeAgent agent;
  private String cluster;
  private String path;
  private String schedule;

  @BeforeEach
  void prepare() {
    Tenant tenant = Tenant.make(people);
    owner = tenant.owner();
    agent = FakeAgent.present();
    agent.understands("backups");
    cluster = tenant.newCluster("kept").mustBe(202).id();
    path = "/v1/clusters/" + cluster;
    String schedules = path + "/backup-schedules";
    schedule =
        schedules
            + "/"
            + owner
                .post(schedules, "{\"name\": \"nightly\", \"schedule\": \"0 3 * * *\"}")
                .mustBe(201)
                .id();
  }

  @ParameterizedTest
  @EnumSource
  void endsInEveryStateOfItsCluster(ClusterState state) {
    bringTo(state);
    assertThat(owner.get(path).mustBe(200).text("state")).isEqualTo(state.name());
    agent.understands("backups");
    assertThat(agent.document(cluster).path("backupSchedules")).hasSize(1);

    owner.delete(schedule).mustBe(204);

    owner.get(schedule).mustBe(404);
    owner.delete(schedule).mustBe(404);
    assertThat(agent.document(cluster).path("backupSchedules")).isEmpty();
    assertThat(owner.get(path).mustBe(200).text("state")).isEqualTo(state.name());
  }

  @Test
  void endsInARegionThatMakesNoBackupsAnyMore() {
    agent.understands();

    owner.delete(schedule).mustBe(204);
  }

  @Test
  void isGoneWithItsCluster() {
    owner.delete(path).mustBe(202);
    agent.seesGone(cluster, 2);

    owner.delete(schedule).mustBe(404);
  }

  private void bringTo(ClusterState state) {
    switch (state) {
      case CREATING -> {}
      case RUNNING -> agent.sees(cluster, 1, "Ready");
      case ABNORMAL -> agent.sees(cluster, 1, "Degraded");
      case MODIFYING -> {
        bringTo(ClusterState.RUNNING);
        owner.patch(path, "{\"units\": 2}").mustBe(202);
      }
      case SUSPENDING -> owner.post(path + ":suspend", "").mustBe(202);
      case SUSPENDED -> {
        bringTo(ClusterState.SUSPENDING);
        agent.sees(cluster, 2, "Suspended");
      }
      case RESUMING -> {
        bringTo(ClusterState.SUSPENDED);
        owner.post(path + ":resume", "").mustBe(202);
      }
      case DELETING -> owner.delete(path).mustBe(202);
    }
  }
}
