package dev.aerie.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What can be said of a cluster beside its size, when it is made and later. */
final class ClusterSettings {
  /** What becomes of data. */
  enum Policy {
    /** It is kept for 30 days in the recycle bin. */
    retain,
    /** It is removed. */
    delete
  }

  @Option(
      names = "--label",
      paramLabel = "NAME=VALUE",
      description = "A label of your own; as often as needed.")
  private Map<String, String> labels;

  @Option(
      names = "--deletion-policy",
      description =
          "What becomes of its data when it is deleted: retain (for 30 days in the recycle bin) or"
              + " delete; a new one's is retained.")
  private Optional<Policy> policy;

  @Option(
      names = "--deletion-protection",
      negatable = true,
      description = "Refuse to delete it, or do not.")
  private Boolean guarded;

  @Option(
      names = "--idle-suspend-after",
      paramLabel = "SPAN",
      description = "After how long without a call it sleeps, such as 30m; '' ends that.")
  private Optional<String> idle;

  @Option(
      names = "--tiering",
      description = "Tier of collections that name none: auto, pinned or cold; else auto.")
  private Optional<String> tier;

  @Mixin private Autoscale autoscale;

  /** The labels that were said. */
  Map<String, String> labels() {
    return labels == null ? Map.of() : labels;
  }

  /** The rest of what was said, as the API takes it, for a cluster that is like this. */
  Map<String, Object> fields(JsonNode cluster) {
    Map<String, Object> fields = new HashMap<>(autoscale.fields(cluster));
    policy.ifPresent(value -> fields.put("deletionPolicy", value.name().toUpperCase(Locale.ROOT)));
    Optional.ofNullable(guarded).ifPresent(value -> fields.put("deletionProtection", value));
    idle.ifPresent(span -> fields.put("idleSuspendAfter", span));
    tier.ifPresent(value -> fields.put("tiering", Map.of("default", value)));
    return fields;
  }
}
