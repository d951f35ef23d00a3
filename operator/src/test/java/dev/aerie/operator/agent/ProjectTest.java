package dev.aerie.operator.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.aerie.crds.VectorCluster;
import dev.aerie.operator.support.TestKubernetes;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the agent makes of a project, on a real API server. */
class ProjectTest {

  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final String NAMESPACE = "aerie-prj-small";
  private static final String CLUSTER =
      """
      {"clusterId": "cls_big", "organizationId": "org_1", "projectId": "prj_small", "name": "big",
       "generation": %d, "deleted": %b,
       "spec": {"class": "tiny", "units": 1, "replicas": 2, "suspend": false,
                "deletionPolicy": "RETAIN"}}
      """;

  @TempDir private Path folder;
  private KubernetesClient client;
  private FakeControlPlane controlPlane;
  private RegionAgent agent;

  @BeforeEach
  void start() throws IOException {
    client = TestKubernetes.shared().admin();
    controlPlane = new FakeControlPlane();
    var settings =
        new AgentSettings(
            controlPlane.url(),
            "small",
            "token",
            "aerie-system",
            Duration.ofDays(7),
            folder.toUri().toString(),
            "",
            folder.resolve("state"),
            Map.of("pods", new Quantity("1"), "requests.cpu", new Quantity("10")),
            false);
    agent =
        new RegionAgent(
            TestKubernetes.shared().asOperator(), settings, "1.0-test", Clock.systemUTC());
    agent.start(AgentTest.ALONE);
  }

  @AfterEach
  void stop() {
    agent.close();
    controlPlane.close();
  }

  @Test
  void hasAQuotaThatIsToldWhenItIsExceededAndLetsNobodyIn() {
    controlPlane.want(CLUSTER.formatted(1, false));

    await().atMost(DEADLINE).until(() -> reason().equals("QuotaExceeded"));
    assertThat(degraded("message"))
        .contains(
            "ResourceQuota aerie-project allows 1 of pods, 1 are used, and a pod needs 1 more");
    assertThat(pods()).isEqualTo(1);
    var closed =
        client
            .network()
            .v1()
            .networkPolicies()
            .inNamespace(NAMESPACE)
            .withName("aerie-default-deny");
    assertThat(closed.get().getSpec().getPolicyTypes()).containsExactly("Ingress");
    assertThat(closed.get().getSpec().getIngress()).isNullOrEmpty();
    assertThat(closed.get().getSpec().getPodSelector().getMatchLabels()).isNullOrEmpty();

    client
        .resourceQuotas()
        .inNamespace(NAMESPACE)
        .withName("aerie-project")
        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\": {\"hard\": {\"pods\": \"9\"}}}");
    await().atMost(DEADLINE).until(() -> pods() == 2 && reason().equals("AsExpected"));

    controlPlane.want(CLUSTER.formatted(2, true));
    await().atMost(DEADLINE).until(() -> cluster().get() == null);
  }

  @Test
  void takesNoPodThatMayDoMoreThanItNeeds() {
    controlPlane.want(CLUSTER.formatted(1, false));
    await().atMost(DEADLINE).until(() -> cluster().get() != null);

    assertThatThrownBy(() -> client.resource(unguarded()).create())
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining("violates PodSecurity \"restricted");

    controlPlane.want(CLUSTER.formatted(2, true));
    await().atMost(DEADLINE).until(() -> cluster().get() == null);
  }

  private static Pod unguarded() {
    return new PodBuilder()
        .withNewMetadata()
        .withName("intruder")
        .withNamespace(NAMESPACE)
        .endMetadata()
        .withNewSpec()
        .addNewContainer()
        .withName("any")
        .withImage("any")
        .endContainer()
        .endSpec()
        .build();
  }

  private Resource<VectorCluster> cluster() {
    return client.resources(VectorCluster.class).inNamespace(NAMESPACE).withName("cls-big");
  }

  private int pods() {
    return client.pods().inNamespace(NAMESPACE).list().getItems().size();
  }

  private String reason() {
    return degraded("reason");
  }

  private String degraded(String field) {
    VectorCluster found = cluster().get();
    return found == null || found.getStatus() == null
        ? ""
        : found.getStatus().conditions().stream()
            .filter(condition -> condition.getType().equals("Degraded"))
            .map(
                condition ->
                    field.equals("reason") ? condition.getReason() : condition.getMessage())
            .findFirst()
            .orElse("");
  }
}
