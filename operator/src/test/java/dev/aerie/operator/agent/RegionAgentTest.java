package dev.aerie.operator.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.crds.VectorCluster;
import io.fabric8.kubernetes.api.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A cluster comes, is brought back, and goes, as the control plane wants it. */
class RegionAgentTest extends AgentTest {

  @Test
  void carriesAClusterThroughItsLife() {
    controlPlane.want(document("cls_life", 1, false, KEY));
    await().atMost(DEADLINE).until(() -> phases("cls_life", 1).contains("Ready"));
    assertThat(namespaceLabel("pod-security.kubernetes.io/enforce")).isEqualTo("restricted");
    assertThat(keys("cls-life"))
        .contains("\"sha256\":\"ab12ef56ab12ef56\"")
        .doesNotContain("scopes");
    await().atMost(DEADLINE).until(() -> told("events", "cls_life", "reason").contains("Ready"));

    controlPlane.want(document("cls_life", 1, false, NARROW_KEY));
    await()
        .atMost(DEADLINE)
        .until(
            () ->
                keys("cls-life")
                    .contains(
                        "\"scopes\":[{\"database\":\"shop\",\"collection\":\"goods\",\"access\":\"READ\"},"
                            + "{\"database\":\"logs\",\"access\":\"READ_WRITE\"}],"
                            + "\"ipAllowlist\":[\"10.0.0.0/8\"]"));

    controlPlane.want(document("cls_life", 1, false, ""));
    await().atMost(DEADLINE).until(() -> keys("cls-life").equals("{\"keys\":[]}"));

    controlPlane.want(document("cls_life", 2, true, ""));
    await().atMost(DEADLINE).until(() -> isGone("cls_life"));
    assertThat(cluster("cls-life")).isEmpty();
    assertThat(secret("cls-life")).isEmpty();
    assertThat(usageOf("cls_life")).isNotEmpty();
  }

  /**
   * As the page of regions writes a bucket: its region and endpoint are said behind a question
   * mark.
   */
  @Test
  void eachClusterHasAFolderOfABucketThatIsNamedWithItsRegion() {
    agent.close();
    startAgent(controlPlane.url(), "s3://bucket/clusters?region=eu-central-1", false);
    controlPlane.want(document("cls_far", 1, false, KEY));

    await().atMost(DEADLINE).until(() -> cluster("cls-far").isPresent());

    assertThat(cluster("cls-far").orElseThrow().getSpec().storage().uri())
        .isEqualTo("s3://bucket/clusters/cls_far?region=eu-central-1");
    controlPlane.want(document("cls_far", 2, true, KEY));
    await().atMost(DEADLINE).until(() -> isGone("cls_far"));
  }

  @Test
  void bringsBackAClusterThatSomebodyDeletes() {
    controlPlane.want(document("cls_back", 1, false, KEY));
    VectorCluster first =
        await()
            .atMost(DEADLINE)
            .until(() -> cluster("cls-back"), Optional::isPresent)
            .orElseThrow();

    client.resource(first).delete();

    await()
        .atMost(DEADLINE)
        .until(
            () ->
                cluster("cls-back")
                    .filter(now -> !now.getMetadata().getUid().equals(first.getMetadata().getUid()))
                    .isPresent());
    controlPlane.want(document("cls_back", 2, true, ""));
    await().atMost(DEADLINE).until(() -> isGone("cls_back"));
  }

  private List<JsonNode> usageOf(String id) {
    return of("usage", id);
  }

  private Optional<Secret> secret(String name) {
    return Optional.ofNullable(
        client.secrets().inNamespace(NAMESPACE).withName(name + "-keys").get());
  }

  private String keys(String name) {
    byte[] file = Base64.getDecoder().decode(secret(name).orElseThrow().getData().get("keys.json"));
    return new String(file, StandardCharsets.UTF_8);
  }

  private String namespaceLabel(String label) {
    return client.namespaces().withName(NAMESPACE).get().getMetadata().getLabels().get(label);
  }
}
