package dev.aerie.operator.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.aerie.crds.Access;
import dev.aerie.crds.Autoscaling;
import dev.aerie.crds.AutoscalingMode;
import dev.aerie.crds.Bootstrap;
import dev.aerie.crds.Encryption;
import dev.aerie.crds.Exposure;
import dev.aerie.crds.MaintenanceWindow;
import dev.aerie.crds.Marks;
import dev.aerie.crds.Retention;
import dev.aerie.crds.Tier;
import dev.aerie.crds.VectorBackup;
import dev.aerie.crds.VectorBackupSchedule;
import dev.aerie.crds.VectorBackupScheduleSpec;
import dev.aerie.crds.VectorCluster;
import dev.aerie.crds.VectorClusterSpec;
import dev.aerie.crds.VectorRestore;
import dev.aerie.crds.VectorRestoreSpec;
import dev.aerie.operator.support.TestKubernetes;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegionAgentTest {

  private static final Duration DEADLINE = Duration.ofSeconds(40);
  private static final String NAMESPACE = "aerie-prj-1";
  private static final String KEY =
      "{\"id\": \"key_1\", \"sha256\": \"ab12\", \"role\": \"DATA_ADMIN\", \"expiresAt\": null}";

  private static final String NARROW_KEY =
      """
      {"id": "key_2", "sha256": "cd34", "role": "DATA_OPERATOR", "scopes": [
          {"database": "shop", "collection": "goods", "access": "READ"},
          {"database": "logs", "access": "READ_WRITE"}], "ipAllowlist": ["10.0.0.0/8"]}""";

  private static final String NIGHTLY =
      """
      {"name": "bsc-1", "schedule": "0 3 * * *", "timeZone": "Europe/Berlin", "suspend": false, "keepCount": 14,
       "keepAge": "720h", "verify": false}""";

  @TempDir private Path folder;
  private Path state;
  private KubernetesClient client;
  private FakeControlPlane controlPlane;
  private RegionAgent agent;

  @BeforeEach
  void start() throws IOException {
    client = TestKubernetes.shared().admin();
    state = folder.resolve("state");
    controlPlane = new FakeControlPlane();
    startAgent();
  }

  @AfterEach
  void stop() {
    agent.close();
    controlPlane.close();
  }

  @Test
  void carriesAClusterThroughItsLife() {
    controlPlane.want(document("cls_life", 1, false, KEY));
    await().atMost(DEADLINE).until(() -> phases("cls_life", 1).contains("Ready"));
    assertThat(namespaceLabel("pod-security.kubernetes.io/enforce")).isEqualTo("restricted");
    assertThat(keys("cls-life")).contains("\"sha256\":\"ab12\"").doesNotContain("scopes");
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
  void tellsWhatPodsMeasureAndCountFromItsStartOn() throws IOException {
    controlPlane.want(document("cls_measured", 1, false, KEY));
    await().atMost(DEADLINE).until(() -> phases("cls_measured", 1).contains("Ready"));
    Files.writeString(
        TestKubernetes.shared().folder().resolve("agent/cls_measured/key-uses"),
        """
        {"instance": "process", "uses": [{"key": "key_1", "hour": "2026-01-01T12:00:00Z", "calls": 7, "refused": 2,
          "firstAt": "2026-01-01T12:00:01Z", "lastAt": "2026-01-01T12:59:00Z"}]}""");
    agent.close();
    startAgent();

    await()
        .atMost(DEADLINE)
        .until(
            () ->
                told("metrics", "cls_measured", "figures").stream()
                    .anyMatch(figures -> figures.contains("\"ready_replicas\":1.0")));
    await().atMost(DEADLINE).until(() -> !of("keyUses", "cls_measured").isEmpty());
    JsonNode use = of("keyUses", "cls_measured").getFirst();
    assertThat(use.path("keyId").asText()).isEqualTo("key_1");
    assertThat(use.path("instance").asText()).isEqualTo("process");
    assertThat(use.path("calls").asLong()).isEqualTo(7);
    assertThat(use.path("refused").asLong()).isEqualTo(2);
    assertThat(use.path("lastAt").asText()).isEqualTo("2026-01-01T12:59:00Z");
    controlPlane.want(document("cls_measured", 2, true, ""));
    await().atMost(DEADLINE).until(() -> isGone("cls_measured"));
  }

  /** A field of all that was told of a cluster in a list of the reports. */
  private List<String> told(String list, String cluster, String field) {
    return controlPlane.reports().stream()
        .flatMap(report -> StreamSupport.stream(report.path(list).spliterator(), false))
        .filter(each -> each.path("clusterId").asText().equals(cluster))
        .map(
            each ->
                each.path(field).isTextual()
                    ? each.path(field).asText()
                    : each.path(field).toString())
        .toList();
  }

  @Test
  void numbersBatchesOneByOneOverAnOutageAndARestart() {
    controlPlane.want(document("cls_out", 1, false, KEY));
    await().atMost(DEADLINE).until(() -> phases("cls_out", 1).contains("Ready"));

    controlPlane.setOut(true);
    int before = controlPlane.reports().size();
    client.resource(cluster("cls-out").orElseThrow()).delete();
    await().atMost(DEADLINE).until(() -> controlPlane.reports().size() > before + 1);
    agent.close();
    startAgent();
    controlPlane.setOut(false);
    controlPlane.want(document("cls_out", 2, true, ""));
    await().atMost(DEADLINE).until(() -> isGone("cls_out"));

    List<Long> batches =
        controlPlane.reports().stream().map(report -> report.get("batch").asLong()).toList();
    assertThat(batches).isSorted();
    assertThat(batches.stream().distinct().toList())
        .isEqualTo(java.util.stream.LongStream.rangeClosed(1, batches.getLast()).boxed().toList());
    assertThat(controlPlane.reports().stream().map(report -> report.get("agentId")).distinct())
        .hasSize(1);
  }

  @Test
  void aReportThatIsNeverTakenIsSetAsideAndTheNextGoOn() {
    controlPlane.refuseNextReport();
    controlPlane.want(document("cls_refused", 1, false, KEY));

    await().atMost(DEADLINE).until(() -> phases("cls_refused", 1).contains("Ready"));
    assertThat(state.resolve("refused-1.json")).isRegularFile();
    controlPlane.want(document("cls_refused", 2, true, ""));
    await().atMost(DEADLINE).until(() -> isGone("cls_refused"));
  }

  @Test
  void goesOnWhenItsStateCouldNotBeWrittenForAWhile() throws IOException {
    controlPlane.want(document("cls_full", 1, false, KEY));
    await().atMost(DEADLINE).until(() -> phases("cls_full", 1).contains("Ready"));
    Path moved = Files.move(state, state.resolveSibling("moved"));
    controlPlane.want(document("cls_full", 2, true, ""));
    await().atMost(DEADLINE).until(() -> cluster("cls-full").isEmpty());

    Files.move(moved, state);

    await().atMost(DEADLINE).until(() -> isGone("cls_full"));
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

  private static String encrypted(long generation, boolean deleted, String keys) {
    return document("cls_secret", generation, deleted, keys)
        .replace(
            "RETAIN\"",
            """
            RETAIN", "encryption": {"vault": {"address": "https://vault.example:8200", "key": "books", "tokenRef": "vault-token"}}""");
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
  void carriesBackupsAndTellsHowTheyAre() {
    controlPlane.want(
        backedUp(1, "{\"name\": \"bak-1\", \"verify\": false, \"wish\": \"MAKE\"}", NIGHTLY));
    await()
        .atMost(DEADLINE)
        .until(() -> last("backups", "bak-1").path("phase").asText(), "Ready"::equals);

    JsonNode made = last("backups", "bak-1");
    assertThat(made.path("clusterId").asText()).isEqualTo("cls_saved");
    assertThat(made.path("timestamp").asText()).isEqualTo("2026-03-04T05:06:07Z");
    assertThat(made.path("rows").asLong()).isEqualTo(10);
    assertThat(made.path("bytes").asLong()).isEqualTo(99);
    await()
        .atMost(DEADLINE)
        .until(() -> last("backupSchedules", "bsc-1").path("reason").asText(), "Waiting"::equals);
    VectorBackupScheduleSpec schedule = schedule("bsc-1").orElseThrow().getSpec();
    assertThat(schedule.timeZone()).isEqualTo("Europe/Berlin");
    assertThat(schedule.retention()).isEqualTo(new Retention(14, "720h"));
    assertThat(schedule.template().clusterRef()).isEqualTo("cls-saved");

    controlPlane.want(
        backedUp(
            1,
            "{\"name\": \"bak-1\", \"wish\": \"REMOVE\"}, {\"name\": \"bak-lost\", \"wish\": \"KEEP\"}",
            ""));
    await().atMost(DEADLINE).until(() -> last("backups", "bak-1").path("gone").asBoolean());
    await().atMost(DEADLINE).until(() -> last("backups", "bak-lost").path("gone").asBoolean());
    await().atMost(DEADLINE).until(() -> schedule("bsc-1").isEmpty());
    assertThat(client.resources(VectorBackup.class).inNamespace(NAMESPACE).withName("bak-1").get())
        .isNull();

    controlPlane.want(document("cls_saved", 2, true, ""));
    await().atMost(DEADLINE).until(() -> isGone("cls_saved"));
  }

  @Test
  void aDocumentThatKnowsNothingOfBackupsEndsNone() {
    controlPlane.want(backedUp(1, "", NIGHTLY));
    await().atMost(DEADLINE).until(() -> schedule("bsc-1").isPresent());

    controlPlane.want(document("cls_saved", 2, false, KEY));
    await().atMost(DEADLINE).until(() -> phases("cls_saved", 2).contains("Ready"));

    assertThat(schedule("bsc-1")).isPresent();
    controlPlane.want(document("cls_saved", 3, true, ""));
    await().atMost(DEADLINE).until(() -> isGone("cls_saved"));
    assertThat(schedule("bsc-1")).isEmpty();
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
  void carriesRestoresAndTellsHowTheyAre() {
    controlPlane.want(restored("{\"name\": \"bak-2\", \"verify\": false, \"wish\": \"MAKE\"}", ""));
    await()
        .atMost(DEADLINE)
        .until(() -> last("backups", "bak-2").path("phase").asText(), "Ready"::equals);
    String long51 = "rst-" + "x".repeat(47);
    controlPlane.want(
        restored(
            "{\"name\": \"bak-2\", \"wish\": \"KEEP\"}",
            """
            {"name": "rst-1", "backup": "bak-2", "collections": [{"name": "things", "newName": "again_under_this"}]},
            {"name": "%s", "backup": "bak-2"}"""
                .formatted(long51)));
    await()
        .atMost(DEADLINE)
        .until(() -> last("restores", "rst-1").path("phase").asText(), "Restored"::equals);

    JsonNode done = last("restores", "rst-1");
    assertThat(done.path("clusterId").asText()).isEqualTo("cls_again");
    assertThat(done.path("reason").asText()).isEqualTo("Restored");
    assertThat(done.path("timestamp").asText()).isEqualTo("2026-03-04T05:06:07Z");
    assertThat(done.path("collections").asInt()).isEqualTo(1);
    assertThat(done.path("rows").asLong()).isEqualTo(7);
    assertThat(restore("rst-1").orElseThrow().getSpec())
        .isEqualTo(
            new VectorRestoreSpec(
                "bak-2",
                List.of(new Bootstrap.TakenCollection("default", "things", "again_under_this"))));
    assertThat(features()).contains("restores");
    await()
        .atMost(DEADLINE)
        .until(() -> last("restores", long51).path("reason").asText(), "ApplyRefused"::equals);
    assertThat(controlPlane.reports().toString()).doesNotContain("again_under_this");

    controlPlane.want(document("cls_again", 2, false, KEY));
    await().atMost(DEADLINE).until(() -> phases("cls_again", 2).contains("Ready"));
    assertThat(restore("rst-1")).isPresent();
    controlPlane.want(restored("{\"name\": \"bak-2\", \"wish\": \"REMOVE\"}", ""));
    await().atMost(DEADLINE).until(() -> last("restores", "rst-1").path("gone").asBoolean());
    assertThat(restore("rst-1")).isEmpty();
    await().atMost(DEADLINE).until(() -> last("backups", "bak-2").path("gone").asBoolean());
    controlPlane.want(document("cls_again", 3, true, ""));
    await().atMost(DEADLINE).until(() -> isGone("cls_again"));
  }

  @Test
  void aClusterThatEndsTakesNothingBack() {
    controlPlane.want(
        listing(
            document("cls_ending", 1, false, KEY),
            "\"restores\": [{\"name\": \"rst-2\", \"backup\": \"bak-none\"}]"));
    await()
        .atMost(DEADLINE)
        .until(() -> last("restores", "rst-2").path("reason").asText(), "BackupMissing"::equals);
    assertThat(last("restores", "rst-2").path("phase").asText()).isEqualTo("Pending");

    controlPlane.want(document("cls_ending", 2, true, ""));

    await().atMost(DEADLINE).until(() -> isGone("cls_ending"));
    assertThat(restore("rst-2")).isEmpty();
  }

  private static String restored(String backups, String restores) {
    return listing(
        document("cls_again", 1, false, KEY),
        "\"backups\": [%s], \"restores\": [%s]".formatted(backups, restores));
  }

  private static String backedUp(long generation, String backups, String schedules) {
    return listing(
        document("cls_saved", generation, false, KEY),
        "\"backups\": [%s], \"backupSchedules\": [%s]".formatted(backups, schedules));
  }

  private static String listing(String document, String lists) {
    String text = document.strip();
    return text.substring(0, text.length() - 1) + ", " + lists + "}";
  }

  private Optional<VectorRestore> restore(String name) {
    return Optional.ofNullable(
        client.resources(VectorRestore.class).inNamespace(NAMESPACE).withName(name).get());
  }

  private JsonNode last(String list, String name) {
    return controlPlane.reports().stream()
        .flatMap(report -> report.path(list).valueStream())
        .filter(one -> one.path("name").asText().equals(name))
        .reduce((before, after) -> after)
        .orElse(MissingNode.getInstance());
  }

  private Optional<VectorBackupSchedule> schedule(String name) {
    return Optional.ofNullable(
        client.resources(VectorBackupSchedule.class).inNamespace(NAMESPACE).withName(name).get());
  }

  @Test
  void readsLogsWhereThatIsAllowed() {
    agent.close();
    startAgent(controlPlane.url(), true);
    controlPlane.want(document("cls_logs", 1, false, KEY));
    await().atMost(DEADLINE).until(() -> phases("cls_logs", 1).contains("Ready"));
    assertThat(features()).contains("logs");

    controlPlane.askForLogs(logs("one", ", \"tail\": 2"));
    JsonNode told =
        await().atMost(DEADLINE).until(() -> answer("one"), node -> !node.isMissingNode());
    assertThat(told.at("/pods/0/pod").asText()).isEqualTo("cls-logs-0");
    assertThat(told.at("/pods/0/lines").valueStream().map(JsonNode::asText))
        .hasSize(2)
        .last()
        .asString()
        .contains("serves");
    assertThat(told.at("/pods/0/truncated").asBoolean()).isFalse();

    controlPlane.askForLogs(logs("two", ", \"tail\": 9, \"pod\": \"cls-logs-7\""));
    await().atMost(DEADLINE).until(() -> !answer("two").isMissingNode());
    assertThat(answer("two").path("pods")).isEmpty();
    controlPlane.askForLogs(logs("three", ", \"tail\": 9, \"since\": \"2999-01-01T00:00:00Z\""));
    await().atMost(DEADLINE).until(() -> !answer("three").isMissingNode());
    assertThat(answer("three").at("/pods/0/lines")).isEmpty();
    controlPlane.want(document("cls_logs", 2, true, ""));
    await().atMost(DEADLINE).until(() -> isGone("cls_logs"));
  }

  @Test
  void keepsLogsToItselfUnlessToldOtherwise() {
    controlPlane.want(document("cls_quiet", 1, false, KEY));
    await().atMost(DEADLINE).until(() -> phases("cls_quiet", 1).contains("Ready"));
    assertThat(features()).doesNotContain("logs");

    controlPlane.askForLogs(logs("one", ", \"tail\": 2").replace("cls_logs", "cls_quiet"));
    controlPlane.want(document("cls_quiet", 2, true, ""));
    await().atMost(DEADLINE).until(() -> isGone("cls_quiet"));

    assertThat(controlPlane.logs()).isEmpty();
  }

  private static String logs(String id, String more) {
    return "{\"id\": \"%s\", \"projectId\": \"prj_1\", \"clusterId\": \"cls_logs\"%s}"
        .formatted(id, more);
  }

  private JsonNode answer(String request) {
    return controlPlane.logs().stream()
        .filter(answer -> answer.path("requestId").asText().equals(request))
        .findFirst()
        .orElse(MissingNode.getInstance());
  }

  private List<String> features() {
    return controlPlane
        .reports()
        .getLast()
        .at("/region/features")
        .valueStream()
        .map(JsonNode::asText)
        .toList();
  }

  @Test
  void saysThatItDoesNotKnowAnEngine() {
    controlPlane.want(
        document("cls_odd", 1, false, KEY).replace("RETAIN\"", "RETAIN\", \"engine\": \"oracle\""));

    await().atMost(DEADLINE).until(() -> phases("cls_odd", 1).contains("Degraded"));
    assertThat(statuses("cls_odd").getLast().path("message").asText()).contains("not oracle");
  }

  /** Every byte that leaves, while a cluster begins, breaks for want of a Secret, and ends. */
  @Test
  void sendsWhatTheReportForCustomersSaysAndNothingElse() throws IOException {
    agent.close();
    try (CuttingProxy recorder = new CuttingProxy(controlPlane.url())) {
      startAgent(recorder.url());
      controlPlane.want(document("cls_told", 1, false, KEY + "," + NARROW_KEY));
      await().atMost(DEADLINE).until(() -> phases("cls_told", 1).contains("Ready"));
      client.resource(secretOfThePeople()).serverSideApply();
      client
          .resources(VectorCluster.class)
          .inNamespace(NAMESPACE)
          .withName("cls-told")
          .patch(
              PatchContext.of(PatchType.JSON_MERGE),
              "{\"spec\": {\"storage\": {\"credentialsRef\": \"told-storage\"}}}");
      await().atMost(DEADLINE).until(() -> phases("cls_told", 1).contains("Degraded"));
      assertThat(statuses("cls_told"))
          .anySatisfy(
              status ->
                  assertThat(status.get("message").asText())
                      .contains("of 1 pods have the newest spec"));
      controlPlane.want(document("cls_told", 2, true, KEY));
      await().atMost(DEADLINE).until(() -> isGone("cls_told"));
      agent.close();

      List<String> allowed =
          Files.readAllLines(Path.of("../deploy/byoc/REPORT.md")).stream()
              .filter(line -> line.startsWith("- `"))
              .map(line -> line.substring(3, line.length() - 1))
              .toList();
      // Names of figures are keys of a map, and stand in the report as words.
      assertThat(
              controlPlane.reports().stream()
                  .flatMap(report -> leaves("", report))
                  .map(field -> field.replaceFirst("^(metrics\\.figures)\\..*", "$1"))
                  .distinct())
          .isNotEmpty()
          .isSubsetOf(allowed);
      String sent = recorder.requests();
      assertThat(sent).contains("cls_told", "POST /agent/v1/report", "GET /agent/v1/desired");
      assertThat(sent)
          .doesNotContain("ab12", "key_1", "cd34", "key_2", "shop", "goods", "10.0.0.0")
          .doesNotContain("AKIAPEOPLES", encoded("AKIAPEOPLES"), "peoples-secret")
          .doesNotContain(encoded("peoples-secret"), "\"mine\"");
      assertThat(
              Pattern.compile("(?m)^([A-Z]+ \\S+?)(\\?\\S*)? HTTP/1.1\\r?$")
                  .matcher(sent)
                  .results()
                  .map(line -> line.group(1))
                  .distinct())
          .isSubsetOf(
              "POST /agent/v1/enrol",
              "POST /agent/v1/key",
              "GET /agent/v1/desired",
              "POST /agent/v1/report");
      assertThat(controlPlane.otherCalls()).isEmpty();
    }
  }

  /** With a wrong entry, so that pods that need it do not start. */
  private static Secret secretOfThePeople() {
    return new SecretBuilder()
        .withNewMetadata()
        .withName("told-storage")
        .withNamespace(NAMESPACE)
        .endMetadata()
        .addToStringData("accessKey", "AKIAPEOPLES")
        .addToStringData("secret", "peoples-secret")
        .build();
  }

  private static String encoded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Stream<String> leaves(String path, JsonNode node) {
    if (node.isArray()) {
      return node.valueStream().flatMap(each -> leaves(path, each));
    }
    return node.isObject()
        ? node.properties().stream()
            .flatMap(
                field ->
                    leaves(
                        path.isEmpty() ? field.getKey() : path + "." + field.getKey(),
                        field.getValue()))
        : Stream.of(path);
  }

  private Map<String, String> annotations(String name) {
    return cluster(name).orElseThrow().getMetadata().getAnnotations();
  }

  private void startAgent() {
    startAgent(controlPlane.url());
  }

  private void startAgent(URI address) {
    startAgent(address, false);
  }

  private void startAgent(URI address, boolean logsMayLeave) {
    String storage = "file://" + TestKubernetes.shared().folder().resolve("agent");
    startAgent(address, storage, logsMayLeave);
  }

  private void startAgent(URI address, String storageBase, boolean logsMayLeave) {
    AgentSettings settings =
        new AgentSettings(
            address,
            "test",
            "token",
            "aerie-system",
            Duration.ofDays(7),
            storageBase,
            "",
            state,
            Map.of(),
            logsMayLeave);
    agent =
        new RegionAgent(
            TestKubernetes.shared().asOperator(), settings, "1.0-test", Clock.systemUTC());
    agent.start();
  }

  private static String document(String id, long generation, boolean deleted, String keys) {
    return """
        {"clusterId": "%s", "organizationId": "org_1", "projectId": "prj_1", "name": "mine",
         "generation": %d, "deleted": %b,
         "spec": {"class": "tiny", "version": null, "units": 1, "replicas": 1, "suspend": false,
                  "deletionPolicy": "RETAIN"},
         "keys": [%s]}
        """
        .formatted(id, generation, deleted, keys);
  }

  private List<String> phases(String id, long generation) {
    return statuses(id).stream()
        .filter(status -> status.get("generation").asLong() == generation)
        .map(status -> status.path("phase").asText())
        .toList();
  }

  private boolean isGone(String id) {
    return statuses(id).stream().anyMatch(status -> status.get("gone").asBoolean());
  }

  private List<JsonNode> statuses(String id) {
    return of("statuses", id);
  }

  private List<JsonNode> usageOf(String id) {
    return of("usage", id);
  }

  private List<JsonNode> of(String field, String id) {
    return controlPlane.reports().stream()
        .flatMap(report -> report.path(field).valueStream())
        .filter(each -> each.get("clusterId").asText().equals(id))
        .toList();
  }

  private Optional<VectorCluster> cluster(String name) {
    return Optional.ofNullable(
        client.resources(VectorCluster.class).inNamespace(NAMESPACE).withName(name).get());
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
