package dev.aerie.cli.vectorcluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.cli.CliException;
import dev.aerie.cli.api.Http;
import dev.aerie.cli.kubernetes.Kubectl;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A VectorCluster on an API server, as people look at it and change it. */
public final class LiveCluster {

  private static final String RESOURCE = "vectorclusters.aerie.dev";
  private static final String CANARY = "aerie.dev/canary";
  private static final String PAUSED = "aerie.dev/paused";

  private final Kubectl kubectl;
  private final String namespace;
  private final String name;

  /** One of this name. */
  public LiveCluster(Kubectl kubectl, String namespace, String name) {
    this.kubectl = kubectl;
    this.namespace = namespace;
    this.name = name;
  }

  /** A page on why it is as it is. */
  public String explain() {
    return new Explanation(get(), pods(), events()).text();
  }

  /** Has nothing but deletion carried out, or all that was asked for. */
  public String pause(boolean paused) {
    mark("annotations", PAUSED, paused);
    return paused
        ? "Paused: nothing but deletion is carried out until unpause."
        : "What was asked for meanwhile begins.";
  }

  /**
   * Lets the others of its class have a change that has stopped here.
   *
   * @throws CliException when it is no canary, or its change has not stopped
   */
  public String promote() {
    JsonNode cluster = get();
    if (!cluster.path("metadata").path("labels").path(CANARY).asText().equals("true")) {
      throw new CliException(
          "%s is no canary (label %s): no other cluster waits for it.".formatted(name, CANARY));
    }
    JsonNode roll = cluster.path("status").path("roll");
    if (!roll.path("state").asText().equals("RollStopped")) {
      throw new CliException(
          "The change of %s has not stopped, it is %s: the others come by themselves."
              .formatted(name, roll.path("state").asText("Settled")));
    }
    mark("labels", CANARY, false);
    return """
        %s is no canary any more, and the others of its class may change.
        Its own change stays stopped: %s
        When it is well again: kubectl label vc %s -n %s %s=true"""
        .formatted(name, roll.path("explanation").asText(), name, namespace, CANARY);
  }

  private void mark(String kind, String key, boolean set) {
    kubectl.patch(
        RESOURCE,
        namespace,
        name,
        "{\"metadata\": {\"%s\": {\"%s\": %s}}}".formatted(kind, key, set ? "\"true\"" : "null"));
  }

  private JsonNode get() {
    return kubectl.get(
        "/apis/aerie.dev/v1alpha1/namespaces/%s/vectorclusters/%s".formatted(namespace, name));
  }

  private List<JsonNode> pods() {
    return items(
            "/api/v1/namespaces/%s/pods?labelSelector=%s", "app.kubernetes.io/instance=" + name)
        .sorted(Comparator.comparing(pod -> pod.path("metadata").path("name").asText()))
        .toList();
  }

  private List<JsonNode> events() {
    return items(
            "/apis/events.k8s.io/v1/namespaces/%s/events?fieldSelector=%s",
            "regarding.kind=VectorCluster,regarding.name=" + name)
        .sorted(Comparator.comparing(event -> event.path("eventTime").asText()))
        .toList();
  }

  private Stream<JsonNode> items(String path, String selector) {
    return kubectl
        .get(path.formatted(namespace, Http.encode(selector)))
        .path("items")
        .valueStream();
  }
}
