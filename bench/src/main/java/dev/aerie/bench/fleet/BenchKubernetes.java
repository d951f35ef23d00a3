package dev.aerie.bench.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.flowcontrol.v1.FlowSchema;
import io.fabric8.kubernetes.api.model.flowcontrol.v1.FlowSchemaBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** An API server with its controllers and no node of its own, in a folder. */
final class BenchKubernetes implements AutoCloseable {

  /** Under this name the API server counts the operator's calls. */
  static final String SCHEMA = "aerie-operator";

  private static final String OPERATOR = "system:serviceaccount:aerie-system:aerie-operator";
  private static final String CONTROLLERS = "kube-controller-manager";
  private static final String SCHEDULER = "kube-scheduler";
  private static final int GRACE_SECONDS = 40;

  private final String binary;
  private final Path folder;
  private final Process process;
  private final List<Process> quick = new ArrayList<>();
  private final KubernetesClient admin;

  BenchKubernetes(Path binary, Path folder) throws IOException {
    this.binary = binary.toString();
    this.folder = folder;
    process =
        new ProcessBuilder(this.binary, "cluster", "--dir", folder.toString())
            .redirectErrorStream(true)
            .start();
    awaitReady();
    admin =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(folder.resolve("kubeconfig").toFile()))
            .build();
  }

  KubernetesClient admin() {
    return admin;
  }

  /** Applies all manifests of a folder, definitions of types before their objects. */
  void apply(Path manifests) throws IOException {
    try (Stream<Path> files = Files.list(manifests)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".yaml")).sorted().toList()) {
        try (var stream = Files.newInputStream(file)) {
          admin.load(stream).serverSideApply();
        }
      }
    }
  }

  /** The API server counts the operator's calls apart from all others. */
  void countTheOperatorsCalls() {
    FlowSchema schema =
        new FlowSchemaBuilder()
            .withNewMetadata()
            .withName(SCHEMA)
            .endMetadata()
            .withNewSpec()
            .withMatchingPrecedence(500)
            .withNewPriorityLevelConfiguration("workload-high")
            .addNewRule()
            .addNewSubject()
            .withKind("User")
            .withNewUser(OPERATOR)
            .endSubject()
            .addNewResourceRule()
            .withApiGroups("*")
            .withResources("*")
            .withVerbs("*")
            .withNamespaces("*")
            .withClusterScope(true)
            .endResourceRule()
            .addNewNonResourceRule()
            .withVerbs("*")
            .withNonResourceURLs("*")
            .endNonResourceRule()
            .endRule()
            .endSpec()
            .build();
    admin.resource(schema).serverSideApply();
  }

  /** A kubeconfig with the operator's rights and no more. */
  Path operatorKubeconfig() throws IOException, InterruptedException {
    Path file = folder.resolve("operator.kubeconfig");
    Process made =
        new ProcessBuilder(
                binary,
                "kubeconfig",
                "--dir",
                folder.toString(),
                "--user",
                OPERATOR,
                "--group",
                "system:serviceaccounts",
                "--out",
                file.toString())
            .inheritIO()
            .start();
    if (made.waitFor() != 0) {
      throw new IOException("no kubeconfig for " + OPERATOR);
    }
    return file;
  }

  /**
   * Starts the controllers and the scheduler anew without their limits of 20 and 50 calls a second,
   * which clusters of this size raise too: else they are what is measured.
   */
  void unthrottle() throws IOException, InterruptedException {
    for (JsonNode part : new ObjectMapper().readTree(folder.resolve("parts.json").toFile())) {
      String name = part.get("name").asText();
      if (List.of(CONTROLLERS, SCHEDULER).contains(name)) {
        restart(ProcessHandle.of(part.get("pid").asLong()).orElseThrow(), name);
      }
    }
  }

  private void restart(ProcessHandle part, String name) throws IOException, InterruptedException {
    String line = Files.readString(Path.of("/proc/%d/cmdline".formatted(part.pid())));
    List<String> command = new ArrayList<>(List.of(line.split("\0")));
    command.addAll(List.of("--kube-api-qps=1000", "--kube-api-burst=2000"));
    part.destroy();
    part.onExit().join();
    quick.add(
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("logs/" + name + "-quick.log").toFile())
            .start());
  }

  /** What the API server says of itself. */
  Samples metrics() {
    return new Samples(admin.raw("/metrics"));
  }

  @Override
  public void close() throws IOException, InterruptedException {
    admin.close();
    quick.forEach(Process::destroy);
    process.destroy();
    if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }

  private void awaitReady() throws IOException {
    var reader = process.inputReader(StandardCharsets.UTF_8);
    StringBuilder said = new StringBuilder();
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      said.append(line).append('\n');
      if (line.startsWith("ready in ")) {
        Thread.ofVirtual().start(() -> reader.lines().forEach(ignored -> {}));
        return;
      }
    }
    throw new IOException("Kubernetes did not start: " + said);
  }
}
