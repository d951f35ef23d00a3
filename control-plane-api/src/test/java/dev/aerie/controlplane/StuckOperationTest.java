package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.controlplane.cluster.StuckOperations;
import dev.aerie.controlplane.operation.Operation;
import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.FakeAgent;
import dev.aerie.controlplane.support.IdentityProvider;
import dev.aerie.controlplane.support.MovableClock;
import dev.aerie.controlplane.support.Surroundings;
import dev.aerie.controlplane.support.Tenant;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Operations of which nothing comes, of every kind. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class StuckOperationTest {
  private static final String REGION =
      """
      "region": {"features": ["restart", "backups"], "classes": [
        {"name": "standard", "default": true, "versions": ["0.1.0", "0.2.0"]}]}
      """;

  IdentityProvider people;
  @Inject MovableClock clock;
  @Inject StuckOperations stuck;
  private Tenant tenant;
  private FakeAgent agent;
  private String id;

  @BeforeEach
  void prepare() {
    tenant = Tenant.make(people);
    agent = FakeAgent.present();
    agent.says(REGION);
    id = tenant.newCluster("stuck").mustBe(202).id();
  }

  @ParameterizedTest
  @EnumSource(value = Operation.Kind.class, names = ".*_CLUSTER", mode = EnumSource.Mode.MATCH_ALL)
  void oneOfEveryKindIsGivenUpAndItsClusterGoesOnByWhatItsRegionSaysLater(Operation.Kind kind) {
    Api.Answer asked = ask(kind);
    clock.advance(Duration.ofMinutes(29));
    stuck.sweep();
    assertThat(tenant.operation(asked).text("state")).isEqualTo("PENDING");

    clock.advance(Duration.ofMinutes(2));
    stuck.sweep();

    assertThat(tenant.operation(asked).text("kind")).isEqualTo(kind.name());
    assertThat(tenant.operation(asked).text("state")).isEqualTo("FAILED");
    assertThat(tenant.operation(asked).text("error")).startsWith("Nothing came of it in 30 minute");
    agent.says(REGION);
    Api.Answer given = cluster().mustBe(200);
    boolean going = kind == Operation.Kind.DELETE_CLUSTER;
    assertThat(given.text("state")).isEqualTo(going ? "DELETING" : "ABNORMAL");
    assertThat(given.text("stateReason")).startsWith(kind + " timed out");

    long generation = given.json().path("generation").asLong();
    if (going) {
      agent.seesGone(id, generation);
      cluster().mustBe(404);
    } else {
      boolean suspended = kind == Operation.Kind.SUSPEND_CLUSTER;
      agent.sees(id, generation, suspended ? "Suspended" : "Ready");
      assertThat(cluster().text("state")).isEqualTo(suspended ? "SUSPENDED" : "RUNNING");
    }
    assertThat(tenant.operation(asked).text("state"))
        .as("what has ended stays")
        .isEqualTo("FAILED");
  }

  @Test
  void deletionThatWasGivenUpIsAskedForAgain() {
    Api.Answer first = ask(Operation.Kind.DELETE_CLUSTER);
    assertThat(delete().text("operationId")).isEqualTo(first.text("operationId"));
    giveUp();
    assertThat(tenant.operation(first).text("error")).contains("delete it again");

    Api.Answer second = delete();

    assertThat(second.text("state")).isEqualTo("DELETING");
    assertThat(second.text("operationId")).isNotEqualTo(first.text("operationId"));
    assertThat(delete().text("operationId")).isEqualTo(second.text("operationId"));
    assertThat(tenant.operation(second).text("state")).isEqualTo("PENDING");
    assertThat(agent.document(id).path("deleted").asBoolean()).isTrue();
    assertThat(agent.document(id).path("generation").asLong()).isEqualTo(3);
    agent.seesGone(id, 3);
    cluster().mustBe(404);
    assertThat(tenant.operation(second).text("state")).isEqualTo("SUCCEEDED");
    assertThat(tenant.actionsOn(id))
        .containsExactly("cluster.delete", "cluster.delete", "cluster.create");
  }

  @Test
  void newsOfAnEarlierEndIsNoneOfThisOne() {
    ask(Operation.Kind.RESTORE_CLUSTER);
    Api.Answer again = delete();

    agent.seesGone(id, 2);

    assertThat(cluster().mustBe(200).text("state")).isEqualTo("DELETING");
    assertThat(tenant.operation(again).text("state")).isEqualTo("PENDING");
    agent.seesGone(id, 4);
    cluster().mustBe(404);
  }

  @Test
  void removalOfABackupThatWasGivenUpIsAskedForAgain() {
    agent.tellsOf(id, 1, "\"phase\": \"Ready\"");
    String backup = tenant.owner().post(path() + "/backups", "{}").mustBe(202).id();
    String named = backup.replace('_', '-');
    agent.seesBackup(id, named, "Ready", "");
    String removal = path() + "/backups/" + backup;
    Api.Answer first = tenant.owner().delete(removal).mustBe(202);
    giveUp();
    assertThat(tenant.operation(first).text("state")).isEqualTo("FAILED");
    assertThat(tenant.operation(first).text("error")).contains("delete it again");
    assertThat(cluster().text("state")).isEqualTo("RUNNING");

    Api.Answer second = tenant.owner().delete(removal).mustBe(202);

    assertThat(second.text("operationId")).isNotEqualTo(first.text("operationId"));
    assertThat(tenant.owner().delete(removal).mustBe(202).text("operationId"))
        .isEqualTo(second.text("operationId"));
    agent.seesBackupGone(id, named);
    tenant.owner().get(removal).mustBe(404);
    assertThat(tenant.operation(second).text("kind")).isEqualTo("DELETE_BACKUP");
    assertThat(tenant.operation(second).text("state")).isEqualTo("SUCCEEDED");
  }

  /** Brings the cluster to where this can be asked for, and asks for it. */
  private Api.Answer ask(Operation.Kind kind) {
    if (kind != Operation.Kind.CREATE_CLUSTER) {
      agent.tellsOf(id, 1, "\"phase\": \"Ready\"");
    }
    return switch (kind) {
      case CREATE_CLUSTER -> cluster();
      case UPDATE_CLUSTER -> tenant.owner().patch(path(), "{\"units\": 2}").mustBe(202);
      case SUSPEND_CLUSTER -> post(":suspend", "");
      case RESUME_CLUSTER -> {
        post(":suspend", "");
        agent.tellsOf(id, 2, "\"phase\": \"Suspended\"");
        yield post(":resume", "");
      }
      case RESTART_CLUSTER -> post(":restart", "");
      case UPGRADE_CLUSTER -> post(":upgrade", "{\"version\": \"0.2.0\"}");
      case DELETE_CLUSTER -> delete();
      case RESTORE_CLUSTER -> {
        delete();
        agent.seesGone(id, 2);
        yield post(":restore", "");
      }
      default -> throw new IllegalArgumentException(kind + " is not of a cluster");
    };
  }

  private void giveUp() {
    clock.advance(Duration.ofMinutes(31));
    stuck.sweep();
    agent.says(REGION);
  }

  private Api.Answer post(String verb, String body) {
    return tenant.owner().post(path() + verb, body).mustBe(202);
  }

  private Api.Answer delete() {
    return tenant.owner().delete(path()).mustBe(202);
  }

  private Api.Answer cluster() {
    return tenant.owner().get(path());
  }

  private String path() {
    return "/v1/clusters/" + id;
  }
}
