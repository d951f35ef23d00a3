package dev.aerie.operator.agent;

import static org.awaitility.Awaitility.await;

import dev.aerie.operator.support.LogCapture;
import dev.aerie.operator.support.TestKubernetes;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People learn from the log what their Secret lacks, whenever they make it. */
class LackingCredentialsTest {

  private static final Secret INCOMPLETE =
      new SecretBuilder()
          .withNewMetadata()
          .withName("half-keys")
          .withNamespace("aerie-system")
          .endMetadata()
          .withStringData(Map.of("accessKey", "AKIAHALF"))
          .build();

  @TempDir private Path folder;

  @Test
  void aSecretThatIsMadeIncompleteAfterTheStartIsToldOf() {
    KubernetesClient client = TestKubernetes.shared().admin();
    try (LogCapture log = new LogCapture(StorageCredentials.class);
        StorageCredentials credentials = new StorageCredentials(client, settings(), () -> {})) {
      credentials.start();
      await().atMost(AgentTest.DEADLINE).until(() -> says(log, "lacks accessKey and secretKey"));

      client.resource(INCOMPLETE).create();

      await().atMost(AgentTest.DEADLINE).until(() -> says(log, "lacks secretKey"));
    } finally {
      client.resource(INCOMPLETE).delete();
    }
  }

  private static boolean says(LogCapture log, String text) {
    return log.messages().stream().anyMatch(message -> message.contains(text));
  }

  private AgentSettings settings() {
    return new AgentSettings(
        URI.create("http://127.0.0.1:1"),
        "half",
        "token",
        "aerie-system",
        Duration.ofDays(7),
        "file:///nowhere",
        "half-keys",
        folder,
        Map.of(),
        false);
  }
}
