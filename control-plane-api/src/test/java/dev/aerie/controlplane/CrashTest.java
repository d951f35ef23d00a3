package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.ControlPlaneProcess;
import dev.aerie.controlplane.support.FakeAgent;
import dev.aerie.controlplane.support.Surroundings;
import dev.aerie.controlplane.support.Tenant;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * Kills the control plane again and again while clients change things and repeat, with the same
 * Idempotency-Key, what was not answered. {@code AERIE_TEST_JAR} is the packaged control plane.
 */
@EnabledIfEnvironmentVariable(named = "AERIE_TEST_JAR", matches = ".+")
class CrashTest {
  private static final int ROUNDS = 5;
  private static final int CHANGES_A_ROUND = 20;
  private static final int CLIENTS = 4;

  private final Random random = new Random(20_260_101);

  @Test
  void nothingIsHalfMadeOrMadeTwiceHoweverOftenItIsKilled() throws Exception {
    var surroundings = new Surroundings();
    Map<String, String> configuration = surroundings.start();
    try (var controlPlane =
        new ControlPlaneProcess(Path.of(System.getenv("AERIE_TEST_JAR")), configuration)) {
      controlPlane.start();
      Tenant tenant = Tenant.of(new Api(surroundings.people().tokenOf("survivor")));
      raisePlan(configuration);
      FakeAgent agent = FakeAgent.present();
      for (int round = 0; round < ROUNDS; round++) {
        load(tenant, round, controlPlane);
      }
      check(tenant, agent);
    } finally {
      surroundings.stop();
    }
  }

  private static void raisePlan(Map<String, String> configuration) throws SQLException {
    try (var connection =
            DriverManager.getConnection(configuration.get("AERIE_DB_URL"), "postgres", "postgres");
        var statement = connection.createStatement()) {
      statement.execute("UPDATE organizations SET plan = 'enterprise'");
    }
  }

  /** Has clients send all changes of a round, and kills the control plane after a random answer. */
  private void load(Tenant tenant, int round, ControlPlaneProcess controlPlane)
      throws InterruptedException {
    Queue<String> changes = new ConcurrentLinkedQueue<>();
    for (int i = 0; i < CHANGES_A_ROUND; i++) {
      changes.add("r%d-%d".formatted(round, i));
    }
    var untilKilled = new CountDownLatch(1 + random.nextInt(CHANGES_A_ROUND));
    List<Thread> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      clients.add(
          Thread.startVirtualThread(() -> work(tenant, changes, untilKilled, controlPlane)));
    }
    untilKilled.await();
    controlPlane.kill();
    controlPlane.start();
    for (Thread client : clients) {
      client.join();
    }
  }

  private static void work(
      Tenant tenant,
      Queue<String> changes,
      CountDownLatch answered,
      ControlPlaneProcess controlPlane) {
    for (String name = changes.poll(); name != null; name = changes.poll()) {
      untilAnswered(
          tenant,
          controlPlane,
          "/v1/clusters",
          "{\"projectId\": \"%s\", \"name\": \"%s\", \"region\": \"local\"}"
              .formatted(tenant.project(), name),
          name);
      answered.countDown();
      untilAnswered(
          tenant,
          controlPlane,
          "/v1/api-keys",
          "{\"organizationId\": \"%s\", \"projectId\": \"%s\", \"name\": \"%s\", \"role\": \"DATA_VIEWER\"}"
              .formatted(tenant.organization(), tenant.project(), name),
          "key-" + name);
      answered.countDown();
    }
  }

  private static void untilAnswered(
      Tenant tenant, ControlPlaneProcess controlPlane, String path, String body, String key) {
    while (true) {
      try {
        var answer = tenant.owner().post(path, body, "Idempotency-Key", key);
        if (answer.status() < 500) {
          assertThat(answer.status()).as(answer.text()).isIn(201, 202);
          return;
        }
      } catch (UncheckedIOException killed) {
        controlPlane.awaitReady();
      }
    }
  }

  private static void check(Tenant tenant, FakeAgent agent) {
    Set<String> wanted = new TreeSet<>();
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < CHANGES_A_ROUND; i++) {
        wanted.add("r%d-%d".formatted(round, i));
      }
    }
    List<JsonNode> clusters = all(tenant, "/v1/clusters?projectId=" + tenant.project());
    assertThat(texts(clusters, "name")).containsExactlyInAnyOrderElementsOf(wanted);
    assertThat(texts(all(tenant, "/v1/api-keys?projectId=" + tenant.project()), "name"))
        .containsExactlyInAnyOrderElementsOf(wanted);
    assertThat(texts(all(tenant, "/v1/operations?"), "id"))
        .containsExactlyInAnyOrderElementsOf(texts(clusters, "operationId"));
    String log = "?organizationId=" + tenant.organization();
    assertThat(texts(all(tenant, "/v1/audit-events" + log + "&action=cluster.create"), "resource"))
        .containsExactlyInAnyOrderElementsOf(texts(clusters, "id"));
    assertThat(tenant.owner().get("/v1/audit-events:verify" + log).json().path("valid").asBoolean())
        .isTrue();
    assertThat(
            StreamSupport.stream(agent.desired(0, 0).path("clusters").spliterator(), false)
                .map(document -> document.path("clusterId").asText()))
        .containsExactlyInAnyOrderElementsOf(texts(clusters, "id"));
  }

  private static List<String> texts(List<JsonNode> items, String field) {
    return items.stream().map(item -> item.path(field).asText()).toList();
  }

  private static List<JsonNode> all(Tenant tenant, String list) {
    var items = new ArrayList<JsonNode>();
    String cursor = "";
    do {
      var page = tenant.owner().get(list + "&limit=200" + cursor).mustBe(200);
      items.addAll(page.items());
      cursor = page.json().path("nextCursor").isNull() ? "" : "&cursor=" + page.text("nextCursor");
    } while (!cursor.isEmpty());
    return items;
  }
}
