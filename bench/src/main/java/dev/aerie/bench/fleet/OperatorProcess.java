package dev.aerie.bench.fleet;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The operator as it is shipped: a process of its own. */
final class OperatorProcess implements AutoCloseable {

  /** What the chart gives it: half of 768 MiB. */
  static final String HEAP = "384m";

  private static final double TICKS_PER_SECOND = 100;
  private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s+(\\d+) kB$");

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process process;
  private final URI address;

  OperatorProcess(Path jar, int port, Path log, Map<String, String> environment)
      throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx" + HEAP,
            "-XX:+UseSerialGC",
            "-XX:+UseStringDeduplication",
            "-XX:+ExitOnOutOfMemoryError",
            "-jar",
            jar.toString());
    ProcessBuilder builder =
        new ProcessBuilder(new ArrayList<>(command))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    builder.environment().put("AERIE_HTTP_PORT", Integer.toString(port));
    process = builder.start();
    address = URI.create("http://127.0.0.1:" + port);
  }

  boolean isReady() {
    return get("/q/health/ready").map(HttpResponse::statusCode).orElse(0) == 200;
  }

  Samples metrics() {
    return new Samples(get("/q/metrics").map(HttpResponse::body).orElse(""));
  }

  /** Clusters that it has looked at since it started. */
  double seen() {
    return metrics().sum("aerie_operator_clusters");
  }

  /** Passes over clusters since it was ready. */
  double passes() {
    return metrics().sum("aerie_operator_reconciliation_seconds_count");
  }

  long residentMegabytes() throws IOException {
    Matcher found = RESIDENT.matcher(Files.readString(proc("status")));
    return found.find() ? Long.parseLong(found.group(1)) / 1024 : 0;
  }

  /** Seconds of a core used since it started. */
  double cpuSeconds() throws IOException {
    String line = Files.readString(proc("stat"));
    String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
  }

  /** Fails when the process has ended. */
  void requireAlive() {
    if (!process.isAlive()) {
      throw new IllegalStateException("the operator has ended with " + process.exitValue());
    }
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }

  private Path proc(String file) {
    return Path.of("/proc", Long.toString(process.pid()), file);
  }

  private Optional<HttpResponse<String>> get(String path) {
    try {
      return Optional.of(
          http.send(
              HttpRequest.newBuilder(address.resolve(path)).build(),
              HttpResponse.BodyHandlers.ofString()));
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
