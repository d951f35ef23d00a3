package dev.aerie.operator.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.crds.VectorClusterClass;
import dev.aerie.operator.support.KubeProcess;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** The chart installed, upgraded and removed by Helm, in a Kubernetes that knows nothing of it. */
@EnabledIfEnvironmentVariable(named = Helm.BINARY, matches = ".+")
class HelmInstallTest {

  private static final String CHART = "../deploy/helm/aerie-operator";
  private static final String NAMESPACE = "vectors";
  private static final Path RELEASED = Path.of("src/test/resources/releases/0.1.0/crds");
  private static final Path PAGE = Path.of("../docs/operations/upgrade.md");
  private static final Pattern COMMANDS =
      Pattern.compile("(?m)^    kubectl (apply .*)\n    helm (upgrade .*)$");

  @Test
  void installsUpgradesAndRemoves() throws Exception {
    Path folder = Files.createTempDirectory("aerie-helm-test-");
    try (KubeProcess kubernetes = KubeProcess.start(folder);
        KubernetesClient client = kubernetes.admin()) {
      helm(kubernetes, "install", "aerie", CHART, "--create-namespace");
      assertThat(classes(client)).isEqualTo(1);
      assertThat(deployment(client).getSpec().getReplicas()).isEqualTo(2);
      assertThat(mayPatchClusters(client, NAMESPACE)).isTrue();
      assertThat(mayPatchClusters(client, "elsewhere")).isFalse();

      helm(
          kubernetes,
          "upgrade",
          "aerie",
          CHART,
          "--reuse-values",
          "--set",
          "replicas=1,monitoring.dashboard=true,agent.persistence.enabled=true",
          "--set",
          "agent.controlPlaneUrl=https://aerie.example,agent.regionName=eu-1",
          "--set",
          "agent.tokenSecret=aerie-region,agent.storageBaseUri=s3://bucket/clusters",
          "--set",
          "agent.storageCredentialsSecret=bucket-keys",
          "--set",
          "agent.projectQuota.pods=20,agent.projectQuota.requests\\.cpu=8");
      assertThat(deployment(client).getSpec().getReplicas()).isEqualTo(1);
      assertThat(
              deployment(client)
                  .getSpec()
                  .getTemplate()
                  .getSpec()
                  .getContainers()
                  .getFirst()
                  .getEnv())
          .anyMatch(variable -> variable.getName().equals("AERIE_REGION_TOKEN"))
          .anyMatch(
              variable ->
                  variable.getName().equals("AERIE_STORAGE_CREDENTIALS_SECRET")
                      && variable.getValue().equals("bucket-keys"))
          .anyMatch(variable -> "pods=20,requests.cpu=8".equals(variable.getValue()));
      assertThat(
              client.configMaps().inNamespace(NAMESPACE).withName("aerie-operator-dashboard").get())
          .isNotNull();

      helm(kubernetes, "uninstall", "aerie");
      assertThat(client.apps().deployments().inNamespace(NAMESPACE).list().getItems()).isEmpty();
      assertThat(mayPatchClusters(client, NAMESPACE)).isFalse();
      // Definitions stay, and with them everybody's clusters.
      assertThat(client.apiextensions().v1().customResourceDefinitions().list().getItems())
          .extracting(definition -> definition.getSpec().getNames().getKind())
          .contains("VectorCluster", "VectorClusterClass", "VectorBackup", "VectorBackupSchedule")
          .contains("VectorRestore");
    }
  }

  /** From the chart of the last release, by the very commands that the page tells. */
  @Test
  void upgradesFromTheLastReleaseAsThePageSays(@TempDir Path temporary) throws Exception {
    Path folder = Files.createTempDirectory("aerie-helm-test-");
    try (KubeProcess kubernetes = KubeProcess.start(folder);
        KubernetesClient client = kubernetes.admin()) {
      helm(kubernetes, "install", "aerie", lastRelease(temporary), "--create-namespace");
      assertThat(definition(client, "vectorrestores")).isNull();

      Matcher commands = COMMANDS.matcher(Files.readString(PAGE));
      assertThat(commands.find()).isTrue();
      kubernetes.kubectl(words(commands.group(1)));
      Helm.run(0, words(commands.group(2) + " --kubeconfig " + kubernetes.kubeconfig()));

      assertThat(definition(client, "vectorrestores")).isNotNull();
      assertThat(Serialization.asYaml(definition(client, "vectorclusters").getSpec()))
          .contains("idleSuspendAfter");
    }
  }

  /** The chart with the definitions that were released. */
  private static String lastRelease(Path temporary) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(CHART), FileVisitOption.FOLLOW_LINKS)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        copy(file, temporary.resolve(Path.of(CHART).relativize(file)));
      }
    }
    try (Stream<Path> all = Files.list(temporary.resolve("crds"))) {
      for (Path file : all.toList()) {
        Files.delete(file);
      }
    }
    try (Stream<Path> released = Files.list(RELEASED)) {
      for (Path file : released.toList()) {
        copy(file, temporary.resolve("crds").resolve(file.getFileName()));
      }
    }
    return temporary.toString();
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    Files.copy(from, to);
  }

  private static String[] words(String command) {
    return command
        .replaceAll(" (crds|deploy)/", " ../$1/")
        .replace("aerie-system", NAMESPACE)
        .strip()
        .split("\\s+");
  }

  private static CustomResourceDefinition definition(KubernetesClient client, String plural) {
    return client
        .apiextensions()
        .v1()
        .customResourceDefinitions()
        .withName(plural + ".aerie.dev")
        .get();
  }

  private static void helm(KubeProcess kubernetes, String verb, String... more) throws Exception {
    String[] arguments = new String[more.length + 5];
    arguments[0] = verb;
    arguments[1] = "--kubeconfig";
    arguments[2] = kubernetes.kubeconfig().toString();
    arguments[3] = "-n";
    arguments[4] = NAMESPACE;
    System.arraycopy(more, 0, arguments, 5, more.length);
    Helm.run(0, arguments);
  }

  private static int classes(KubernetesClient client) {
    return client.resources(VectorClusterClass.class).list().getItems().size();
  }

  private static Deployment deployment(KubernetesClient client) {
    return client.apps().deployments().inNamespace(NAMESPACE).withName("aerie-operator").get();
  }

  private static boolean mayPatchClusters(KubernetesClient client, String namespace) {
    var review =
        new SubjectAccessReviewBuilder()
            .withNewSpec()
            .withUser("system:serviceaccount:%s:aerie-operator".formatted(namespace))
            .withNewResourceAttributes()
            .withGroup("aerie.dev")
            .withResource("vectorclusters")
            .withVerb("patch")
            .endResourceAttributes()
            .endSpec()
            .build();
    return client
        .authorization()
        .v1()
        .subjectAccessReview()
        .create(review)
        .getStatus()
        .getAllowed();
  }
}
