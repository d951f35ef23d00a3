package dev.aerie.operator.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.operator.support.TestKubernetes;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The chart as Helm makes it; {@code AERIE_HELM_BINARY} names a Helm 3. */
@EnabledIfEnvironmentVariable(named = Helm.BINARY, matches = ".+")
class HelmChartTest {

  private static final Path CHART = Path.of("../deploy/helm/aerie-operator");
  private static final Path RIGHTS = Path.of("src/main/kubernetes/rbac.yaml");

  @Test
  void isWellMade() throws Exception {
    assertThat(Helm.run(0, "lint", "--strict", CHART.toString())).contains("0 chart(s) failed");
  }

  @Test
  void theApiServerTakesWhatItMakes() throws Exception {
    KubernetesClient client = TestKubernetes.shared().admin();
    client
        .resource(
            new NamespaceBuilder().withNewMetadata().withName("by-helm").endMetadata().build())
        .serverSideApply();

    List<HasMetadata> made = template("--set", "monitoring.dashboard=true");

    assertThat(made)
        .extracting(HasMetadata::getKind)
        .contains("Deployment", "ServiceAccount", "ClusterRole", "RoleBinding", "ConfigMap")
        .contains("VectorClusterClass");
    for (HasMetadata object : made) {
      assertThat(client.resource(object).inNamespace("by-helm").dryRun().serverSideApply())
          .isNotNull();
    }
    assertThat(made).filteredOn(object -> object.getKind().equals("VectorClusterClass")).hasSize(1);
  }

  @Test
  void grantsTheRightsThatTheOperatorIsTestedUnder() throws Exception {
    assertThat(role(template())).isEqualTo(role(objects(Files.readString(RIGHTS))));
  }

  @ParameterizedTest
  @CsvSource({
    "replicas=0, replicas",
    "agent.controlPlaneUrl=https://x, regionName",
    "agent.storageBaseUri=http://x, storageBaseUri",
    "surprise=1, surprise",
  })
  void refusesValuesThatMeanNothing(String value, String said) throws Exception {
    assertThat(Helm.run(1, "template", "aerie", CHART.toString(), "--set", value)).contains(said);
  }

  private static Object role(List<HasMetadata> objects) {
    return objects.stream()
        .filter(ClusterRole.class::isInstance)
        .map(ClusterRole.class::cast)
        .findFirst()
        .orElseThrow()
        .getRules();
  }

  private static List<HasMetadata> template(String... more) throws Exception {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "template",
                "aerie",
                CHART.toString(),
                "-n",
                "by-helm",
                "--kube-version",
                "1.34.0"));
    arguments.addAll(List.of(more));
    return objects(Helm.run(0, arguments.toArray(String[]::new)));
  }

  private static List<HasMetadata> objects(String yaml) {
    return TestKubernetes.shared()
        .admin()
        .load(new ByteArrayInputStream(yaml.getBytes(UTF_8)))
        .items();
  }
}
