package dev.aerie.cli.preflight;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.aerie.cli.kubernetes.Kubectl;
import dev.aerie.cli.kubernetes.TestKubernetes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a customer has: a Kubernetes, an S3 server, and a way to a control plane. */
final class Surroundings implements AutoCloseable {

  static final Preflight.Keys KEYS =
      new Preflight.Keys("local", "secret", "AERIE_STORAGE_SECRET_KEY");
  private static final String BUCKET = "aerie";

  private final Path folder;
  private final Process s3;
  private final int s3Port = freePort();
  private final List<HttpServer> servers = new ArrayList<>();

  Surroundings(Path folder) throws IOException, InterruptedException {
    this.folder = folder;
    s3 = startS3();
    awaitS3();
  }

  /** What asks the API server as its administrator. */
  static Kubectl admin() {
    return new Kubectl(TestKubernetes.kubectl(TestKubernetes.shared().kubeconfig()));
  }

  /** The same as somebody without any rights. */
  static Kubectl nobody() throws IOException, InterruptedException {
    return new Kubectl(TestKubernetes.kubectl(TestKubernetes.shared().kubeconfigOfNobody()));
  }

  /** Where clusters are to keep their data. */
  String storage() {
    return storage("127.0.0.1:" + s3Port, BUCKET);
  }

  static String storage(String authority, String bucket) {
    return "s3://%s/clusters?endpoint=http://%s&region=us-east-1".formatted(bucket, authority);
  }

  String storageOfBucket(String bucket) {
    return storage("127.0.0.1:" + s3Port, bucket);
  }

  /** The same store as one that knows no conditional writes. */
  String storageThatOverwrites() throws IOException {
    return storage("127.0.0.1:" + serve(this::forwardWithoutConditions), BUCKET);
  }

  /** Something at a port that answers every call with this code. */
  String answering(int code) throws IOException {
    int port =
        serve(
            exchange -> {
              exchange.sendResponseHeaders(code, -1);
              exchange.close();
            });
    return "http://127.0.0.1:" + port;
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() throws InterruptedException {
    servers.forEach(server -> server.stop(0));
    s3.destroyForcibly().waitFor();
  }

  private int serve(HttpHandler handler) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", handler);
    server.start();
    servers.add(server);
    return server.getAddress().getPort();
  }

  /** Asks the store the same, but for the condition. */
  private void forwardWithoutConditions(HttpExchange exchange) throws IOException {
    var store = new S3(URI.create("http://127.0.0.1:" + s3Port), BUCKET, "", "us-east-1", KEYS);
    String name = exchange.getRequestURI().getPath().substring(BUCKET.length() + 2);
    S3.Answer answer = store.call(exchange.getRequestMethod(), name, Map.of());
    exchange.sendResponseHeaders(answer.code(), -1);
    exchange.close();
  }

  private Process startS3() throws IOException {
    Path data = folder.resolve("s3");
    Files.createDirectories(data.resolve(BUCKET));
    Path properties =
        Files.write(
            folder.resolve("s3proxy.properties"),
            List.of(
                "s3proxy.endpoint=http://127.0.0.1:" + s3Port,
                "s3proxy.authorization=aws-v2-or-v4",
                "s3proxy.identity=" + KEYS.access(),
                "s3proxy.credential=" + KEYS.secret(),
                "jclouds.provider=filesystem-nio2",
                "jclouds.identity=local",
                "jclouds.credential=local",
                "jclouds.filesystem.basedir=" + data));
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-jar",
            "target/s3proxy/s3proxy.jar",
            "--properties",
            properties.toString())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("s3proxy.log").toFile())
        .start();
  }

  private void awaitS3() throws InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      while (s3.isAlive()) {
        try {
          http.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + s3Port)).build(),
              HttpResponse.BodyHandlers.discarding());
          return;
        } catch (IOException _) {
          Thread.onSpinWait();
        }
      }
    }
    throw new IllegalStateException("the S3 server has ended");
  }
}
