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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A real Kubernetes for all tests of the JVM, with a node, and the operator at work in it. */
public final class TestKubernetes {

  static final String OPERATOR = "system:serviceaccount:aerie-system:aerie-operator";
  private static final String GROUP = "system:serviceaccounts";
  private static final List<Path> DEFINITIONS =
      List.of(
          Path.of("../crds/src/main/kubernetes/vectorclusters.aerie.dev.yaml"),
          Path.of("../crds/src/main/kubernetes/vectorclusterclasses.aerie.dev.yaml"),
          Path.of("../crds/src/main/kubernetes/vectorbackups.aerie.dev.yaml"),
          Path.of("../crds/src/main/kubernetes/vectorbackupschedules.aerie.dev.yaml"),
          Path.of("../crds/src/main/kubernetes/vectorrestores.aerie.dev.yaml"));
  private static final List<Path> OBJECTS =
      List.of(
          Path.of("src/main/kubernetes/rbac.yaml"), Path.of("src/test/resources/tiny-class.yaml"));

  private static TestKubernetes shared;

  private final Path folder;
  private final KubeProcess process;
  private final KubernetesClient admin;
  private final KubernetesClient operatorClient;
  private final StatusTap statusTap = new StatusTap();
  private final HeldWatch watch = new HeldWatch();
  private final ShiftableClock clock = new ShiftableClock();
  private MeterRegistry meters = new SimpleMeterRegistry();
  private ClusterOperator operator;

  private TestKubernetes() throws IOException {
    folder = Files.createTempDirectory("aerie-operator-test-");
    process = start();
    Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
    admin = client(process.kubeconfig());
    DEFINITIONS.forEach(file -> Definitions.install(admin, file));
    for (Path manifest : OBJECTS) {
      apply(manifest);
    }
    operatorClient =
        new KubernetesClientBuilder()
            .withHttpClientBuilderConsumer(
                http ->
                    http.addOrReplaceInterceptor("tap", statusTap)
                        .addOrReplaceInterceptor("watch", watch))
            .withConfig(Config.fromKubeconfig(process.kubeconfig(OPERATOR, GROUP).toFile()))
            .build();
    startOperator();
  }

  /** The one of this JVM. */
  public static synchronized TestKubernetes shared() {
    if (shared == null) {
      try {
        shared = new TestKubernetes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
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

  /** The operator's watch of clusters. */
  public HeldWatch watch() {
    return watch;
  }

  /** The operator's clock. */
  public ShiftableClock clock() {
    return clock;
  }

  /** A client that may do what somebody may, given by full name. */
  public KubernetesClient as(String user) {
    return client(process.kubeconfig(user, GROUP));
  }

  /** Where a test comes in between while the operator writes a status. */
  public StatusTap statusTap() {
    return statusTap;
  }

  /** Says anew which images the node knows: the data plane's and others that behave like it. */
  public void provideImages(String... names) throws IOException {
    FakeImages.write(folder, names);
  }

  /** A folder for storage. */
  public Path folder() {
    return folder;
  }

  /** Starts the operator anew, as an upgrade does. */
  public void startOperator() {
    stopOperator();
    meters = new SimpleMeterRegistry();
    operator = operator("alone", Optional.empty(), meters, 3);
    operator.start();
  }

  /** What the operator has counted since it was started. */
  public double counted(String counter) {
    return meters.get(counter).counter().count();
  }

  /** An operator that is not started yet. */
  public ClusterOperator operator(
      String identity, Optional<String> leaseNamespace, MeterRegistry meters, int mostChanging) {
    return new ClusterOperator(
        operatorClient,
        clock,
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

  private KubeProcess start() throws IOException {
    provideImages();
    return KubeProcess.start(
        folder, "--node", "--images", folder.resolve("images.json").toString());
  }

  private static KubernetesClient client(Path kubeconfig) {
    return new KubernetesClientBuilder()
        .withConfig(Config.fromKubeconfig(kubeconfig.toFile()))
        .build();
  }

  private void stop() {
    stopOperator();
    process.close();
  }
}
