package dev.aerie.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.cli.CliException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Whether and between what a cluster's size follows its load. */
final class Autoscale {
  /** What is done with decisions. */
  enum Mode {
    /** There are none. */
    off,
    /** They are written down only. */
    dry,
    /** They are carried out. */
    auto
  }

  @Option(
      names = "--autoscale",
      description = "off, dry (decisions are written down only) or auto.")
  private Optional<Mode> mode;

  @Option(
      names = "--autoscale-units",
      paramLabel = "MIN-MAX",
      converter = Between.Reader.class,
      description = "What it may choose for units; else they stay.")
  private Optional<Between> units;

  @Option(
      names = "--autoscale-replicas",
      paramLabel = "MIN-MAX",
      converter = Between.Reader.class,
      description = "What it may choose for replicas; else they stay.")
  private Optional<Between> replicas;

  /**
   * What was said, as the API takes it, for a cluster that is like this; nothing when nothing was.
   * What was not said of an autoscaler that is there stays, as the API takes all of it or nothing.
   */
  Map<String, Object> fields(JsonNode cluster) {
    boolean bounded = units.isPresent() || replicas.isPresent();
    if (mode.isEmpty() && !bounded) {
      return Map.of();
    }
    JsonNode before = cluster.path("autoscaling");
    boolean runs = before.hasNonNull("mode");
    if (mode.filter(Mode.off::equals).isPresent() ? bounded : mode.isEmpty() && !runs) {
      throw new CliException("Say --autoscale auto or dry as well.");
    }
    if (mode.filter(Mode.off::equals).isPresent()) {
      return Map.of("autoscaling", Map.of());
    }
    Map<String, Object> wanted = new HashMap<>();
    before.properties().stream()
        .filter(one -> !one.getValue().isNull())
        .forEach(one -> wanted.put(one.getKey(), one.getValue()));
    mode.ifPresent(value -> wanted.put("mode", value == Mode.auto ? "AUTO" : "DRY_RUN"));
    bound(wanted, cluster, "units", units);
    bound(wanted, cluster, "replicas", replicas);
    return Map.of("autoscaling", wanted);
  }

  /** The API wants to know both; who names none of one wants it to stay. */
  private static void bound(
      Map<String, Object> wanted, JsonNode cluster, String what, Optional<Between> said) {
    int now = cluster.path(what).asInt(1);
    said.ifPresent(value -> wanted.put(what, value.body()));
    wanted.putIfAbsent(what, Between.of(now, now).body());
  }
}
