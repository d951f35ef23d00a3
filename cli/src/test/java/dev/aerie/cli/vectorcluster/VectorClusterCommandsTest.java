package dev.aerie.cli.vectorcluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.cli.AerieCli;
import dev.aerie.cli.kubernetes.TestKubernetes;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The verbs against a real API server; what the operator makes of it is tested with it. */
class VectorClusterCommandsTest {

  private static final List<String> KUBECTL =
      TestKubernetes.kubectl(TestKubernetes.shared().kubeconfig());

  @BeforeAll
  static void define() throws Exception {
    kubectl("", "apply", "--server-side", "-f", "../crds/src/main/kubernetes");
    kubectl("", "wait", "--for=condition=Established", "crd", "--all", "--timeout=60s");
    kubectl("", "create", "namespace", "shop");
  }

  @Test
  void explainsAClusterThatNobodyHasLookedAt() throws Exception {
    create("new", "{}");

    assertThat(said(0, "explain", "new"))
        .contains("shop/new is not looked at yet; is an operator running?");
  }

  @Test
  void explainsWhatIsWrongAndWhatToDo() throws Exception {
    create("broken", "{}");
    status(
        "broken",
        """
        {"phase": "Degraded", "observedGeneration": 0, "readyReplicas": 1, "version": "1",
         "endpoint": "http://127.0.0.1:30001",
         "roll": {"state": "RollStopped", "updated": 1, "total": 2, "explanation": "Take it back."},
         "scaling": {"units": 2, "replicas": 2, "reason": "OnTarget", "explanation": "memory 40 %",
                     "changedAt": ""},
         "idle": {"state": "Quiet", "explanation": "No call since noon."},
         "conditions": [{"type": "Degraded", "status": "True", "reason": "ImagePullFailed",
             "message": "broken-0: no such image", "lastTransitionTime": "2026-01-01T00:00:00Z"}]}
        """);
    kubectl(
        """
        {"apiVersion": "events.k8s.io/v1", "kind": "Event", "metadata": {"name": "one"},
         "eventTime": "2026-01-01T00:00:00.000000Z", "reportingController": "aerie.dev/operator",
         "reportingInstance": "a", "action": "Reconcile", "type": "Warning", "reason": "Rolling",
         "note": "broken-0 is restarted.",
         "regarding": {"kind": "VectorCluster", "name": "broken", "namespace": "shop"}}
        """,
        "create",
        "-n",
        "shop",
        "-f",
        "-");

    assertThat(said(0, "explain", "broken"))
        .contains(
            "shop/broken is Degraded: 1 of 2 pods ready, version 1, http://127.0.0.1:30001",
            "Degraded is True since 2026-01-01T00:00:00Z, ImagePullFailed: broken-0: no such image",
            "What to do: correct spec.version or the class's image",
            "The newest spec has not been looked at yet.",
            "RollStopped, 1 of 2 pods have the newest spec. Take it back.",
            "autoscaler: 2 units, 2 replicas; OnTarget: memory 40 %",
            "sleep: Quiet: No call since noon.",
            "2026-01-01T00:00:00Z Rolling: broken-0 is restarted.");
  }

  @Test
  void pausesAndLetsGoOn() throws Exception {
    create("held", "{}");

    assertThat(said(0, "pause", "held")).contains("until unpause");
    assertThat(annotations("held")).contains("\"aerie.dev/paused\":\"true\"");
    assertThat(said(0, "explain", "held")).contains("It is paused");

    assertThat(said(0, "unpause", "held")).contains("begins");
    assertThat(annotations("held")).doesNotContain("aerie.dev/paused");
  }

  @Test
  void promotesOnlyWhatACanaryHasStoppedAt() throws Exception {
    create("plain", "{}");
    create("bird", "{\"aerie.dev/canary\": \"true\"}");
    status("bird", "{\"roll\": {\"state\": \"Rolling\", \"explanation\": \"bird-0\"}}");

    assertThat(said(1, "promote", "plain")).contains("is no canary");
    assertThat(said(1, "promote", "bird")).contains("has not stopped, it is Rolling");

    status("bird", "{\"roll\": {\"state\": \"RollStopped\", \"explanation\": \"Take it back.\"}}");
    assertThat(said(0, "explain", "bird")).contains("Change (canary)");
    assertThat(said(0, "promote", "bird")).contains("no canary any more", "Take it back.");
    assertThat(kubectl("", "get", "vc", "bird", "-n", "shop", "-o", "jsonpath={.metadata.labels}"))
        .doesNotContain("canary");
  }

  @Test
  void looksOverAllClustersAndTellsTheWorstFirst() throws Exception {
    kubectl("", "create", "namespace", "fleet");
    create("fleet", "a-well", "{}");
    create("fleet", "b-queued", "{}");
    create("fleet", "c-sick", "{}");
    create("fleet", "d-unseen", "{}");
    status("fleet", "a-well", "{\"phase\": \"Ready\", \"readyReplicas\": 2, \"version\": \"1\"}");
    status(
        "fleet",
        "b-queued",
        """
        {"phase": "Updating", "readyReplicas": 2, "version": "1",
         "roll": {"state": "Queued", "updated": 0, "total": 2, "explanation": "Others come first."}}
        """);
    status(
        "fleet",
        "c-sick",
        """
        {"phase": "Degraded", "readyReplicas": 1, "conditions": [{"type": "Degraded", "status": "True",
          "reason": "NodeLost", "message": "Bring the node back.", "lastTransitionTime": "2026-01-01T00:00:00Z"}]}
        """);

    List<String> lines = run(0, "status", "-n", "fleet").lines().toList();
    assertThat(lines.getFirst()).startsWith("NAMESPACE  NAME");
    assertThat(lines.get(1))
        .contains("c-sick", "Degraded", "1/2", "NodeLost: Bring the node back.");
    assertThat(lines.get(2))
        .contains("b-queued", "Updating", "2/2", "Queued", "Others come first.");
    assertThat(lines.get(3)).contains("d-unseen", "Unseen", "0/2", "No operator has looked at it");
    assertThat(lines.get(4)).contains("a-well", "Ready", "2/2", "Settled");
    assertThat(lines.getLast())
        .isEqualTo("4 clusters: 1 Degraded, 1 Ready, 1 Unseen, 1 Updating. Changes: 1 Queued.");

    assertThat(kubectl("", "get", "vc", "-n", "fleet", "-o", "wide"))
        .containsPattern("(?m)^b-queued +Updating .*Queued .*Others come first\\.");

    assertThat(run(0, "status", "-n", "fleet", "-o", "json"))
        .contains("\"name\"", "c-sick")
        .doesNotContain("4 clusters");
    assertThat(run(0, "status")).contains("c-sick");
    assertThat(run(0, "status", "-n", "none")).contains("There are no VectorClusters.");
  }

  @Test
  void saysThatAClusterIsMissing() {
    assertThat(said(1, "explain", "nowhere")).contains("nowhere", "NotFound");
  }

  /** As {@code kubectl} finds it, with the command line beside it. */
  @Test
  void thePluginHasTheseVerbs(@TempDir Path folder) throws Exception {
    Path plugin = folder.resolve("kubectl-aerie");
    Files.copy(Path.of("../deploy/kubectl-aerie"), plugin, StandardCopyOption.COPY_ATTRIBUTES);
    Path aerie = Files.writeString(folder.resolve("aerie"), "#!/bin/sh\necho \"$0: $*\"\n");
    assertThat(aerie.toFile().setExecutable(true)).isTrue();

    Process process =
        new ProcessBuilder(plugin.toString(), "explain", "books", "-n", "shop").start();

    assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo(aerie.toRealPath() + ": vc explain books -n shop\n");
  }

  @Test
  void everyReasonOfTheDocumentationHasItsRemedy() throws Exception {
    List<String> reasons =
        Pattern.compile("(?m)^\\| `([A-Z]\\w+)` \\|")
            .matcher(Files.readString(Path.of("../docs/operations/debug.md")))
            .results()
            .map(row -> row.group(1))
            .toList();

    assertThat(reasons).hasSizeGreaterThan(10);
    assertThat(reasons).noneMatch(reason -> Remedy.of(reason).startsWith("see docs"));
  }

  private static String said(int code, String verb, String name) {
    return run(code, verb, name, "-n", "shop");
  }

  private static String run(int code, String... words) {
    StringWriter out = new StringWriter();
    CommandLine cli = AerieCli.commandLine();
    cli.setOut(new PrintWriter(out));
    cli.setErr(new PrintWriter(out));
    List<String> all = new ArrayList<>(List.of("vc"));
    all.addAll(List.of(words));
    all.addAll(List.of("--kubectl", String.join(" ", KUBECTL)));
    assertThat(cli.execute(all.toArray(String[]::new))).as(out.toString()).isEqualTo(code);
    return out.toString();
  }

  private static void create(String name, String labels) throws Exception {
    create("shop", name, labels);
  }

  private static void create(String namespace, String name, String labels) throws Exception {
    kubectl(
        """
        {"apiVersion": "aerie.dev/v1alpha1", "kind": "VectorCluster",
         "metadata": {"name": "%s", "labels": %s},
         "spec": {"compute": {"units": 2, "replicas": 2}, "storage": {"uri": "s3://b/%s"}}}
        """
            .formatted(name, labels, name),
        "create",
        "-n",
        namespace,
        "-f",
        "-");
  }

  private static void status(String name, String status) throws Exception {
    status("shop", name, status);
  }

  private static void status(String namespace, String name, String status) throws Exception {
    kubectl(
        "",
        "patch",
        "vc",
        name,
        "-n",
        namespace,
        "--subresource=status",
        "--type=merge",
        "-p",
        "{\"status\": %s}".formatted(status));
  }

  private static String annotations(String name) throws Exception {
    return kubectl("", "get", "vc", name, "-n", "shop", "-o", "jsonpath={.metadata.annotations}");
  }

  private static String kubectl(String input, String... arguments) throws Exception {
    List<String> words = new ArrayList<>(KUBECTL);
    words.addAll(List.of(arguments));
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
