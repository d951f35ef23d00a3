package dev.aerie.controlplane.usage;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What an organisation's clusters used; unit-seconds are compute units times seconds. */
public record UsageReport(List<Item> items, long unitSeconds) {

  /** What one cluster used in the time asked for. */
  @Schema(name = "ClusterUsage")
  public record Item(
      String clusterId, String projectId, long unitSeconds, Instant from, Instant to) {}
}
