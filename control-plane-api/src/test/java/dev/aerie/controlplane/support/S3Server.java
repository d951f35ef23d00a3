package dev.aerie.controlplane.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A real S3 server over a folder, with one bucket, which takes signed requests only. */
public final class S3Server implements AutoCloseable {
  public static final String BUCKET = "audit-logs";
  public static final String ACCESS_KEY = "local-identity";
  public static final String SECRET_KEY = "local-credential-nobody-sees";

  private final Path folder;
  private final int port;
  private Process process;

  private S3Server(Path folder, int port) {
    this.folder = folder;
    this.port = port;
  }

  /** Starts one over a folder of a test's own. */
  public static S3Server start(Path folder) {
    var server = new S3Server(folder, Ports.free());
    server.start();
    return server;
  }

  /** Starts it, again after it was killed. */
  public void start() {
    try {
      Files.createDirectories(folder.resolve("data").resolve(BUCKET));
      Path properties =
          Files.write(
              folder.resolve("s3proxy.properties"),
              List.of(
                  "s3proxy.endpoint=" + endpoint(),
                  "s3proxy.authorization=aws-v4",
                  "s3proxy.identity=" + ACCESS_KEY,
                  "s3proxy.credential=" + SECRET_KEY,
                  // Tests move the clock of who signs.
                  "s3proxy.maximum-timeskew=1000000000",
                  "jclouds.provider=filesystem-nio2",
                  "jclouds.identity=local",
                  "jclouds.credential=local",
                  "jclouds.filesystem.basedir=" + folder.resolve("data")));
      process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx128m",
                  "-XX:TieredStopAtLevel=1",
                  "-jar",
                  Path.of("target", "s3proxy", "s3proxy.jar").toString(),
                  "--properties",
                  properties.toString())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("s3proxy.log").toFile())
              .start();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(this::listens);
  }

  private boolean listens() {
    try (var socket = new Socket("127.0.0.1", port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** The lines of all objects under a prefix, in the order of their keys. */
  public List<String> lines(String prefix) throws IOException {
    Path root = folder.resolve("data").resolve(BUCKET).resolve(prefix);
    var lines = new ArrayList<String>();
    if (Files.exists(root)) {
      try (Stream<Path> files = Files.walk(root)) {
        for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
          lines.addAll(Files.readAllLines(file));
        }
      }
    }
    return lines;
  }

  /** Kills it as {@code kill -9} does. */
  public void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  @Override
  public void close() {
    kill();
  }
}
