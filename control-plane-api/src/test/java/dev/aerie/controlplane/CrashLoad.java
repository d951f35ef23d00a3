package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.ControlPlaneProcess;
import dev.aerie.controlplane.support.FakeAgent;
import dev.aerie.controlplane.support.IdentityProvider;
import dev.aerie.controlplane.support.Tenant;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Changes of an organisation, each sent until it is answered, with the same Idempotency-Key.
 *
 * @param controlPlane is killed and started again meanwhile
 */
record CrashLoad(
    Tenant tenant, FakeAgent agent, IdentityProvider people, ControlPlaneProcess controlPlane) {
  /** Answers to what is done for one name. */
  static final int ANSWERS = 10;

  /** A cluster is made, made larger, suspended and deleted. */
  static final int CHANGES_OF_A_CLUSTER = 4;

  /** What it is made larger to. */
  static final int UNITS = 2;

  /** What a cluster of each name is said to have used. */
  static final int UNIT_SECONDS = 60;

  private static final int CLIENTS = 4;
  private static final int CHANGED_MEANWHILE = 412;

  /** Has clients do all there is to do for these names, and counts the answers down. */
  List<CompletableFuture<Void>> begin(Iterable<String> names, CountDownLatch answered) {
    Queue<String> waiting = new ConcurrentLinkedQueue<>();
    names.forEach(waiting::add);
    return Stream.generate(() -> client(waiting, answered)).limit(CLIENTS).toList();
  }

  private CompletableFuture<Void> client(Queue<String> waiting, CountDownLatch answered) {
    return CompletableFuture.runAsync(
            () -> {
              for (String name = waiting.poll(); name != null; name = waiting.poll()) {
                changeAll(name, answered);
              }
            },
            Thread::startVirtualThread)
        .whenComplete((nothing, failure) -> letGo(failure, answered));
  }

  /** Nobody waits for a client that has failed. */
  private static void letGo(Throwable failure, CountDownLatch answered) {
    while (failure != null && answered.getCount() > 0) {
      answered.countDown();
    }
  }

  /** The address of who becomes a member by a name. */
  static String address(String name) {
    return name + "@example.org";
  }

  /** The address of who is invited by a name. */
  static String guest(String name) {
    return "guest-" + address(name);
  }

  private void changeAll(String name, CountDownLatch answered) {
    String cluster =
        post(
            "/v1/clusters",
            "{\"projectId\": \"%s\", \"name\": \"%s\", \"region\": \"local\"}"
                .formatted(tenant.project(), name),
            name);
    answered.countDown();
    tellUsage(name, cluster);
    answered.countDown();
    enlarge("/v1/clusters/" + cluster);
    answered.countDown();
    changeKeys(name, answered);
    changePeople(name, answered);
    post("/v1/clusters/" + cluster + ":suspend", "", "slept-" + name);
    answered.countDown();
    untilAnswered(() -> tenant.owner().delete("/v1/clusters/" + cluster));
    answered.countDown();
  }

  /** As an agent does: one batch after the other, each until it is answered. */
  private void tellUsage(String name, String cluster) {
    String usage =
        """
        {"id": "%s", "clusterId": "%s", "units": 1, "replicas": 1,
         "from": "2026-01-10T00:00:00Z", "to": "2026-01-10T00:01:00Z"}"""
            .formatted(name, cluster);
    synchronized (agent) {
      agent.next();
      untilAnswered(() -> agent.repeat("", usage));
    }
  }

  /** What was changed meanwhile is not the first request's to change: that one came true. */
  private void enlarge(String path) {
    String seen = untilAnswered(() -> tenant.owner().get(path)).etag();
    untilAnswered(
        () -> {
          var answer =
              tenant
                  .owner()
                  .send("PATCH", path, "{\"units\": %d}".formatted(UNITS), "If-Match", seen);
          return answer.status() == CHANGED_MEANWHILE ? tenant.owner().get(path) : answer;
        });
  }

  private void changeKeys(String name, CountDownLatch answered) {
    String key =
        post(
            "/v1/api-keys",
            "{\"organizationId\": \"%s\", \"projectId\": \"%s\", \"name\": \"%s\", \"role\": \"DATA_VIEWER\"}"
                .formatted(tenant.organization(), tenant.project(), name),
            "key-" + name);
    answered.countDown();
    post("/v1/api-keys/" + key + ":rotate", "{}", "rotated-" + name);
    answered.countDown();
  }

  private void changePeople(String name, CountDownLatch answered) {
    String organization = "/v1/organizations/" + tenant.organization();
    post(
        organization + "/invitations",
        "{\"email\": \"%s\", \"role\": \"MEMBER\"}".formatted(guest(name)),
        "guest-" + name);
    answered.countDown();
    untilAnswered(() -> new Api(people.tokenOf(name)).get("/v1/me"));
    answered.countDown();
    post(
        organization + "/members",
        "{\"email\": \"%s\", \"role\": \"BILLING_ADMIN\"}".formatted(address(name)),
        "member-" + name);
    answered.countDown();
  }

  /** The id of what a POST made, however often it had to be sent. */
  private String post(String path, String body, String key) {
    return untilAnswered(() -> tenant.owner().post(path, body, "Idempotency-Key", key)).id();
  }

  private Api.Answer untilAnswered(Supplier<Api.Answer> request) {
    while (true) {
      try {
        var answer = request.get();
        if (answer.status() < 500) {
          assertThat(answer.status()).as(answer.text()).isBetween(200, 202);
          return answer;
        }
      } catch (UncheckedIOException killed) {
        controlPlane.awaitReady();
      }
    }
  }
}
