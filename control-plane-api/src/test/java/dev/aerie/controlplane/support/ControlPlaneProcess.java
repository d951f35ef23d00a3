package dev.aerie.controlplane.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;

/** The packaged control plane as a process, which can be killed and started again. */
public final class ControlPlaneProcess implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(2);

  private final Path jar;
  private final Map<String, String> environment = new HashMap<>();
  private volatile CompletableFuture<Void> ready = new CompletableFuture<>();
  private Process process;

  /** Of this jar, with the configuration of {@link Surroundings}. */
  public ControlPlaneProcess(Path jar, Map<String, String> configuration) {
    this.jar = jar;
    configuration.forEach(
        (key, value) ->
            environment.put(key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"), value));
    int port = Ports.free();
    environment.put("AERIE_HTTP_PORT", Integer.toString(port));
    System.setProperty(Api.ADDRESS, "http://127.0.0.1:" + port);
    int management = Ports.free();
    environment.put("AERIE_MANAGEMENT_PORT", Integer.toString(management));
    System.setProperty(Api.MANAGEMENT_ADDRESS, "http://127.0.0.1:" + management);
  }

  /** Starts it and waits until it is ready. */
  public void start() {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var builder =
        new ProcessBuilder(java, "-Xmx512m", "-XX:TieredStopAtLevel=1", "-jar", jar.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.environment().putAll(environment);
    try {
      process = builder.start();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    Awaitility.await().dontCatchUncaughtExceptions().atMost(START).until(this::isReady);
    ready.complete(null);
  }

  /** Waits until it answers, if it is between being killed and started again. */
  public void awaitReady() {
    ready.join();
  }

  private boolean isReady() {
    if (!process.isAlive()) {
      throw new AssertionError("the control plane ended with " + process.exitValue());
    }
    try {
      // The management port is open a moment earlier.
      return Api.management("/q/health/ready").status() == 200
          && Api.anonymous().get("/v1/console-config").status() == 200;
    } catch (UncheckedIOException notYet) {
      return false;
    }
  }

  /** Kills it as {@code kill -9} does. */
  public void kill() {
    ready = new CompletableFuture<>();
    process.destroyForcibly();
    process.onExit().join();
  }

  @Override
  public void close() {
    System.clearProperty(Api.ADDRESS);
    System.clearProperty(Api.MANAGEMENT_ADDRESS);
    if (process != null) {
      kill();
    }
  }
}
