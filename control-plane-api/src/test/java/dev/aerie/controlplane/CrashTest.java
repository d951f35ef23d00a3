package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.ControlPlaneProcess;
import dev.aerie.controlplane.support.FakeAgent;
import dev.aerie.controlplane.support.Surroundings;
import dev.aerie.controlplane.support.Tenant;
import dev.aerie.controlplane.support.WebhookReceiver;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * Kills the control plane again and again while clients change things and repeat, with the same
 * Idempotency-Key, what was not answered. {@code AERIE_TEST_JAR} is the packaged control plane;
 * {@code AERIE_CRASH_ROUNDS} makes it longer.
 */
@EnabledIfEnvironmentVariable(named = "AERIE_TEST_JAR", matches = ".+")
class CrashTest {
  private static final int ROUNDS =
      Integer.parseInt(System.getenv().getOrDefault("AERIE_CRASH_ROUNDS", "5"));

  /** Answers to what is done for one name. */
  private static final int ANSWERS_A_CHANGE = 5;

  private static final int CHANGES_A_ROUND = 20;
  private static final int CLIENTS = 4;
  private static final Duration DELIVERY = Duration.ofMinutes(1);

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
      killWhileStreaming(tenant, controlPlane, configuration);
    } finally {
      surroundings.stop();
    }
  }

  private static void raisePlan(Map<String, String> configuration) throws SQLException {
    execute(configuration, "UPDATE organizations SET plan = 'enterprise'");
  }

  private static void execute(Map<String, String> configuration, String change)
      throws SQLException {
    try (var connection =
            DriverManager.getConnection(configuration.get("AERIE_DB_URL"), "postgres", "postgres");
        var statement = connection.createStatement()) {
      statement.execute(change);
    }
  }

  /** Kills it when a sink has events and has not said so: they come again, with their numbers. */
  private static void killWhileStreaming(
      Tenant tenant, ControlPlaneProcess controlPlane, Map<String, String> configuration)
      throws Exception {
    try (var receiver = WebhookReceiver.start()) {
      receiver.is(WebhookReceiver.Mood.TAKE_AND_HOLD);
      tenant
          .owner()
          .post(
              "/v1/organizations/" + tenant.organization() + "/audit-sinks",
              "{\"name\": \"siem\", \"fromSequence\": 1, \"https\": {\"url\": \"%s\", \"secret\": \"%s\"}}"
                  .formatted(receiver.url(), WebhookReceiver.SECRET))
          .mustBe(201);
      Awaitility.await().atMost(DELIVERY).until(() -> !receiver.requests().isEmpty());
      controlPlane.kill();
      receiver.is(WebhookReceiver.Mood.TAKE);
      controlPlane.start();
      // What the killed one had claimed is free after minutes.
      execute(configuration, "UPDATE audit_sinks SET next_attempt_at = now()");
      long last =
          tenant
              .owner()
              .get("/v1/audit-events:verify?organizationId=" + tenant.organization())
              .mustBe(200)
              .json()
              .path("lastSequence")
              .asLong();
      Awaitility.await().atMost(DELIVERY).until(() -> sequences(receiver).contains(last));

      List<WebhookReceiver.Request> requests = receiver.requests();
      assertThat(requests.get(1).body()).isEqualTo(requests.get(0).body());
      assertThat(requests.get(1).header("webhook-id"))
          .isEqualTo(requests.get(0).header("webhook-id"));
      assertThat(new TreeSet<>(sequences(receiver)))
          .containsExactlyElementsOf(LongStream.rangeClosed(1, last).boxed().toList());
    }
  }

  private static List<Long> sequences(WebhookReceiver receiver) {
    return receiver.requests().stream()
        .flatMap(request -> request.body().lines())
        .map(line -> read(line).path("sequence").asLong())
        .toList();
  }

  private static JsonNode read(String line) {
    try {
      return Api.JSON.readTree(line);
    } catch (JsonProcessingException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** Has clients send all changes of a round, and kills the control plane after a random answer. */
  private void load(Tenant tenant, int round, ControlPlaneProcess controlPlane)
      throws InterruptedException {
    Queue<String> changes = new ConcurrentLinkedQueue<>();
    for (int i = 0; i < CHANGES_A_ROUND; i++) {
      changes.add("r%d-%d".formatted(round, i));
    }
    var untilKilled = new CountDownLatch(1 + random.nextInt(CHANGES_A_ROUND * ANSWERS_A_CHANGE));
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
      String cluster =
          posted(
              tenant,
              controlPlane,
              "/v1/clusters",
              "{\"projectId\": \"%s\", \"name\": \"%s\", \"region\": \"local\"}"
                  .formatted(tenant.project(), name),
              name);
      answered.countDown();
      String key =
          posted(
              tenant,
              controlPlane,
              "/v1/api-keys",
              "{\"organizationId\": \"%s\", \"projectId\": \"%s\", \"name\": \"%s\", \"role\": \"DATA_VIEWER\"}"
                  .formatted(tenant.organization(), tenant.project(), name),
              "key-" + name);
      answered.countDown();
      posted(tenant, controlPlane, "/v1/api-keys/" + key + ":rotate", "{}", "rotated-" + name);
      answered.countDown();
      posted(tenant, controlPlane, "/v1/clusters/" + cluster + ":suspend", "", "slept-" + name);
      answered.countDown();
      untilAnswered(controlPlane, () -> tenant.owner().delete("/v1/clusters/" + cluster));
      answered.countDown();
    }
  }

  /** The id of what a POST made, however often it had to be sent. */
  private static String posted(
      Tenant tenant, ControlPlaneProcess controlPlane, String path, String body, String key) {
    return untilAnswered(
            controlPlane, () -> tenant.owner().post(path, body, "Idempotency-Key", key))
        .id();
  }

  private static Api.Answer untilAnswered(
      ControlPlaneProcess controlPlane, Supplier<Api.Answer> request) {
    while (true) {
      try {
        var answer = request.get();
        if (answer.status() < 500) {
          assertThat(answer.status()).as(answer.text()).isIn(201, 202);
          return answer;
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
        .as("each key and the one that it was rotated to")
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(wanted, wanted).flatMap(Set::stream).toList());
    List<JsonNode> operations = all(tenant, "/v1/operations?");
    String log = "?organizationId=" + tenant.organization();
    for (String kind : List.of("create", "suspend", "delete")) {
      assertThat(texts(of(operations, kind), "clusterId"))
          .as("operations: " + kind)
          .containsExactlyInAnyOrderElementsOf(texts(clusters, "id"));
      assertThat(
              texts(all(tenant, "/v1/audit-events" + log + "&action=cluster." + kind), "resource"))
          .as("events: " + kind)
          .containsExactlyInAnyOrderElementsOf(texts(clusters, "id"));
    }
    assertThat(operations).hasSize(3 * clusters.size());
    assertThat(texts(clusters, "state")).containsOnly("DELETING");
    assertThat(tenant.owner().get("/v1/audit-events:verify" + log).json().path("valid").asBoolean())
        .isTrue();
    assertThat(
            StreamSupport.stream(agent.desired(0, 0).path("clusters").spliterator(), false)
                .map(document -> document.path("clusterId").asText()))
        .containsExactlyInAnyOrderElementsOf(texts(clusters, "id"));
  }

  private static List<JsonNode> of(List<JsonNode> operations, String kind) {
    String wanted = kind.toUpperCase(Locale.ROOT) + "_CLUSTER";
    return operations.stream()
        .filter(operation -> operation.path("kind").asText().equals(wanted))
        .toList();
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
