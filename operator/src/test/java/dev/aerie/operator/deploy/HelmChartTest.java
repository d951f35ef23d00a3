package dev.aerie.operator.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aerie.operator.support.TestKubernetes;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
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
    "agent.storageCredentialsSecret=Bucket_Keys, storageCredentialsSecret",
    "surprise=1, surprise",
    "maxChanging=0, maxChanging",
  })
  void refusesValuesThatMeanNothing(String value, String said) throws Exception {
    assertThat(Helm.run(1, "template", "aerie", CHART.toString(), "--set", value)).contains(said);
  }

  /** Where no second of usage may be lost with a pod. */
  @Test
  void keepsWhatTheAgentBuffersWhenAskedTo() throws Exception {
    String[] values = {
      "--set",
      "agent.controlPlaneUrl=https://aerie.example,agent.regionName=eu-1",
      "--set",
      "agent.tokenSecret=aerie-region,agent.storageBaseUri=s3://bucket/clusters",
      "--set",
      "agent.persistence.enabled=true,maxChanging=7"
    };
    List<String> refused =
        new ArrayList<>(List.of("template", "aerie", CHART.toString(), "--kube-version", "1.34.0"));
    refused.addAll(List.of(values));
    assertThat(Helm.run(1, refused.toArray(String[]::new))).contains("needs replicas 1");

    List<String> one = new ArrayList<>(List.of(values));
    one.addAll(List.of("--set", "replicas=1"));
    List<HasMetadata> made = template(one.toArray(String[]::new));
    assertThat(made).extracting(HasMetadata::getKind).contains("PersistentVolumeClaim");
    Deployment operator =
        made.stream()
            .filter(Deployment.class::isInstance)
            .map(Deployment.class::cast)
            .findFirst()
            .orElseThrow();
    assertThat(operator.getSpec().getStrategy().getType()).isEqualTo("Recreate");
    assertThat(operator.getSpec().getTemplate().getSpec().getContainers().getFirst().getEnv())
        .anyMatch(
            each -> each.getName().equals("AERIE_MAX_CHANGING") && each.getValue().equals("7"));
  }

  /** The token is spent at the first start; whoever deletes its Secret then stops no operator. */
  @Test
  void startsWithoutTheSpentToken() throws Exception {
    List<HasMetadata> made =
        template(
            "--set",
            "agent.controlPlaneUrl=https://aerie.example,agent.regionName=eu-1",
            "--set",
            "agent.tokenSecret=aerie-region,agent.storageBaseUri=s3://bucket/clusters");
    List<HasMetadata> all = new ArrayList<>(made);
    all.addAll(objects(Files.readString(Path.of("../deploy/byoc/agent.yaml"))));

    assertThat(all.stream().filter(Deployment.class::isInstance).map(Deployment.class::cast))
        .hasSize(2)
        .allSatisfy(
            operator ->
                assertThat(
                        operator
                            .getSpec()
                            .getTemplate()
                            .getSpec()
                            .getContainers()
                            .getFirst()
                            .getEnv())
                    .filteredOn(each -> each.getName().equals("AERIE_REGION_TOKEN"))
                    .singleElement()
                    .matches(each -> each.getValueFrom().getSecretKeyRef().getOptional()));
  }

  /** What can be said of a class by kubectl can be said by the chart. */
  @Test
  void classesHaveTheFieldsOfTheirDefinition() throws Exception {
    JsonNode schema = new ObjectMapper().readTree(CHART.resolve("values.schema.json").toFile());
    JsonNode definition =
        new ObjectMapper()
            .readTree(
                Serialization.asJson(
                    Serialization.unmarshal(
                        Files.readString(
                            Path.of(
                                "../crds/src/main/kubernetes/vectorclusterclasses.aerie.dev.yaml")))));

    List<String> fields = new ArrayList<>(List.of("name"));
    definition
        .at("/spec/versions/0/schema/openAPIV3Schema/properties/spec/properties")
        .fieldNames()
        .forEachRemaining(fields::add);
    List<String> values = new ArrayList<>();
    schema.at("/properties/classes/items/properties").fieldNames().forEachRemaining(values::add);
    assertThat(values).containsExactlyInAnyOrderElementsOf(fields);
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
