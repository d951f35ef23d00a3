package dev.aerie.operator.cluster;

import static dev.aerie.operator.support.LiveClusters.DEADLINE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aerie.crds.Access;
import dev.aerie.crds.Bootstrap;
import dev.aerie.crds.Compute;
import dev.aerie.crds.Exposure;
import dev.aerie.crds.Phase;
import dev.aerie.crds.Roll;
import dev.aerie.crds.VectorCluster;
import dev.aerie.operator.support.Clusters;
import dev.aerie.operator.support.FailedJobs;
import dev.aerie.operator.support.LiveClusters;
import dev.aerie.operator.support.TestKubernetes;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What else than pods' own troubles can stand in the way of a cluster, and how it ends. */
class ObstacleTest {

  private static KubernetesClient client;
  private static LiveClusters clusters;
  private static FailedJobs jobs;

  @BeforeAll
  static void start() {
    client = TestKubernetes.shared().admin();
    clusters = new LiveClusters(TestKubernetes.shared());
    jobs = new FailedJobs(client);
  }

  @Test
  void podsThatWereReadyAreNotAnyMore() throws IOException {
    Path cause = clusters.create("fallen", new Compute(1, 1)).resolve("unready");
    clusters.awaitPhase("fallen", Phase.READY);
    Files.createFile(cause);

    assertThat(clusters.awaitProblem("fallen", "PodsNotReady"))
        .contains(
            "0 of 1 pods answer", "kubectl describe pod -l app.kubernetes.io/instance=fallen");
    Files.delete(cause);

    assertRecovers("fallen", "PodsNotReady");
  }

  /** A StatefulSet of the cluster's name, made by somebody for something else. */
  @Test
  void theApiServerRefusesAnObject() {
    var foreign =
        new StatefulSetBuilder()
            .withMetadata(FailedJobs.metadata("taken", "taken"))
            .withNewSpec()
            .withReplicas(0)
            .withServiceName("other")
            .withNewSelector()
            .addToMatchLabels("app", "other")
            .endSelector()
            .withNewTemplate()
            .withNewMetadata()
            .addToLabels("app", "other")
            .endMetadata()
            .withSpec(FailedJobs.template().getSpec())
            .endTemplate()
            .endSpec()
            .build();
    foreign.getSpec().getTemplate().getSpec().setRestartPolicy("Always");
    client.resource(foreign).create();
    clusters.create("taken", new Compute(1, 1));

    assertThat(clusters.awaitProblem("taken", "ApplyRefused"))
        .startsWith("Kubernetes refuses StatefulSet taken: StatefulSet.apps \"taken\" is invalid")
        .endsWith("It is tried again by itself: remove what is in its way.");
    client.resource(foreign).delete();

    assertRecovers("taken", "ApplyRefused");
  }

  @Test
  void theStorageCannotBeFilled() {
    createOfAMoment("unfilled", "parent");
    clusters.awaitProblem("unfilled", "BootstrapSourceMissing");
    jobs.make("unfilled", "unfilled-restore", uid("unfilled"));

    assertThat(clusters.awaitProblem("unfilled", "RestoreFailed"))
        .contains("Job unfilled-restore", "delete it to try again");
    assertThat(
            client.apps().statefulSets().inNamespace(Clusters.NAMESPACE).withName("unfilled").get())
        .isNull();
    clusters.create("parent", new Compute(1, 1));
    jobs.delete("unfilled-restore");

    clusters.awaitPhase("unfilled", Phase.READY);
    assertThat(clusters.data("unfilled").resolve("restored"))
        .content()
        .endsWith("--at 2026-03-04T05:06:07Z");
    assertRecovers("unfilled", "RestoreFailed");
    clusters.delete("parent");
  }

  /** It goes with its cluster, a moment later. */
  @Test
  void theJobOfAnEarlierClusterOfTheSameNameIsWaitedFor() {
    clusters.create("source", new Compute(1, 1));
    jobs.make("former", "former-restore", "gone");
    createOfAMoment("former", "source");

    clusters.awaitThat(
        "former",
        each -> each.getStatus() != null && each.getStatus().roll().equals(Roll.RESTORING));
    clusters.settledVersion("former");
    assertThat(clusters.events("former")).doesNotContain("RestoreFailed");
    assertThat(clusters.data("former").resolve("restored")).doesNotExist();
    jobs.delete("former-restore");
    clusters.awaitPhase("former", Phase.READY);
    clusters.delete("former");
    clusters.delete("source");
  }

  private static void createOfAMoment(String name, String source) {
    VectorCluster cluster =
        Clusters.cluster(name, new Compute(1, 1), clusters.data(name).toUri().toString());
    cluster.setSpec(
        Clusters.bootstrapped(
            cluster.getSpec(),
            new Bootstrap(
                null, new Bootstrap.PointInTime(source, "2026-03-04T05:06:07Z"), null, List.of())));
    clusters.create(cluster);
  }

  @Test
  void theStorageCannotBeEmptied() {
    Path data = clusters.create("unpurged", new Compute(1, 1));
    clusters.awaitPhase("unpurged", Phase.READY);
    clusters.edit("unpurged", "{'deletionPolicy': 'Delete'}");
    jobs.make("unpurged", "unpurged-purge", uid("unpurged"));

    clusters.resource("unpurged").delete();

    await()
        .atMost(DEADLINE)
        .untilAsserted(
            () ->
                assertThat(clusters.resource("unpurged").get().getStatus().conditions())
                    .anySatisfy(
                        each -> {
                          assertThat(each.getReason()).isEqualTo("PurgeFailed");
                          assertThat(each.getMessage()).contains("Job unpurged-purge");
                        }));
    clusters.awaitEvent("unpurged", "PurgeFailed");
    assertThat(data).exists();
    jobs.delete("unpurged-purge");

    await().atMost(DEADLINE).until(() -> clusters.resource("unpurged").get() == null);
    assertThat(data).doesNotExist();
  }

  @Test
  void aStorageThatCouldNotBeEmptiedIsTriedAgain() {
    Path data = clusters.create("unpurged-yet", new Compute(1, 1));
    clusters.awaitPhase("unpurged-yet", Phase.READY);
    clusters.edit("unpurged-yet", "{'deletionPolicy': 'Delete'}");
    jobs.make("unpurged-yet", "unpurged-yet-purge", uid("unpurged-yet"));
    clusters.resource("unpurged-yet").delete();
    clusters.awaitEvent("unpurged-yet", "PurgeFailed");

    TestKubernetes.shared().clock().shift(Duration.ofMinutes(11));
    try {
      await().atMost(DEADLINE).until(() -> jobs.isBeingDeleted("unpurged-yet-purge"));
    } finally {
      TestKubernetes.shared().clock().shift(Duration.ZERO);
    }
    jobs.delete("unpurged-yet-purge");

    await().atMost(DEADLINE).until(() -> clusters.resource("unpurged-yet").get() == null);
    assertThat(data).doesNotExist();
  }

  @Test
  void theAddressOfALoadBalancerIsTold() {
    VectorCluster cluster =
        Clusters.cluster(
            "balanced", new Compute(1, 1), clusters.data("balanced").toUri().toString());
    cluster.setSpec(
        Clusters.reached(cluster.getSpec(), new Access(Exposure.LOAD_BALANCER, List.of(), "")));
    clusters.create(cluster);

    assertThat(clusters.awaitPhase("balanced", Phase.READY).getStatus().endpoint())
        .isEqualTo("http://127.0.0.1:19530");
    clusters.delete("balanced");
  }

  private static void assertRecovers(String name, String problem) {
    clusters.awaitPhase(name, Phase.READY);
    clusters.awaitEvent(name, "Ready");
    assertThat(clusters.events(name)).containsSubsequence(problem, "Recovered", "Ready");
    clusters.delete(name);
  }

  private static String uid(String cluster) {
    return clusters.resource(cluster).get().getMetadata().getUid();
  }
}
