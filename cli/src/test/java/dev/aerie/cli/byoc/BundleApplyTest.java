package dev.aerie.cli.byoc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.cli.kubernetes.TestKubernetes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bundle on a real API server, by the very commands that the customer is told. */
class BundleApplyTest {

  private static final Pattern COMMAND =
      Pattern.compile("(?m)^    kubectl ((?:.*\\\\\\n)*.*(?:ours/|aerie-region).*)$");

  @TempDir private Path temporary;

  @Test
  void isTakenAsThePageSays() throws Exception {
    Path folder = temporary.resolve("ours");
    new Bundle(folder)
        .write(
            Map.of(
                "regionName", "ours-abc123",
                "controlPlaneUrl", "https://aerie.example.com",
                "storageBaseUri", "s3://bucket/clusters?region=eu-central-1",
                "storageCredentialsSecret", "",
                "image", "aerie/operator:0.1.0"),
            KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate());
    List<String> commands =
        COMMAND
            .matcher(Files.readString(Path.of("../docs/operations/regions.md")))
            .results()
            .map((MatchResult found) -> found.group(1).replace("\\\n", " "))
            .map(line -> line.replace("ours/", folder + "/").replaceAll("<[^>]*>", "one-time"))
            .toList();
    assertThat(commands).hasSize(3);

    for (String command : commands) {
      kubectl(command.strip().split("\\s+"));
    }

    assertThat(kubectl("get", "deployment", "aerie-operator", "-n", "aerie-system", "-o", "yaml"))
        .contains("type: Recreate", "value: ours-abc123", "path: /q/health/ready");
    assertThat(kubectl("get", "crd", "-o", "name"))
        .contains("vectorclusters.aerie.dev", "vectorclusterclasses.aerie.dev")
        .contains("vectorbackups.aerie.dev", "vectorbackupschedules.aerie.dev")
        .contains("vectorrestores.aerie.dev");
    String operator = "--as=system:serviceaccount:aerie-system:aerie-operator";
    assertThat(kubectl("auth", "can-i", "patch", "vectorclusters/status", "-A", operator))
        .isEqualTo("yes\n");
  }

  private static String kubectl(String... arguments) throws Exception {
    List<String> words =
        new ArrayList<>(TestKubernetes.kubectl(TestKubernetes.shared().kubeconfig()));
    words.addAll(List.of(arguments));
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
