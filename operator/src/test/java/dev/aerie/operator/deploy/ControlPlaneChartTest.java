package dev.aerie.operator.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.operator.support.TestKubernetes;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The control plane's chart as Helm makes it, taken by a real API server. */
@EnabledIfEnvironmentVariable(named = Helm.BINARY, matches = ".+")
class ControlPlaneChartTest {

  private static final String NAMESPACE = "aerie-restricted";
  private static final String PROMETHEUS = "monitoring.coreos.com";

  @ParameterizedTest
  @ValueSource(strings = {"least", "page", "everything"})
  void isWellMadeAndTheApiServerTakesIt(String values) throws Exception {
    assertThat(
            Helm.run(
                0,
                "lint",
                "--strict",
                ControlPlaneChart.FOLDER.toString(),
                "-f",
                values(values).toString()))
        .contains("0 chart(s) failed");
    KubernetesClient client = TestKubernetes.shared().admin();
    restricted(client);

    for (HasMetadata object : ControlPlaneChart.template(values(values))) {
      // The Prometheus operator's kinds are not there.
      if (!object.getApiVersion().startsWith(PROMETHEUS)) {
        assertThat(client.resource(object).inNamespace(NAMESPACE).dryRun().serverSideApply())
            .isNotNull();
      }
    }
  }

  @Test
  void makesWhatIsAskedForOnly() throws Exception {
    assertThat(ControlPlaneChart.template(values("least")))
        .extracting(HasMetadata::getKind)
        .containsExactlyInAnyOrder("Deployment", "Service", "PodDisruptionBudget", "NetworkPolicy");
    assertThat(ControlPlaneChart.template(values("everything")))
        .extracting(HasMetadata::getKind)
        .contains("Ingress", "PodMonitor", "PrometheusRule", "ConfigMap");
    assertThat(ControlPlaneChart.template(values("least"), "--set", "networkPolicy.enabled=false"))
        .extracting(HasMetadata::getKind)
        .doesNotContain("NetworkPolicy");
  }

  /** By the strictest of Kubernetes' own standards, which a namespace can ask of all pods. */
  @ParameterizedTest
  @ValueSource(strings = {"least", "everything"})
  void itsPodsMayLittle(String values) throws Exception {
    KubernetesClient client = TestKubernetes.shared().admin();
    restricted(client);
    PodSpec spec = spec(ControlPlaneChart.template(values(values)));
    Pod pod =
        new PodBuilder().withNewMetadata().withName("one").endMetadata().withSpec(spec).build();

    assertThat(client.resource(pod).inNamespace(NAMESPACE).dryRun().create()).isNotNull();
    assertThat(spec.getAutomountServiceAccountToken()).isFalse();
    assertThat(spec.getContainers())
        .singleElement()
        .matches(container -> container.getSecurityContext().getReadOnlyRootFilesystem())
        .matches(
            container ->
                container.getVolumeMounts().stream()
                    .anyMatch(mount -> mount.getMountPath().equals("/tmp")));
  }

  @Test
  void managementPortIsForProbesAndPrometheusOnly() throws Exception {
    for (String values : List.of("least", "everything")) {
      List<HasMetadata> made = ControlPlaneChart.template(values(values));
      var container = spec(made).getContainers().getFirst();
      assertThat(
              List.of(
                  container.getStartupProbe(),
                  container.getReadinessProbe(),
                  container.getLivenessProbe()))
          .extracting(Probe::getHttpGet)
          .allMatch(get -> get.getPort().equals(new IntOrString("management")));
      assertThat(ControlPlaneChart.only(Service.class, made).getSpec().getPorts())
          .extracting(port -> port.getTargetPort().getStrVal())
          .containsExactly("http");
      NetworkPolicy policy = ControlPlaneChart.only(NetworkPolicy.class, made);
      assertThat(policy.getSpec().getIngress())
          .filteredOn(
              rule -> rule.getPorts().getFirst().getPort().equals(new IntOrString("management")))
          .singleElement()
          .matches(rule -> !rule.getFrom().isEmpty());
      assertThat(policy.getSpec().getIngress()).allMatch(rule -> rule.getPorts().size() == 1);
    }
  }

  @Test
  void podsFollowEachOtherSuchThatNoneIsMissed() throws Exception {
    Deployment rolling =
        ControlPlaneChart.only(Deployment.class, ControlPlaneChart.template(values("least")));

    assertThat(rolling.getSpec().getReplicas()).isEqualTo(2);
    assertThat(rolling.getSpec().getStrategy().getRollingUpdate().getMaxUnavailable())
        .isEqualTo(new IntOrString(0));
    PodSpec spec = rolling.getSpec().getTemplate().getSpec();
    long sleep =
        spec.getContainers().getFirst().getLifecycle().getPreStop().getSleep().getSeconds();
    assertThat(spec.getTerminationGracePeriodSeconds()).isGreaterThan(sleep + 2 + 10);
  }

  @Test
  void ingressIsOfThePublicAddress() throws Exception {
    Ingress ingress =
        ControlPlaneChart.only(Ingress.class, ControlPlaneChart.template(values("everything")));

    assertThat(ingress.getSpec().getRules())
        .extracting(rule -> rule.getHost())
        .containsExactly("aerie.example.com");
    assertThat(ingress.getSpec().getTls().getFirst().getHosts())
        .containsExactly("aerie.example.com");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          replicas=0                               | replicas
          strategy=Sometimes                       | strategy
          publicUrl=aerie.example.com              | publicUrl
          publicUrl=https://aerie.example.com/     | publicUrl
          database.url=postgres://db/aerie         | url
          database.ownerPassword.secret=           | secret
          database.appPassword=hunter2             | appPassword
          database.connections=1                   | connections
          identity.issuer=https://login.example.com | issuer
          identity.clientSecret.secret=Keycloak_1  | secret
          secretKeyBefore.secret=before            | secretKey
          mail.user=aerie                          | password
          mail.from=aerie                          | from
          region.name=eu-1                         | token
          platformAdministrators={somebody}        | platformAdministrators
          trustedProxies.ranges={10.0.0.1}         | ranges
          trustedProxies.header=X-Real-IP          | header
          ports.http=80                            | http
          ports.http=9000                          | must differ
          env.AERIE_DB_URL=jdbc:postgresql:other   | AERIE_DB_URL
          env.SOME_PASSWORD=hunter2                | SOME_PASSWORD
          service.type=ExternalName                | type
          networkPolicy.monitoring[0].pods=all     | monitoring
          surprise=1                               | surprise
          """)
  void refusesValuesThatMeanNothing(String value, String said) throws Exception {
    assertThat(
            Helm.run(
                1,
                "template",
                "aerie-control-plane",
                ControlPlaneChart.FOLDER.toString(),
                "--kube-version",
                "1.34.0",
                "-f",
                values("least").toString(),
                "--set",
                value))
        .contains(said);
  }

  @Test
  void refusesToBeginWithoutWhatOnlyItsOwnerKnows() throws Exception {
    assertThat(Helm.run(1, "template", "aerie-control-plane", ControlPlaneChart.FOLDER.toString()))
        .contains("publicUrl", "url", "issuer", "secret");
  }

  private static Path values(String name) throws Exception {
    return switch (name) {
      case "least" -> ControlPlaneChart.least();
      case "page" -> ControlPlaneChart.ofThePage();
      default -> ControlPlaneChart.EVERYTHING;
    };
  }

  private static PodSpec spec(List<HasMetadata> made) {
    return ControlPlaneChart.only(Deployment.class, made).getSpec().getTemplate().getSpec();
  }

  private static void restricted(KubernetesClient client) {
    client
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(NAMESPACE)
                .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
                .endMetadata()
                .build())
        .serverSideApply();
  }
}
