package dev.aerie.operator.support;

import dev.aerie.operator.lifecycle.ClusterOperator;
import dev.aerie.operator.lifecycle.OperatorSettings;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A real Kubernetes for all tests of the JVM, with a node, and the operator at work in it. */
public final class TestKubernetes {

  private static final String OPERATOR = "system:serviceaccount:aerie-system:aerie-operator";
  private static final String SCRIPT = "fake_data_plane.py";
  private static final List<Path> DEFINITIONS =
      List.of(
          Path.of("../crds/src/main/kubernetes/vectorclusters.aerie.dev.yaml"),
          Path.of("../crds/src/main/kubernetes/vectorclusterclasses.aerie.dev.yaml"),
          Path.of("../crds/src/main/kubernetes/vectorbackups.aerie.dev.yaml"),
          Path.of("../crds/src/main/kubernetes/vectorbackupschedules.aerie.dev.yaml"));
  private static final List<Path> OBJECTS =
      List.of(
          Path.of("src/main/kubernetes/rbac.yaml"), Path.of("src/test/resources/tiny-class.yaml"));

  private static TestKubernetes shared;

  private final Path folder;
  private final Process process;
  private final KubernetesClient admin;
  private final KubernetesClient operatorClient;
  private final StatusTap statusTap = new StatusTap();
  private ClusterOperator operator;

  private TestKubernetes() throws IOException, InterruptedException {
    folder = Files.createTempDirectory("aerie-operator-test-");
    process = start();
    Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
    admin = client(folder.resolve("kube/kubeconfig"), new StatusTap());
    for (Path manifest : DEFINITIONS) {
      apply(manifest);
    }
    for (String definition :
        List.of(
            "vectorclusters", "vectorclusterclasses", "vectorbackups", "vectorbackupschedules")) {
      admin
          .apiextensions()
          .v1()
          .customResourceDefinitions()
          .withName(definition + ".aerie.dev")
          .waitUntilCondition(TestKubernetes::isEstablished, 30, TimeUnit.SECONDS);
    }
    for (Path manifest : OBJECTS) {
      apply(manifest);
    }
    operatorClient = client(kubeconfig(), statusTap);
    startOperator();
  }

  /** The one of this JVM. */
  public static synchronized TestKubernetes shared() {
    if (shared == null) {
      try {
        shared = new TestKubernetes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    return shared;
  }

  /** A client that may do everything. */
  public KubernetesClient admin() {
    return admin;
  }

  /** A client that may do what the operator may. */
  public KubernetesClient asOperator() {
    return operatorClient;
  }

  /** Where a test comes in between while the operator writes a status. */
  public StatusTap statusTap() {
    return statusTap;
  }

  /** Says anew which images the node knows: the data plane's and others that behave like it. */
  public void provideImages(String... names) throws IOException {
    String command = "{\"command\": [\"python3\", \"%s\"]}".formatted(folder.resolve(SCRIPT));
    String entries =
        Stream.concat(Stream.of("aerie/data-plane"), Stream.of(names))
            .map(name -> "\"%s\": %s".formatted(name, command))
            .collect(Collectors.joining(", "));
    Path fresh = folder.resolve("images.new");
    Files.writeString(fresh, "{\"images\": {%s}}".formatted(entries));
    Files.move(fresh, folder.resolve("images.json"), StandardCopyOption.ATOMIC_MOVE);
  }

  /** A folder for storage. */
  public Path folder() {
    return folder;
  }

  /** Starts the operator anew, as an upgrade does. */
  public void startOperator() {
    stopOperator();
    operator = operator("alone", Optional.empty(), new SimpleMeterRegistry(), 3);
    operator.start();
  }

  /** An operator that is not started yet. */
  public ClusterOperator operator(
      String identity, Optional<String> leaseNamespace, MeterRegistry meters, int mostChanging) {
    return new ClusterOperator(
        operatorClient,
        Clock.systemUTC(),
        new OperatorSettings("127.0.0.1", 4, mostChanging, leaseNamespace, identity),
        meters,
        () -> {},
        () -> {});
  }

  /** Stops the operator. */
  public void stopOperator() {
    Optional.ofNullable(operator).ifPresent(ClusterOperator::close);
    operator = null;
  }

  private void apply(Path manifest) throws IOException {
    try (var stream = Files.newInputStream(manifest)) {
      admin.load(stream).serverSideApply();
    }
  }

  private Process start() throws IOException, InterruptedException {
    for (String script : List.of(SCRIPT, "fake_jobs.py")) {
      try (var stream = TestKubernetes.class.getResourceAsStream("/" + script)) {
        Files.copy(stream, folder.resolve(script));
      }
    }
    provideImages();
    Process process =
        new ProcessBuilder(
                binary(),
                "cluster",
                "--dir",
                folder.resolve("kube").toString(),
                "--node",
                "--images",
                folder.resolve("images.json").toString())
            .redirectErrorStream(true)
            .start();
    awaitReady(process);
    return process;
  }

  private static void awaitReady(Process process) throws IOException {
    var reader = process.inputReader(StandardCharsets.UTF_8);
    StringBuilder said = new StringBuilder();
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      said.append(line).append('\n');
      if (line.startsWith("ready in ")) {
        Thread.ofVirtual().start(() -> reader.lines().forEach(ignored -> {}));
        return;
      }
    }
    throw new IllegalStateException("Kubernetes did not start: " + said);
  }

  private Path kubeconfig() throws IOException, InterruptedException {
    Path file = folder.resolve("operator.kubeconfig");
    Process signing =
        new ProcessBuilder(
                binary(),
                "kubeconfig",
                "--dir",
                folder.resolve("kube").toString(),
                "--user",
                OPERATOR,
                "--group",
                "system:serviceaccounts",
                "--out",
                file.toString())
            .inheritIO()
            .start();
    if (signing.waitFor() != 0) {
      throw new IllegalStateException("no kubeconfig for " + OPERATOR);
    }
    return file;
  }

  private static String binary() {
    return Optional.ofNullable(System.getProperty("AERIE_KUBE_BINARY"))
        .or(() -> Optional.ofNullable(System.getenv("AERIE_KUBE_BINARY")))
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "AERIE_KUBE_BINARY is not set: name the binary built from local/kube, or run"
                        + " ./aerie test operator, which builds it."));
  }

  private static KubernetesClient client(Path kubeconfig, StatusTap tap) {
    return new KubernetesClientBuilder()
        .withHttpClientBuilderConsumer(http -> http.addOrReplaceInterceptor("tap", tap))
        .withConfig(Config.fromKubeconfig(kubeconfig.toFile()))
        .build();
  }

  private static boolean isEstablished(
      io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition definition) {
    return definition != null
        && definition.getStatus() != null
        && definition.getStatus().getConditions().stream()
            .anyMatch(
                each -> each.getType().equals("Established") && each.getStatus().equals("True"));
  }

  private void stop() {
    try {
      stopOperator();
      process.destroy();
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
