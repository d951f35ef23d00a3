package dev.aerie.cli.command;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How large a cluster shall be. */
final class Size {
  @Option(names = "--units", description = "Compute units of a replica, 1 to 32.")
  private Optional<Integer> units;

  @Option(names = "--replicas", description = "Pods, 1 to 8.")
  private Optional<Integer> replicas;

  /** What was said, as the API takes it. */
  Map<String, Object> fields() {
    Map<String, Object> fields = new HashMap<>();
    units.ifPresent(value -> fields.put("units", value));
    replicas.ifPresent(value -> fields.put("replicas", value));
    return fields;
  }
}
