package dev.aerie.cli.vectorcluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A page for people on why a cluster is as it is.
 *
 * @param cluster with its status
 * @param pods of it
 * @param events told of it, oldest first
 */
record Explanation(JsonNode cluster, List<JsonNode> pods, List<JsonNode> events) {

  private static final int LAST_EVENTS = 12;

  String text() {
    List<String> lines = new ArrayList<>();
    lines.add(title());
    lines.addAll(why());
    lines.addAll(change());
    lines.addAll(size());
    lines.add("\nPods");
    pods.forEach(pod -> lines.add("  " + pod(pod)));
    if (pods.isEmpty()) {
      lines.add("  none");
    }
    lines.add("\nLast Events");
    if (events.isEmpty()) {
      lines.add("  none (Kubernetes keeps them for an hour)");
    }
    events.stream()
        .skip(Math.max(0, events.size() - LAST_EVENTS))
        .forEach(event -> lines.add("  " + event(event)));
    return String.join("\n", lines);
  }

  private String title() {
    return "%s/%s is %s: %d of %d pods ready, version %s, %s"
        .formatted(
            cluster.path("metadata").path("namespace").asText(),
            cluster.path("metadata").path("name").asText(),
            status().path("phase").asText("not looked at yet; is an operator running?"),
            status().path("readyReplicas").asInt(),
            wanted(),
            orNone(status().path("version")),
            orNone(status().path("endpoint")));
  }

  private List<String> why() {
    List<String> lines = new ArrayList<>();
    lines.add("\nWhy");
    condition("Degraded")
        .filter(degraded -> degraded.path("status").asText().equals("True"))
        .ifPresentOrElse(
            degraded -> {
              lines.add("  " + condition(degraded));
              lines.add("  What to do: " + Remedy.of(degraded.path("reason").asText()));
            },
            () -> status().path("conditions").forEach(each -> lines.add("  " + condition(each))));
    long generation = cluster.path("metadata").path("generation").asLong();
    if (status().path("observedGeneration").asLong() < generation) {
      lines.add(
          isPaused()
              ? "  It is paused: what was asked for since is not carried out."
              : "  The newest spec has not been looked at yet.");
    }
    return lines;
  }

  private List<String> change() {
    JsonNode roll = status().path("roll");
    String canary =
        cluster.path("metadata").path("labels").path("aerie.dev/canary").asText().equals("true")
            ? " (canary)"
            : "";
    return List.of(
        "\nChange" + canary,
        "  %s, %d of %d pods have the newest spec. %s"
            .formatted(
                roll.path("state").asText("Settled"),
                roll.path("updated").asInt(),
                roll.path("total").asInt(),
                roll.path("explanation").asText())
            .stripTrailing());
  }

  private List<String> size() {
    JsonNode compute = cluster.path("spec").path("compute");
    JsonNode scaling = status().path("scaling");
    List<String> lines = new ArrayList<>();
    lines.add("\nSize");
    lines.add(
        "  asked for: %d units, %d replicas"
            .formatted(compute.path("units").asInt(1), compute.path("replicas").asInt(1)));
    lines.add(
        scaling.path("reason").asText().isEmpty()
            ? "  no autoscaling"
            : "  autoscaler: %d units, %d replicas; %s: %s"
                .formatted(
                    scaling.path("units").asInt(),
                    scaling.path("replicas").asInt(),
                    scaling.path("reason").asText(),
                    scaling.path("explanation").asText()));
    JsonNode idle = status().path("idle");
    if (!idle.path("explanation").asText().isEmpty()) {
      lines.add(
          "  sleep: %s: %s"
              .formatted(idle.path("state").asText(), idle.path("explanation").asText()));
    }
    return lines;
  }

  private static String pod(JsonNode pod) {
    JsonNode status = pod.path("status");
    boolean ready =
        status
            .path("conditions")
            .valueStream()
            .anyMatch(
                each ->
                    each.path("type").asText().equals("Ready")
                        && each.path("status").asText().equals("True"));
    JsonNode container = status.path("containerStatuses").path(0);
    String waiting = container.path("state").path("waiting").path("reason").asText();
    return "%s: %s, %s, %d restarts, on %s"
        .formatted(
            pod.path("metadata").path("name").asText(),
            pod.path("metadata").has("deletionTimestamp")
                ? "ending"
                : ready ? "ready" : "not ready",
            waiting.isEmpty() ? status.path("phase").asText() : waiting,
            container.path("restartCount").asInt(),
            orNone(pod.path("spec").path("nodeName")));
  }

  private static String event(JsonNode event) {
    return "%s %s: %s"
        .formatted(
            event.path("eventTime").asText().replaceAll("\\..*", "Z"),
            event.path("reason").asText(),
            event.path("note").asText());
  }

  private static String condition(JsonNode condition) {
    String message = condition.path("message").asText();
    return "%s is %s since %s, %s%s"
        .formatted(
            condition.path("type").asText(),
            condition.path("status").asText(),
            condition.path("lastTransitionTime").asText(),
            condition.path("reason").asText(),
            message.isEmpty() ? "" : ": " + message);
  }

  private Optional<JsonNode> condition(String type) {
    return status()
        .path("conditions")
        .valueStream()
        .filter(each -> each.path("type").asText().equals(type))
        .findFirst();
  }

  private boolean isPaused() {
    return cluster
        .path("metadata")
        .path("annotations")
        .path("aerie.dev/paused")
        .asText()
        .equals("true");
  }

  private int wanted() {
    return status()
        .path("roll")
        .path("total")
        .asInt(cluster.path("spec").path("compute").path("replicas").asInt(1));
  }

  private JsonNode status() {
    return cluster.path("status");
  }

  private static String orNone(JsonNode text) {
    return text.asText().isEmpty() ? "none" : text.asText();
  }
}
