package dev.aerie.operator.cluster;

import static dev.aerie.operator.support.Clusters.NAMESPACE;
import static dev.aerie.operator.support.LiveClusters.DEADLINE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aerie.crds.Compute;
import dev.aerie.crds.Phase;
import dev.aerie.crds.RollState;
import dev.aerie.crds.VectorCluster;
import dev.aerie.operator.support.EvictionCounter;
import dev.aerie.operator.support.LiveClusters;
import dev.aerie.operator.support.TestKubernetes;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Pods are evicted, so that disruption budgets are kept. */
class EvictionTest {

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
  void tapNoMore() {
    kubernetes.statusTap().listen(moment -> {});
  }

  /** People's own, beside the cluster's: Kubernetes evicts no pod that two of them select. */
  @Test
  void saysWhichDisruptionBudgetsAreInTheWay() {
    clusters.create("budgeted", new Compute(1, 1));
    clusters.awaitPhase("budgeted", Phase.READY);
    Map<String, String> before = clusters.uids("budgeted");
    var another =
        new PodDisruptionBudgetBuilder()
            .withNewMetadata()
            .withName("of-people")
            .withNamespace(NAMESPACE)
            .endMetadata()
            .withNewSpec()
            .withNewMaxUnavailable(0)
            .withNewSelector()
            .addToMatchLabels("app.kubernetes.io/instance", "budgeted")
            .endSelector()
            .endSpec()
            .build();
    client.resource(another).create();

    clusters.edit("budgeted", "{'version': '2'}");
    clusters.awaitThat("budgeted", each -> explanation(each).contains("kubectl get pdb"));
    assertThat(clusters.uids("budgeted")).isEqualTo(before);

    client.resource(another).delete();
    clusters.awaitThat("budgeted", each -> version(each).equals("2"));
    assertThat(clusters.uids("budgeted")).doesNotContainValue(before.get("budgeted-0"));
    clusters.delete("budgeted");
  }

  /** As during a drain: a pod that Kubernetes lets go counts as gone before it is. */
  @Test
  void waitsUntilTheClustersOwnBudgetAllowsIt() {
    clusters.create("thrifty", new Compute(1, 2));
    clusters.awaitPhase("thrifty", Phase.READY);
    Map<String, String> before = clusters.uids("thrifty");
    disrupted("thrifty", "\"%s\"".formatted(Instant.now().truncatedTo(ChronoUnit.SECONDS)));
    await().atMost(DEADLINE).until(() -> allowed("thrifty") == 0);
    EvictionCounter evictions = new EvictionCounter(client);
    List<Long> atWrites = new CopyOnWriteArrayList<>();
    kubernetes.statusTap().listen(moment -> atWrites.add(evictions.count()));

    clusters.edit("thrifty", "{'version': '2'}");
    VectorCluster waiting =
        clusters.awaitThat(
            "thrifty",
            each ->
                explanation(each)
                    .equals("The PodDisruptionBudget does not let thrifty-1 be restarted now."));
    // The client by itself would ask ten times and more, for 20 s, before it says so.
    assertThat(atWrites.stream().filter(count -> count > 0)).first().isEqualTo(1L);
    assertThat(waiting.getStatus().roll().state()).isEqualTo(RollState.WAITING);
    assertThat(clusters.uids("thrifty")).isEqualTo(before);

    disrupted("thrifty", "null");
    clusters.awaitThat("thrifty", each -> version(each).equals("2"));
    assertThat(clusters.uids("thrifty")).hasSize(2).doesNotContainValue(before.get("thrifty-0"));
    clusters.delete("thrifty");
  }

  private static void disrupted(String name, String since) {
    budget(name)
        .subresource("status")
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"status\": {\"disruptedPods\": {\"%s-0\": %s}}}".formatted(name, since));
  }

  private static int allowed(String name) {
    return budget(name).get().getStatus().getDisruptionsAllowed();
  }

  private static Resource<PodDisruptionBudget> budget(String name) {
    return client.policy().v1().podDisruptionBudget().inNamespace(NAMESPACE).withName(name);
  }

  private static String version(VectorCluster cluster) {
    return cluster.getStatus() == null ? "" : cluster.getStatus().version();
  }

  private static String explanation(VectorCluster cluster) {
    return cluster.getStatus() == null ? "" : cluster.getStatus().roll().explanation();
  }
}
