package dev.aerie.operator.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.crds.VectorCluster;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What Kubernetes does not take is told, and keeps nothing else waiting. */
class UndeliveredTest extends AgentTest {

  private static final String ENDING = "aerie-prj-ending";

  /** Nothing can be made in a namespace that ends until the last object in it has gone. */
  @Test
  void aClusterWhoseNamespaceEndsIsToldAndComesOnceItCan() {
    ConfigMap holding = namespaceThatEnds();
    String stuck = document("cls_stuck", 1, false, KEY).replace("prj_1", "prj_ending");

    long revision = controlPlane.want(stuck + ", " + document("cls_free", 1, false, KEY));

    await().atMost(DEADLINE).until(() -> reasons("cls_stuck").contains("ApplyRefused"));
    assertThat(statuses("cls_stuck").getLast().path("message").asText())
        .contains("being terminated");
    await().atMost(DEADLINE).until(() -> controlPlane.lastAsked() == revision);
    await().atMost(DEADLINE).until(() -> phases("cls_free", 1).contains("Ready"));

    client
        .resource(holding)
        .edit(
            map ->
                new ConfigMapBuilder(map)
                    .editMetadata()
                    .withFinalizers(List.of())
                    .endMetadata()
                    .build());
    await().atMost(DEADLINE).until(() -> phases("cls_stuck", 1).contains("Ready"));
    controlPlane.want(
        stuck.replace("\"deleted\": false", "\"deleted\": true")
            + ", "
            + document("cls_free", 2, true, ""));
    await().atMost(DEADLINE).until(() -> isGone("cls_stuck") && isGone("cls_free"));
  }

  /** Its policy of deletion can't be written with the rest, so nothing is deleted. */
  @Test
  void aClusterThatEndsWithAWordTheAgentDoesNotKnowStaysAndIsToldOf() {
    controlPlane.want(document("cls_word", 1, false, KEY));
    await().atMost(DEADLINE).until(() -> phases("cls_word", 1).contains("Ready"));
    String odd =
        document("cls_word", 2, true, KEY)
            .replace("RETAIN\"", "RETAIN\", \"exposure\": \"TUNNEL\"");

    controlPlane.want(odd);

    await().atMost(DEADLINE).until(() -> reasons("cls_word").contains("ApplyRefused"));
    assertThat(statuses("cls_word").getLast().path("message").asText()).contains("not TUNNEL");
    assertThat(cluster("cls-word").map(VectorCluster::getMetadata))
        .hasValueSatisfying(there -> assertThat(there.getDeletionTimestamp()).isNull());
    controlPlane.want(document("cls_word", 3, true, KEY));
    await().atMost(DEADLINE).until(() -> isGone("cls_word"));
  }

  private List<String> reasons(String id) {
    return statuses(id).stream()
        .map(status -> status.path("reason"))
        .filter(Objects::nonNull)
        .map(JsonNode::asText)
        .toList();
  }

  /** Returns what keeps the namespace from ending. */
  private ConfigMap namespaceThatEnds() {
    client
        .resource(new NamespaceBuilder().withNewMetadata().withName(ENDING).endMetadata().build())
        .create();
    ConfigMap holding =
        client
            .resource(
                new ConfigMapBuilder()
                    .withNewMetadata()
                    .withName("holding")
                    .withNamespace(ENDING)
                    .withFinalizers("aerie.dev/test")
                    .endMetadata()
                    .build())
            .create();
    client.namespaces().withName(ENDING).delete();
    await()
        .atMost(DEADLINE)
        .until(
            () ->
                client
                    .namespaces()
                    .withName(ENDING)
                    .get()
                    .getStatus()
                    .getPhase()
                    .equals("Terminating"));
    return holding;
  }
}
