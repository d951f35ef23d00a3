package dev.aerie.engine.objectstore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/** A real S3 server as a process of its own, over a folder, with one bucket. */
public final class S3Server implements AutoCloseable {
  private static final String BUCKET = "aerie";

  private final Process process;
  private final int port;

  private S3Server(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  public static S3Server start(Path folder) {
    try {
      int port = freePort();
      Path data = Files.createDirectories(folder.resolve("s3"));
      Path properties =
          Files.write(
              folder.resolve("s3proxy.properties"),
              List.of(
                  "s3proxy.endpoint=http://127.0.0.1:" + port,
                  "s3proxy.authorization=none",
                  "jclouds.provider=filesystem-nio2",
                  "jclouds.identity=local",
                  "jclouds.credential=local",
                  "jclouds.filesystem.basedir=" + data));
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx256m",
                  "-jar",
                  Path.of("target", "s3proxy", "s3proxy.jar").toString(),
                  "--properties",
                  properties.toString())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("s3proxy.log").toFile())
              .start();
      S3Server server = new S3Server(process, port);
      Awaitility.await().atMost(Duration.ofSeconds(60)).until(server::makesBucket);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public ObjectStore open(String prefix) {
    return open(prefix, endpoint(), "30");
  }

  /** Opens it by another address, such as that of a proxy before it. */
  ObjectStore open(String prefix, URI endpoint, String timeoutSeconds) {
    return ObjectStores.open(
        URI.create(
            "s3://%s/%s?endpoint=%s&region=us-east-1&timeout=%s"
                .formatted(BUCKET, prefix, endpoint, timeoutSeconds)),
        "local",
        "local");
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + port);
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }

  private boolean makesBucket() {
    HttpRequest put =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/%s".formatted(port, BUCKET)))
            .PUT(HttpRequest.BodyPublishers.noBody())
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(put, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException _) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
