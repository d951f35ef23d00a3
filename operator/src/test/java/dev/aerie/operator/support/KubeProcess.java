package dev.aerie.operator.support;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A Kubernetes of its own, in a folder, as a process. Closing it ends both. */
public final class KubeProcess implements AutoCloseable {

  private final Path folder;
  private final Process process;

  private KubeProcess(Path folder, Process process) {
    this.folder = folder;
    this.process = process;
  }

  /**
   * Starts one, and returns when it is ready.
   *
   * @param folder an existing one
   * @param options of {@code aerie-kube cluster}
   */
  public static KubeProcess start(Path folder, String... options) {
    List<String> command =
        new ArrayList<>(List.of(binary(), "cluster", "--dir", folder.resolve("kube").toString()));
    command.addAll(List.of(options));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      awaitReady(process);
      return new KubeProcess(folder, process);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The administrator's kubeconfig. */
  public Path kubeconfig() {
    return folder.resolve("kube/kubeconfig");
  }

  /** A kubeconfig of another user. */
  public Path kubeconfig(String user, String group) {
    Path file = folder.resolve(user.replaceAll(".*:", "") + ".kubeconfig");
    try {
      Process signing =
          new ProcessBuilder(
                  binary(),
                  "kubeconfig",
                  "--dir",
                  folder.resolve("kube").toString(),
                  "--user",
                  user,
                  "--group",
                  group,
                  "--out",
                  file.toString())
              .inheritIO()
              .start();
      if (signing.waitFor() != 0) {
        throw new IllegalStateException("no kubeconfig for " + user);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return file;
  }

  /** A client that may do everything. */
  public KubernetesClient admin() {
    return new KubernetesClientBuilder()
        .withConfig(Config.fromKubeconfig(kubeconfig().toFile()))
        .build();
  }

  /** What kubectl says, in the administrator's name. */
  public String kubectl(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of(binary(), "kubectl", "--kubeconfig", kubeconfig().toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(said);
    }
    return said;
  }

  @Override
  public void close() {
    process.destroy();
    try {
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

  /** The embedded Kubernetes, which is kubectl too. */
  public static String binary() {
    return Optional.ofNullable(System.getProperty("AERIE_KUBE_BINARY"))
        .or(() -> Optional.ofNullable(System.getenv("AERIE_KUBE_BINARY")))
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "AERIE_KUBE_BINARY is not set: name the binary built from local/kube, or run"
                        + " ./aerie test operator, which builds it."));
  }
}
