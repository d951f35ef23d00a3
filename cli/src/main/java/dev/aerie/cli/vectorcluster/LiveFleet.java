package dev.aerie.cli.vectorcluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aerie.cli.kubernetes.Kubectl;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** All VectorClusters of a Kubernetes, or of one namespace, as people look over them. */
public final class LiveFleet {

  /** What is told of each cluster. */
  public static final List<String> COLUMNS =
      List.of("namespace", "name", "phase", "pods", "version", "change", "why");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SETTLED = "Settled";

  private final Kubectl kubectl;
  private final Optional<String> namespace;

  /** Those of a namespace; of all without one. */
  public LiveFleet(Kubectl kubectl, Optional<String> namespace) {
    this.kubectl = kubectl;
    this.namespace = namespace;
  }

  /** A row of {@link #COLUMNS} each, those that need attention first, then those that change. */
  public List<JsonNode> rows() {
    return kubectl
        .get(
            "/apis/aerie.dev/v1alpha1%s/vectorclusters"
                .formatted(namespace.map(name -> "/namespaces/" + name).orElse("")))
        .path("items")
        .valueStream()
        .sorted(
            Comparator.<JsonNode>comparingInt(LiveFleet::urgency)
                .thenComparing(one -> one.path("metadata").path("namespace").asText())
                .thenComparing(one -> one.path("metadata").path("name").asText()))
        .map(LiveFleet::row)
        .toList();
  }

  /** How many there are of each phase, and of each state of a change. */
  public static String summary(List<JsonNode> rows) {
    String changes =
        counts(rows, row -> row.path("change").asText().replace(SETTLED, "")).entrySet().stream()
            .map(entry -> "%d %s".formatted(entry.getValue(), entry.getKey()))
            .collect(Collectors.joining(", "));
    String phases =
        counts(rows, row -> row.path("phase").asText()).entrySet().stream()
            .map(entry -> "%d %s".formatted(entry.getValue(), entry.getKey()))
            .collect(Collectors.joining(", "));
    return rows.isEmpty()
        ? "There are no VectorClusters."
        : "%d clusters: %s. Changes: %s."
            .formatted(rows.size(), phases, changes.isEmpty() ? "none" : changes);
  }

  private static Map<String, Long> counts(List<JsonNode> rows, Function<JsonNode, String> of) {
    return rows.stream()
        .map(of)
        .filter(text -> !text.isEmpty())
        .collect(Collectors.groupingBy(text -> text, TreeMap::new, Collectors.counting()));
  }

  private static int urgency(JsonNode cluster) {
    if (trouble(cluster).isPresent()) {
      return 0;
    }
    return change(cluster).equals(SETTLED) && !phase(cluster).equals("Unseen") ? 2 : 1;
  }

  private static JsonNode row(JsonNode cluster) {
    JsonNode status = cluster.path("status");
    int wanted = cluster.path("spec").path("compute").path("replicas").asInt(1);
    ObjectNode row = JSON.createObjectNode();
    row.put("namespace", cluster.path("metadata").path("namespace").asText());
    row.put("name", cluster.path("metadata").path("name").asText());
    row.put("phase", phase(cluster));
    row.put(
        "pods",
        "%d/%d"
            .formatted(
                status.path("readyReplicas").asInt(),
                status.path("roll").path("total").asInt(wanted)));
    row.put("version", status.path("version").asText());
    row.put("change", change(cluster));
    row.put("why", trouble(cluster).orElseGet(() -> why(cluster)));
    return row;
  }

  private static String phase(JsonNode cluster) {
    return cluster.path("status").path("phase").asText("Unseen");
  }

  private static String change(JsonNode cluster) {
    return cluster.path("status").path("roll").path("state").asText(SETTLED);
  }

  private static String why(JsonNode cluster) {
    if (phase(cluster).equals("Unseen")) {
      return "No operator has looked at it yet.";
    }
    return change(cluster).equals(SETTLED)
        ? ""
        : cluster.path("status").path("roll").path("explanation").asText();
  }

  private static Optional<String> trouble(JsonNode cluster) {
    return cluster
        .path("status")
        .path("conditions")
        .valueStream()
        .filter(each -> each.path("type").asText().equals("Degraded"))
        .filter(each -> each.path("status").asText().equals("True"))
        .map(each -> each.path("reason").asText() + ": " + each.path("message").asText())
        .findFirst();
  }
}
