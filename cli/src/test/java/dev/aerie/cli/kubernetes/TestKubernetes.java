package dev.aerie.cli.kubernetes;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real API server for all tests of the JVM, without a node. */
public final class TestKubernetes {

  private static TestKubernetes shared;

  private final Path folder;
  private final Process process;

  private TestKubernetes() throws IOException {
    folder = Files.createTempDirectory("aerie-cli-test-");
    process =
        new ProcessBuilder(binary(), "cluster", "--dir", folder.toString())
            .redirectErrorStream(true)
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
    BufferedReader said = process.inputReader();
    String line = said.readLine();
    while (line != null && !line.startsWith("ready in ")) {
      line = said.readLine();
    }
    Thread.ofVirtual().start(() -> said.lines().forEach(ignored -> {}));
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

  /** The administrator's. */
  public Path kubeconfig() {
    return folder.resolve("kubeconfig");
  }

  /** Where it answers, with a certificate that nobody else trusts. */
  public String address() throws IOException {
    return Files.readAllLines(kubeconfig()).stream()
        .filter(line -> line.contains("server: "))
        .map(line -> line.replaceAll(".*server: ", "").strip())
        .findFirst()
        .orElseThrow();
  }

  /** One of somebody without any rights. */
  public Path kubeconfigOfNobody() throws IOException, InterruptedException {
    Path file = folder.resolve("nobody.kubeconfig");
    List<String> command =
        List.of(
            binary(),
            "kubeconfig",
            "--dir",
            folder.toString(),
            "--user",
            "nobody",
            "--out",
            file.toString());
    if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
      throw new IOException("no kubeconfig");
    }
    return file;
  }

  /** The words that start kubectl with a kubeconfig. */
  public static List<String> kubectl(Path kubeconfig) {
    return List.of(binary(), "kubectl", "--kubeconfig", kubeconfig.toString());
  }

  private static String binary() {
    return Optional.ofNullable(System.getenv("AERIE_KUBE_BINARY"))
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "AERIE_KUBE_BINARY is not set: name the binary built from local/kube, or run"
                        + " ./aerie test java, which builds it."));
  }

  private void stop() {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
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
