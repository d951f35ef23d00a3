package dev.aerie.local.quickstart;

import dev.aerie.local.home.Documents;
import dev.aerie.local.home.Home;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the quickstart has made, kept in {@code quickstart.json} so that a second one uses it again.
 */
public record QuickstartRecord(
    String organizationId, String projectId, String clusterId, String apiKey, String endpoint) {

  public static Optional<QuickstartRecord> read(Home home) {
    return Documents.read(file(home), QuickstartRecord.class);
  }

  void write(Home home) {
    Documents.write(file(home), this);
  }

  private static Path file(Home home) {
    return home.folder().resolve("quickstart.json");
  }
}
