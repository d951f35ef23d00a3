package dev.aerie.local.platform;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.local.part.Kube;
import dev.aerie.local.part.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How each part is.
 *
 * @param health {@code healthy}, {@code unhealthy} or {@code down}
 * @param pid 0 when it does not run
 * @param memory resident bytes
 */
public record StatusReport(
    String name, String health, long pid, String address, String log, long memory) {

  /** All parts, those inside Kubernetes one by one. */
  public static List<StatusReport> of(Platform platform) {
    List<StatusReport> rows = new ArrayList<>();
    for (Part part : platform.allParts()) {
      boolean inside = part == platform.kube() && part.running().isPresent();
      if (inside) {
        platform.kube().inside().forEach(row -> rows.add(inside(row)));
      }
      rows.add(of(part));
    }
    return rows;
  }

  private static StatusReport of(Part part) {
    long pid = part.running().map(ProcessHandle::pid).orElse(0L);
    String health = pid == 0 ? "down" : part.healthy() ? "healthy" : "unhealthy";
    return new StatusReport(
        part.name(), health, pid, part.address(), part.log().toString(), own(part, pid));
  }

  /**
   * A part started by a script is the script's child; what runs inside Kubernetes has rows of its
   * own.
   */
  private static long own(Part part, long pid) {
    long children =
        part instanceof Kube
            ? 0
            : ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::descendants)
                .mapToLong(child -> memory(child.pid()))
                .sum();
    return memory(pid) + children;
  }

  private static StatusReport inside(JsonNode row) {
    long pid = row.path("pid").asLong();
    return new StatusReport(
        row.path("name").asText(),
        row.path("healthy").asBoolean() ? "healthy" : "unhealthy",
        pid,
        row.path("address").asText(),
        row.path("log").asText(),
        memory(pid));
  }

  private static long memory(long pid) {
    Path status = Path.of("/proc", Long.toString(pid), "status");
    try {
      return Files.readAllLines(status).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .map(line -> line.replaceAll("\\D", ""))
          .mapToLong(kilobytes -> Long.parseLong(kilobytes) << 10)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }
}
