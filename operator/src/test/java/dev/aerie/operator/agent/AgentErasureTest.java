package dev.aerie.operator.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aerie.crds.Marks;
import dev.aerie.crds.VectorBackup;
import dev.aerie.crds.VectorCluster;
import dev.aerie.operator.support.TestKubernetes;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What was kept of clusters that went long ago is removed, and nothing else is. */
class AgentErasureTest extends AgentTest {

  private static final Path STORAGE = TestKubernetes.shared().folder().resolve("agent");
  private static final String GONE = "cls_00000000000000000000000001";

  @Test
  void objectsOfAClusterThatIsGoneAreRemovedAndNoOthers() throws IOException {
    Path data = kept(GONE);
    Path longer = kept(GONE + "0");
    Path other = kept("cls_00000000000000000000000002");

    controlPlane.erase(erasure(GONE));

    await().atMost(DEADLINE).until(() -> told("erasures", GONE, "erased").contains("true"));
    assertThat(data).doesNotExist();
    assertThat(longer.resolve("object")).exists();
    assertThat(other.resolve("object")).exists();
    assertThat(made(GONE)).isNull();
    assertThat(statuses(GONE)).isEmpty();
  }

  /** An agent that was killed meanwhile knows nothing of what it has begun. */
  @Test
  void anErasureGoesOnWithTheNextAgentAndTakesBackupsAlong() throws IOException {
    String id = "cls_00000000000000000000000003";
    controlPlane.want(
        listing(
            document(id, 1, false, KEY),
            "\"backups\": [{\"name\": \"bak-erased\", \"wish\": \"MAKE\"}], \"backupSchedules\": []"));
    await().atMost(DEADLINE).until(() -> phases(id, 1).contains("Ready"));
    await().atMost(DEADLINE).until(() -> told("backups", id, "phase").contains("Ready"));
    controlPlane.want(document(id, 2, true, ""));
    await().atMost(DEADLINE).until(() -> isGone(id));
    assertThat(STORAGE.resolve(id)).exists();
    agent.close();

    controlPlane.erase(erasure(id));
    startAgent();

    await().atMost(DEADLINE).until(() -> told("erasures", id, "erased").contains("true"));
    assertThat(STORAGE.resolve(id)).doesNotExist();
    await()
        .atMost(DEADLINE)
        .until(
            () ->
                client
                        .resources(VectorBackup.class)
                        .inNamespace(NAMESPACE)
                        .withName("bak-erased")
                        .get()
                    == null);
  }

  @Test
  void aClusterThatIsThereKeepsWhatItHas() {
    String id = "cls_00000000000000000000000004";
    controlPlane.want(document(id, 3, false, KEY));
    await().atMost(DEADLINE).until(() -> phases(id, 3).contains("Ready"));

    controlPlane.erase(erasure(id));

    await().atMost(DEADLINE).until(() -> !told("erasures", id, "reason").isEmpty());
    assertThat(told("erasures", id, "reason").getFirst()).contains("is there");
    assertThat(told("erasures", id, "erased")).doesNotContain("true");
    assertThat(made(id).getMetadata().getDeletionTimestamp()).isNull();
    assertThat(STORAGE.resolve(id)).exists();
    controlPlane.want(document(id, 4, true, ""));
    await().atMost(DEADLINE).until(() -> isGone(id));
  }

  @Test
  void aTextThatIsNoIdNamesNoStorage() throws IOException {
    Path other = kept("cls_00000000000000000000000005");

    controlPlane.erase(erasure("cls_") + ", " + erasure("..") + ", " + erasure(""));

    for (String wrong : new String[] {"cls_", "..", ""}) {
      await().atMost(DEADLINE).until(() -> !told("erasures", wrong, "reason").isEmpty());
      assertThat(told("erasures", wrong, "reason").getFirst()).contains("no id");
    }
    assertThat(other.resolve("object")).exists();
  }

  @Test
  void aRegionTellsThatItErases() {
    await().atMost(DEADLINE).until(() -> !controlPlane.reports().isEmpty());

    assertThat(controlPlane.reports().getFirst().at("/region/features").valueStream())
        .anyMatch(feature -> feature.asText().equals("erasure"));
  }

  private static String erasure(String id) {
    return document(id, 2, true, "")
        .replace("\"RETAIN\"", "\"DELETE\"")
        .replace("\"suspend\": false", "\"suspend\": true");
  }

  private static Path kept(String id) throws IOException {
    Path folder = Files.createDirectories(STORAGE.resolve(id));
    Files.writeString(folder.resolve("object"), "kept");
    return folder;
  }

  private HasMetadata made(String id) {
    return client
        .resources(VectorCluster.class)
        .inNamespace(NAMESPACE)
        .withLabel(Marks.CLUSTER, id)
        .list()
        .getItems()
        .stream()
        .findFirst()
        .orElse(null);
  }
}
