package dev.aerie.local.part;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.local.LauncherException;
import dev.aerie.local.build.JavaCommand;
import dev.aerie.local.build.KubeBinary;
import dev.aerie.local.build.Service;
import dev.aerie.local.home.Documents;
import dev.aerie.local.home.Home;
import dev.aerie.local.home.Ports;
import dev.aerie.local.home.Slot;
import dev.aerie.local.process.Command;
import dev.aerie.local.process.Daemon;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The embedded Kubernetes: one process that starts and watches etcd, API server, controllers,
 * scheduler and node.
 */
public final class Kube implements Part {
  public static final String NAME = "kube";
  private static final String OPERATOR = "system:serviceaccount:aerie-system:aerie-operator";
  private static final Duration GRACE = Duration.ofSeconds(40);
  private static final String DEFINITIONS = "crds/src/main/kubernetes";
  private static final String RIGHTS = "operator/src/main/kubernetes/rbac.yaml";
  private static final String CLASSES = "local/src/main/kubernetes";

  private final String name;
  private final Home home;
  private final Ports ports;
  private final KubeBinary binary;
  private final Daemon daemon;

  public Kube(Home home, Ports ports, KubeBinary binary) {
    this(home, ports, binary, NAME);
  }

  /** One of several, in a home of its own. */
  public Kube(Home home, Ports ports, KubeBinary binary, String name) {
    this.name = name;
    this.home = home;
    this.ports = ports;
    this.binary = binary;
    this.daemon = new Daemon(home, name);
  }

  @Override
  public List<String> ports() {
    return List.of(name);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void start() {
    writeImages();
    if (running().isEmpty()) {
      Slot slot = Slot.of(home);
      daemon.start(
          List.of(
              binary.get().toString(),
              "cluster",
              "--dir",
              folder().toString(),
              "--port",
              Integer.toString(ports.get(name)),
              "--node",
              "--node-port-range",
              slot.nodePorts(),
              "--pod-cidr",
              slot.podCidr(),
              "--images",
              images().toString()),
          Map.of());
    }
    daemon.await(PATIENCE, this::healthy);
    try {
      Files.copy(
          folder().resolve("kubeconfig"), home.kubeconfig(), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new LauncherException("the kubeconfig can't be copied: " + e, e);
    }
  }

  /** Applies the resource definitions, the operator's rights and the cluster classes. */
  public void applyManifests() {
    kubectl(home.kubeconfig())
        .and("wait", "--for=create", "namespace/default", "--timeout=30s")
        .output();
    apply(DEFINITIONS);
    kubectl(home.kubeconfig())
        .and("wait", "--for=condition=Established", "crd", "--all", "--timeout=30s")
        .output();
    apply(RIGHTS);
    apply(CLASSES);
  }

  private void apply(String manifests) {
    String path = home.root().resolve(manifests).toString();
    kubectl(home.kubeconfig())
        .and("apply", "--server-side", "--force-conflicts", "-f", path)
        .output();
  }

  /** Makes a kubeconfig with the operator's own rights and nothing more. */
  public Path operatorKubeconfig() {
    Path file = home.run().resolve("operator.kubeconfig");
    Command.of(
            binary.get().toString(), "kubeconfig", "--dir", folder().toString(), "--user", OPERATOR)
        .and("--group", "system:serviceaccounts", "--group", "system:serviceaccounts:aerie-system")
        .and("--out", file.toString())
        .output();
    return file;
  }

  /** {@code kubectl} with this kubeconfig; arguments are still to be added. */
  public Command kubectl(Path kubeconfig) {
    return Command.of(binary.get().toString(), "kubectl").with("KUBECONFIG", kubeconfig.toString());
  }

  private void writeImages() {
    JavaCommand java =
        new JavaCommand(
            Service.DATA_PLANE,
            home,
            List.of(
                "--add-modules",
                "jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-XX:MaxRAM={memoryBytes}",
                "-XX:MaxRAMPercentage=60",
                "-XX:MinHeapFreeRatio=10",
                "-XX:MaxHeapFreeRatio=30",
                "-XX:G1PeriodicGCInterval=60000",
                "-XX:TrimNativeHeapInterval=10000",
                "-XX:ActiveProcessorCount={cpus}"));
    Documents.write(
        images(),
        Map.of(
            "images",
            Map.of(
                "aerie/data-plane",
                Map.of(
                    "command",
                    java.using(),
                    "env",
                    Map.of("AERIE_HOST", "{podIP}", "AERIE_KUBERNETES_URL", address())))));
  }

  private Path images() {
    return home.run().resolve("images.json");
  }

  private Path folder() {
    return home.data().resolve(NAME);
  }

  /** The processes inside, as the supervisor tells. */
  public List<JsonNode> inside() {
    Path file = folder().resolve("parts.json");
    List<JsonNode> rows = new ArrayList<>();
    Documents.read(file, JsonNode.class).ifPresent(list -> list.forEach(rows::add));
    return rows;
  }

  @Override
  public void stop() {
    daemon.stop(GRACE);
  }

  @Override
  public Optional<ProcessHandle> running() {
    return daemon.running();
  }

  @Override
  public boolean healthy() {
    List<JsonNode> parts = inside();
    return running().isPresent()
        && parts.size() >= 5
        && parts.stream().allMatch(part -> part.path("healthy").asBoolean())
        && Probe.tcp(ports.get(name));
  }

  @Override
  public String address() {
    return "https://127.0.0.1:" + ports.get(name);
  }

  @Override
  public Path log() {
    return home.log(name);
  }
}
