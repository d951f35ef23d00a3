package dev.aerie.operator.cluster;

import static dev.aerie.operator.support.Clusters.NAMESPACE;
import static dev.aerie.operator.support.LiveClusters.DEADLINE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.aerie.crds.Compute;
import dev.aerie.crds.IdleState;
import dev.aerie.crds.Phase;
import dev.aerie.crds.VectorCluster;
import dev.aerie.operator.support.LiveClusters;
import dev.aerie.operator.support.TestKubernetes;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** That clusters sleep and are woken; when, is tested purely. */
class IdleTest {

  private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

  /** One call in five was admitted, the others came without a valid key. */
  private static final String CALLS =
      """
      aerie_requests_active 0.0
      aerie_requests_seconds_count{call="Search",code="0"} 5
      aerie_requests_seconds_count{call="Search",code="1800"} %d
      """;

  private static TestKubernetes kubernetes;
  private static KubernetesClient client;
  private static LiveClusters clusters;

  @BeforeAll
  static void start() {
    kubernetes = TestKubernetes.shared();
    client = kubernetes.admin();
    clusters = new LiveClusters(kubernetes);
  }

  @AfterEach
  void bringBackTheTime() {
    kubernetes.clock().shift(Duration.ZERO);
  }

  @Test
  void sleepsWhenNobodyCallsAndIsWokenByACall() throws Exception {
    Path data = clusters.create("drowsy", new Compute(1, 2));
    Files.writeString(data.resolve("metrics"), CALLS.formatted(1));
    clusters.awaitPhase("drowsy", Phase.READY);
    clusters.edit("drowsy", "{'idleSuspendAfter': '1h'}");
    awaitState("drowsy", IdleState.CALLED);

    later("drowsy", Duration.ofMinutes(31));
    assertThat(awaitState("drowsy", IdleState.QUIET).getStatus().idle().explanation())
        .contains("No call since", "it sleeps from");
    Files.writeString(data.resolve("metrics"), CALLS.formatted(99));
    later("drowsy", Duration.ofMinutes(62));
    awaitState("drowsy", IdleState.ASLEEP);

    VectorCluster asleep = clusters.awaitPhase("drowsy", Phase.SUSPENDED);
    assertThat(asleep.getSpec().suspend()).isFalse();
    assertThat(readyReason("drowsy")).isEqualTo("Idle");
    assertThat(answering("drowsy")).isEqualTo("activator");
    assertThat(components("drowsy")).containsExactly("activator");
    assertThat(clusters.notes("drowsy", "Idle").getFirst()).contains("it sleeps until it is");
    kubernetes.clock().shift(Duration.ZERO);
    assertASecondPassWritesNothing("drowsy");

    ring("drowsy", Instant.now().plus(Duration.ofHours(2)));

    clusters.awaitPhase("drowsy", Phase.READY);
    await()
        .atMost(DEADLINE)
        .until(() -> components("drowsy").equals(List.of("data-plane", "data-plane")));
    assertThat(answering("drowsy")).isEqualTo("data-plane");
    assertThat(mailbox("drowsy").get().getData().get("backends").split(",")).hasSize(2);
    assertThat(clusters.events("drowsy")).contains("FallingAsleep", "Idle", "Waking");
    clusters.delete("drowsy");
  }

  @Test
  void theActivatorMayTouchItsMailboxAndNothingElse() throws Exception {
    clusters.create("guarded", new Compute(1, 1));
    clusters.edit("guarded", "{'idleSuspendAfter': '1h'}");
    clusters.awaitPhase("guarded", Phase.READY);

    try (KubernetesClient activator =
        kubernetes.as("system:serviceaccount:%s:guarded-activator".formatted(NAMESPACE))) {
      var maps = activator.configMaps().inNamespace(NAMESPACE);
      Resource<ConfigMap> own = maps.withName("guarded-activator");
      await().atMost(DEADLINE).ignoreExceptions().until(() -> own.get() != null);
      assertThat(own.patch(MERGE, "{\"data\":{\"calledAt\":\"nonsense\"}}").getData())
          .containsEntry("calledAt", "nonsense");

      VectorCluster cluster = clusters.resource("guarded").get();
      refused(own::delete);
      refused(maps::list);
      refused(() -> maps.withName("guarded-config").patch(MERGE, "{\"data\":{\"a\":\"b\"}}"));
      refused(() -> activator.secrets().inNamespace(NAMESPACE).list());
      refused(() -> activator.pods().inNamespace(NAMESPACE).list());
      refused(() -> activator.resource(cluster).get());
      refused(() -> activator.resource(cluster).patch(MERGE, "{\"spec\":{\"suspend\":true}}"));
    }
    clusters.delete("guarded");
  }

  @Test
  void aPersonsSuspensionIsNoSleep() {
    clusters.create("ordered", new Compute(1, 1));
    clusters.edit("ordered", "{'idleSuspendAfter': '1h', 'suspend': true}");
    clusters.awaitPhase("ordered", Phase.SUSPENDED);

    ring("ordered", Instant.now().plus(Duration.ofHours(2)));
    clusters.settledVersion("ordered");

    assertThat(readyReason("ordered")).isEqualTo("Suspended");
    assertThat(answering("ordered")).isEqualTo("data-plane");
    assertThat(components("ordered")).isEmpty();
    clusters.edit("ordered", "{'idleSuspendAfter': null}");
    await()
        .atMost(DEADLINE)
        .until(
            () ->
                client
                        .apps()
                        .statefulSets()
                        .inNamespace(NAMESPACE)
                        .withName("ordered-activator")
                        .get()
                    == null);
    clusters.delete("ordered");
  }

  @Test
  void staysAwakeWhenAPodDoesNotTellItsCalls() {
    clusters.create("mute", new Compute(1, 1));
    clusters.edit("mute", "{'idleSuspendAfter': '1h'}");
    clusters.awaitPhase("mute", Phase.READY);
    awaitState("mute", IdleState.DATA_MISSING);

    later("mute", Duration.ofHours(3));
    clusters.settledVersion("mute");

    assertThat(clusters.resource("mute").get().getStatus().idle().state())
        .isEqualTo(IdleState.DATA_MISSING);
    assertThat(components("mute")).containsExactly("data-plane");
    clusters.awaitEvent("mute", "IdleDataMissing");
    clusters.delete("mute");
  }

  private static void assertASecondPassWritesNothing(String name) {
    clusters.settledVersion(name);
    Map<String, String> versions = clusters.versions(name);
    clusters.annotate(name, "test", "nothing to write");
    String annotated = clusters.resource(name).get().getMetadata().getResourceVersion();
    assertThat(clusters.settledVersion(name)).isEqualTo(annotated);
    versions.remove("VectorCluster/" + name);
    assertThat(clusters.versions(name)).containsAllEntriesOf(versions);
  }

  private static void later(String name, Duration shift) {
    kubernetes.clock().shift(shift);
    clusters.annotate(name, "test", shift.toString());
  }

  private static VectorCluster awaitState(String name, IdleState state) {
    return clusters.awaitThat(
        name, each -> each.getStatus() != null && each.getStatus().idle().state() == state);
  }

  private static void ring(String name, Instant at) {
    mailbox(name).patch(MERGE, "{\"data\":{\"calledAt\":\"%s\"}}".formatted(at));
  }

  private static Resource<ConfigMap> mailbox(String name) {
    return client.configMaps().inNamespace(NAMESPACE).withName(name + "-activator");
  }

  private static String answering(String name) {
    return client
        .services()
        .inNamespace(NAMESPACE)
        .withName(name)
        .get()
        .getSpec()
        .getSelector()
        .get("app.kubernetes.io/component");
  }

  private static List<String> components(String name) {
    return clusters.pods(name).stream()
        .map(pod -> pod.getMetadata().getLabels().get("app.kubernetes.io/component"))
        .sorted()
        .toList();
  }

  private static String readyReason(String name) {
    return clusters.resource(name).get().getStatus().conditions().stream()
        .filter(each -> each.getType().equals("Ready"))
        .findFirst()
        .orElseThrow()
        .getReason();
  }

  private static void refused(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining("orbidden");
  }
}
