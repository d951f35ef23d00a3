package dev.aerie.operator.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.operator.support.KubeProcess;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The control plane installed, upgraded and removed by the very commands that the pages tell. */
@EnabledIfEnvironmentVariable(named = Helm.BINARY, matches = ".+")
class ControlPlaneInstallTest {

  private static final String NAMESPACE = "aerie";
  private static final Path UPGRADE = Path.of("../docs/operations/upgrade.md");
  private static final Pattern SECRETS =
      Pattern.compile("(?m)^    (kubectl create namespace .*\\n    kubectl (?:.*\\\\\\n)*.*)$");
  private static final Pattern INSTALL = Pattern.compile("(?m)^    helm (install .*)$");
  private static final Pattern UPDATE =
      Pattern.compile("(?m)^    helm (upgrade aerie-control-plane .*)$");
  private static final Pattern UNINSTALL = Pattern.compile("`helm (uninstall [^`]+)`");

  @Test
  void installsUpgradesAndRemovesAsThePagesSay() throws Exception {
    Path folder = Files.createTempDirectory("aerie-helm-test-");
    String page = Files.readString(ControlPlaneChart.PAGE);
    try (KubeProcess kubernetes = KubeProcess.start(folder);
        KubernetesClient client = kubernetes.admin()) {
      makeSecrets(kubernetes, page, folder);
      helm(kubernetes, found(INSTALL, page));
      assertThat(deployment(client).getSpec().getStrategy().getType()).isEqualTo("RollingUpdate");
      everySecretItNamesIsThere(client);

      helm(kubernetes, found(UPDATE, Files.readString(UPGRADE)));
      assertThat(deployment(client).getSpec().getStrategy().getType()).isEqualTo("Recreate");
      helm(kubernetes, found(UPDATE, Files.readString(UPGRADE)).replaceAll(" --set .*", ""));
      assertThat(deployment(client).getSpec().getStrategy().getType()).isEqualTo("RollingUpdate");

      helm(kubernetes, found(UNINSTALL, page));
      assertThat(client.apps().deployments().inNamespace(NAMESPACE).list().getItems()).isEmpty();
      assertThat(client.secrets().inNamespace(NAMESPACE).withName("aerie-control-plane").get())
          .isNotNull();
    }
  }

  private static void makeSecrets(KubeProcess kubernetes, String page, Path folder)
      throws Exception {
    Files.writeString(folder.resolve("client-secret"), "of-the-client\n");
    String kubectl = "kubectl() { '%s' kubectl \"$@\"; }\n".formatted(KubeProcess.binary());
    var shell =
        new ProcessBuilder("bash", "-euc", kubectl + found(SECRETS, page))
            .directory(folder.toFile());
    shell.environment().put("KUBECONFIG", kubernetes.kubeconfig().toString());
    Process process = shell.inheritIO().start();
    assertThat(process.waitFor()).isZero();
  }

  /** Of each variable that comes from a Secret, the entry has something in it. */
  private static void everySecretItNamesIsThere(KubernetesClient client) {
    assertThat(
            deployment(client)
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst()
                .getEnv())
        .filteredOn(variable -> variable.getValueFrom() != null)
        .extracting(variable -> variable.getValueFrom().getSecretKeyRef())
        .hasSize(5)
        .allSatisfy(
            entry -> {
              Secret secret =
                  client.secrets().inNamespace(NAMESPACE).withName(entry.getName()).get();
              assertThat(Map.copyOf(secret.getData())).containsKey(entry.getKey());
              assertThat(secret.getData().get(entry.getKey())).isNotEmpty();
            });
  }

  private static void helm(KubeProcess kubernetes, String command) throws Exception {
    List<String> words =
        new ArrayList<>(
            List.of(
                command
                    .replace("deploy/helm/", "../deploy/helm/")
                    .replace("control-plane.yaml", ControlPlaneChart.ofThePage().toString())
                    .strip()
                    .split("\\s+")));
    words.addAll(List.of("--kubeconfig", kubernetes.kubeconfig().toString()));
    Helm.run(0, words.toArray(String[]::new));
  }

  private static String found(Pattern pattern, String page) {
    Matcher matcher = pattern.matcher(page);
    assertThat(matcher.find()).as(pattern.pattern()).isTrue();
    return matcher.group(1);
  }

  private static Deployment deployment(KubernetesClient client) {
    return client.apps().deployments().inNamespace(NAMESPACE).withName("aerie-control-plane").get();
  }
}
