package dev.aerie.javaclient;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** The packaged server over a folder of objects, ready when made. */
final class ServerProcess implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(60);

  private final int port;
  private final int managementPort;
  private final Path log;
  private final Process process;

  ServerProcess(Path folder) throws IOException {
    port = freePort();
    managementPort = freePort();
    log = folder.resolve("server.log");
    ProcessBuilder builder =
        new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "--add-modules",
            "jdk.incubator.vector",
            "--enable-native-access=ALL-UNNAMED",
            "-Xmx512m",
            "-jar",
            System.getProperty("aerie.server.jar"));
    builder
        .environment()
        .putAll(
            Map.of(
                "AERIE_HOST", "127.0.0.1",
                "AERIE_PORT", Integer.toString(port),
                "AERIE_MANAGEMENT_PORT", Integer.toString(managementPort),
                "AERIE_STORAGE_URI", folder.resolve("objects").toUri().toString(),
                "AERIE_CACHE_DIR", folder.resolve("cache").toString()));
    process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    await("the server to be ready: " + log).atMost(START).until(this::isReady);
  }

  String uri() {
    return "http://127.0.0.1:" + port;
  }

  private boolean isReady() throws IOException, InterruptedException {
    if (!process.isAlive()) {
      throw new IllegalStateException("the server ended:\n" + Files.readString(log));
    }
    URI ready = URI.create("http://127.0.0.1:%d/q/health/ready".formatted(managementPort));
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(HttpRequest.newBuilder(ready).build(), BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (java.net.ConnectException _) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
