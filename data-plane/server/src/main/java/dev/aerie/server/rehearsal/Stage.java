package dev.aerie.server.rehearsal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Where the server rehearses: nobody else's folder, nobody else's ports.
 *
 * @param folder goes again
 * @param port of gRPC and REST
 * @param management of health and metrics
 */
record Stage(Path folder, int port, int management) {
  private static final String HOST = "127.0.0.1";

  /** From now on the process's settings, whatever its environment says. */
  static Stage set() throws IOException {
    Stage stage = new Stage(Files.createTempDirectory("aerie-rehearsal"), freePort(), freePort());
    stage.settings().forEach(System::setProperty);
    return stage;
  }

  private Map<String, String> settings() {
    return Map.of(
        "aerie.storage-uri", storage().toString(),
        "aerie.cache-dir", folder.resolve("cache").toString(),
        "aerie.host", HOST,
        "aerie.port", Integer.toString(port),
        "quarkus.http.host", HOST,
        "quarkus.http.port", Integer.toString(port),
        "quarkus.management.host", HOST,
        "quarkus.management.port", Integer.toString(management));
  }

  URI storage() {
    return folder.resolve("objects").toUri();
  }

  /** Address of a REST call. */
  URI call(String name) {
    return URI.create("http://%s:%d/v2/vectordb/%s".formatted(HOST, port, name));
  }

  /** Address of what the server tells of itself. */
  URI told(String name) {
    return URI.create("http://%s:%d/q/%s".formatted(HOST, management, name));
  }

  /** Leaves nothing behind. */
  void strike() {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
