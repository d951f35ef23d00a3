package dev.aerie.operator.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.crds.Access;
import dev.aerie.crds.Autoscaling;
import dev.aerie.crds.AutoscalingMode;
import dev.aerie.crds.Bootstrap;
import dev.aerie.crds.Encryption;
import dev.aerie.crds.Exposure;
import dev.aerie.crds.MaintenanceWindow;
import dev.aerie.crds.Marks;
import dev.aerie.crds.Tier;
import dev.aerie.crds.VectorClusterSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the control plane wants of a cluster comes into its spec. */
class AgentOptionsTest extends AgentTest {

  @Test
  void asksForANewStartOfThePodsAndSaysThatItCan() {
    controlPlane.want(document("cls_again", 1, false, KEY));
    await().atMost(DEADLINE).until(() -> phases("cls_again", 1).contains("Ready"));
    assertThat(controlPlane.reports().getLast().at("/region/features").valueStream())
        .extracting(JsonNode::asText)
        .contains("key-scopes", "restart");
    assertThat(annotations("cls-again")).doesNotContainKey(Marks.RESTARTED_AT);

    controlPlane.want(
        document("cls_again", 2, false, KEY).replace("RETAIN\"", "RETAIN\", \"restarts\": 1"));

    await()
        .atMost(DEADLINE)
        .until(() -> annotations("cls-again").get(Marks.RESTARTED_AT), "restart-1"::equals);
    controlPlane.want(document("cls_again", 3, true, ""));
    await().atMost(DEADLINE).until(() -> isGone("cls_again"));
  }

  @Test
  void namesTheKeyOfObjectsAndSaysThatItCan() {
    controlPlane.want(encrypted(1, false, KEY));
    await().atMost(DEADLINE).until(() -> !phases("cls_secret", 1).isEmpty());

    assertThat(cluster("cls-secret").orElseThrow().getSpec().storage().encrypted())
        .contains(
            new Encryption(
                "",
                new Encryption.Vault("https://vault.example:8200", "books", "", "vault-token"),
                null,
                null,
                null));
    assertThat(controlPlane.reports().getLast().at("/region/features").valueStream())
        .extracting(JsonNode::asText)
        .contains("encryption");
    controlPlane.want(encrypted(2, true, ""));
    await().atMost(DEADLINE).until(() -> isGone("cls_secret"));
  }

  @Test
  void carriesOptionsAndSaysThatItCan() {
    controlPlane.want(
        document("cls_options", 1, false, KEY)
            .replace(
                "RETAIN\"",
                """
                RETAIN", "exposure": "CLUSTER_IP", "idleSuspendAfter": "45m", "tiering": {"default": "cold"}, "allowedCidrs": ["192.0.2.0/24"], "tlsSecretRef": null,
                "maintenanceWindow": {"schedule": "0 3 * * 0", "duration": "2h", "timeZone": null},
                "autoscaling": {"mode": "AUTO", "units": {"min": 1, "max": 4}, "replicas": {"min": 1, "max": 2},
                  "target": {"memoryPercent": 75, "storagePercent": null, "busyPercent": null, "p99Milliseconds": null},
                  "schedules": [{"schedule": "0 8 * * 1-5", "duration": "9h", "timeZone": "Europe/Berlin",
                    "minUnits": 2, "minReplicas": null}], "cooldown": null}"""));
    await().atMost(DEADLINE).until(() -> !phases("cls_options", 1).isEmpty());

    VectorClusterSpec spec = cluster("cls-options").orElseThrow().getSpec();
    assertThat(spec.access())
        .isEqualTo(new Access(Exposure.CLUSTER_IP, List.of("192.0.2.0/24"), ""));
    assertThat(spec.idleSuspendAfter()).isEqualTo("45m");
    assertThat(spec.defaultTier()).isEqualTo(Tier.COLD);
    assertThat(spec.window()).contains(new MaintenanceWindow("0 3 * * 0", "2h", "UTC"));
    Autoscaling scaler = spec.scaler().orElseThrow();
    assertThat(scaler.mode()).isEqualTo(AutoscalingMode.AUTO);
    assertThat(scaler.target().memoryPercent()).isEqualTo(75);
    assertThat(scaler.schedules().getFirst().minUnits()).isEqualTo(2);
    assertThat(scaler.cooldown()).isEqualTo("30m");
    JsonNode region = controlPlane.reports().getLast().path("region");
    assertThat(region.path("features").valueStream().map(JsonNode::asText))
        .contains("cluster-options", "idle-suspend", "tiering");
    assertThat(region.path("classes").valueStream())
        .filteredOn(one -> one.path("name").asText().equals("tiny"))
        .allSatisfy(one -> assertThat(one.at("/versions/0").asText()).isEqualTo("dev"));

    controlPlane.want(document("cls_options", 2, false, KEY));
    await()
        .atMost(DEADLINE)
        .until(() -> cluster("cls-options").orElseThrow().getSpec().scaler().isEmpty());
    assertThat(cluster("cls-options").orElseThrow().getSpec().access()).isEqualTo(Access.DEFAULT);
    assertThat(cluster("cls-options").orElseThrow().getSpec().tiering()).isNull();
    controlPlane.want(document("cls_options", 3, true, ""));
    await().atMost(DEADLINE).until(() -> isGone("cls_options"));
  }

  @Test
  void aClusterBeginsWithWhatTheDocumentSays() {
    controlPlane.want(
        document("cls_begun", 1, false, KEY)
            .replace(
                "RETAIN\"",
                """
                RETAIN", "bootstrap": {"branchOf": {"clusterId": "cls_parent", "at": "2026-03-04T05:06:07Z"},
                "collections": [{"name": "orders", "newName": "orders_before"}]}"""));

    await().atMost(DEADLINE).until(() -> cluster("cls-begun").isPresent());
    Bootstrap origin = cluster("cls-begun").orElseThrow().getSpec().origin().orElseThrow();
    assertThat(origin.branch())
        .contains(new Bootstrap.BranchOf("cls-parent", "2026-03-04T05:06:07Z"));
    assertThat(origin.collections())
        .containsExactly(new Bootstrap.TakenCollection("default", "orders", "orders_before"));
    await()
        .atMost(DEADLINE)
        .until(
            () ->
                statuses("cls_begun").stream()
                    .anyMatch(one -> one.path("reason").asText().equals("BootstrapSourceMissing")));
    controlPlane.want(document("cls_begun", 2, true, ""));
  }

  @Test
  void saysThatItDoesNotKnowAnEngine() {
    controlPlane.want(
        document("cls_odd", 1, false, KEY).replace("RETAIN\"", "RETAIN\", \"engine\": \"oracle\""));

    await().atMost(DEADLINE).until(() -> phases("cls_odd", 1).contains("Degraded"));
    assertThat(statuses("cls_odd").getLast().path("message").asText()).contains("not oracle");
  }

  private static String encrypted(long generation, boolean deleted, String keys) {
    return document("cls_secret", generation, deleted, keys)
        .replace(
            "RETAIN\"",
            """
            RETAIN", "encryption": {"vault": {"address": "https://vault.example:8200", "key": "books", "tokenRef": "vault-token"}}""");
  }

  private Map<String, String> annotations(String name) {
    return cluster(name).orElseThrow().getMetadata().getAnnotations();
  }
}
