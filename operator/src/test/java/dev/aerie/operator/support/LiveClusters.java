package dev.aerie.operator.support;

import static dev.aerie.operator.support.Clusters.NAMESPACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aerie.crds.Compute;
import dev.aerie.crds.Phase;
import dev.aerie.crds.VectorCluster;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Clusters on the API server, as people see and change them. */
public final class LiveClusters {

  /** How long anything may take. */
  public static final Duration DEADLINE = Duration.ofSeconds(60);

  private final TestKubernetes kubernetes;
  private final KubernetesClient client;

  /** Clusters of one namespace of the shared Kubernetes. */
  public LiveClusters(TestKubernetes kubernetes) {
    this.kubernetes = kubernetes;
    this.client = kubernetes.admin();
    client
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(NAMESPACE)
                .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
                .endMetadata()
                .build())
        .serverSideApply();
  }

  /** Makes a cluster and the folder of its data, which it returns. */
  public Path create(String name, Compute compute) {
    return create(Clusters.cluster(name, compute, data(name).toUri().toString()));
  }

  /** Makes a cluster whose data is in the folder that is returned. */
  public Path create(VectorCluster cluster) {
    client.resource(cluster).create();
    return data(cluster.getMetadata().getName());
  }

  /** The folder of a cluster's data. */
  public Path data(String name) {
    try {
      return Files.createDirectories(kubernetes.folder().resolve("objects").resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Changes fields of the spec, written as JSON with single quotes, whoever else writes at the same
   * time.
   */
  public void edit(String name, String fields) {
    patch(name, "{'spec': " + fields + "}");
  }

  /** Gives a cluster an annotation; without a value takes it away. */
  public void annotate(String name, String key, String value) {
    mark(name, "annotations", key, value);
  }

  /** Gives a cluster a label; without a value takes it away. */
  public void label(String name, String key, String value) {
    mark(name, "labels", key, value);
  }

  private void mark(String name, String kind, String key, String value) {
    String text = value.isEmpty() ? "null" : "'" + value + "'";
    patch(name, "{'metadata': {'%s': {'%s': %s}}}".formatted(kind, key, text));
  }

  private void patch(String name, String fields) {
    resource(name).patch(PatchContext.of(PatchType.JSON_MERGE), fields.replace('\'', '"'));
  }

  /** Deletes a cluster and waits until nothing is left of it. */
  public void delete(String name) {
    resource(name).delete();
    await()
        .atMost(DEADLINE)
        .untilAsserted(
            () -> {
              assertThat(resource(name).get()).isNull();
              assertThat(versions(name)).isEmpty();
            });
  }

  /** Waits until a cluster is in a phase and has seen its newest spec. */
  public VectorCluster awaitPhase(String name, Phase phase) {
    return awaitThat(name, cluster -> Clusters.is(cluster, phase));
  }

  /** Waits until a cluster is degraded for a reason, and returns what it says of it. */
  public String awaitProblem(String name, String reason) {
    Predicate<Condition> asked =
        condition ->
            condition.getType().equals("Degraded")
                && condition.getStatus().equals("True")
                && condition.getReason().equals(reason);
    VectorCluster cluster =
        awaitThat(
            name,
            found ->
                Clusters.is(found, Phase.DEGRADED)
                    && found.getStatus().conditions().stream().anyMatch(asked));
    return cluster.getStatus().conditions().stream()
        .filter(asked)
        .findFirst()
        .orElseThrow()
        .getMessage();
  }

  /** Waits until something can be said of a cluster. */
  public VectorCluster awaitThat(String name, Predicate<VectorCluster> said) {
    return await()
        .alias(name)
        .atMost(DEADLINE)
        .until(() -> resource(name).get(), cluster -> cluster != null && said.test(cluster));
  }

  /** The cluster. */
  public Resource<VectorCluster> resource(String name) {
    return client.resources(VectorCluster.class).inNamespace(NAMESPACE).withName(name);
  }

  /** The pods of a cluster, by name. */
  public List<Pod> pods(String name) {
    return client
        .pods()
        .inNamespace(NAMESPACE)
        .withLabel("app.kubernetes.io/instance", name)
        .list()
        .getItems()
        .stream()
        .sorted(Comparator.comparing(pod -> pod.getMetadata().getName()))
        .toList();
  }

  /** Uids of the pods of a cluster, by name. */
  public Map<String, String> uids(String name) {
    return pods(name).stream()
        .collect(
            Collectors.toMap(
                pod -> pod.getMetadata().getName(), pod -> pod.getMetadata().getUid()));
  }

  /** Reasons of the Events told of a cluster, in order. */
  public List<String> events(String name) {
    return eventsOf(name).map(Event::getReason).toList();
  }

  private Stream<Event> eventsOf(String name) {
    return client.events().v1().events().inNamespace(NAMESPACE).list().getItems().stream()
        .filter(event -> event.getRegarding().getName().equals(name))
        .filter(event -> event.getRegarding().getKind().equals("VectorCluster"))
        .sorted(Comparator.comparing(event -> event.getEventTime().getTime()));
  }

  /** Notes of the Events of a reason told of a cluster, in order. */
  public List<String> notes(String name, String reason) {
    return eventsOf(name)
        .filter(event -> event.getReason().equals(reason))
        .map(Event::getNote)
        .toList();
  }

  /** Names of clusters with the reasons told of them, in the order in which they were told. */
  public List<String> order(String... reasons) {
    return client.events().v1().events().inNamespace(NAMESPACE).list().getItems().stream()
        .filter(event -> event.getRegarding().getName().startsWith("fleet-"))
        .filter(event -> List.of(reasons).contains(event.getReason()))
        .sorted(Comparator.comparing(event -> event.getEventTime().getTime()))
        .map(event -> event.getRegarding().getName() + " " + event.getReason())
        .toList();
  }

  /** Waits until the operator has nothing more to write about a cluster. */
  public String settledVersion(String name) {
    Unchanged<String> unchanged = new Unchanged<>();
    return await()
        .during(Duration.ofSeconds(2))
        .atMost(DEADLINE)
        .until(() -> resource(name).get().getMetadata().getResourceVersion(), unchanged::test);
  }

  /** Waits until an Event of a reason has been told of a cluster. */
  public void awaitEvent(String name, String reason) {
    await().atMost(DEADLINE).untilAsserted(() -> assertThat(events(name)).contains(reason));
  }

  /** kind/name to resourceVersion of everything a cluster has but its pods. */
  public Map<String, String> versions(String name) {
    Map<String, String> versions = new TreeMap<>();
    Stream.of(
            client.apps().statefulSets().inNamespace(NAMESPACE).list().getItems(),
            client.services().inNamespace(NAMESPACE).list().getItems(),
            client.configMaps().inNamespace(NAMESPACE).list().getItems(),
            client.serviceAccounts().inNamespace(NAMESPACE).list().getItems(),
            client.secrets().inNamespace(NAMESPACE).list().getItems(),
            client.persistentVolumeClaims().inNamespace(NAMESPACE).list().getItems(),
            client.batch().v1().jobs().inNamespace(NAMESPACE).list().getItems(),
            client.policy().v1().podDisruptionBudget().inNamespace(NAMESPACE).list().getItems(),
            client.network().v1().networkPolicies().inNamespace(NAMESPACE).list().getItems(),
            client.resources(VectorCluster.class).inNamespace(NAMESPACE).list().getItems())
        .flatMap(List::stream)
        .map(HasMetadata.class::cast)
        .filter(object -> belongs(object, name))
        .forEach(
            object ->
                versions.put(
                    object.getKind() + "/" + object.getMetadata().getName(),
                    object.getMetadata().getResourceVersion()));
    return versions;
  }

  private static boolean belongs(HasMetadata object, String name) {
    return object.getMetadata().getName().startsWith(name)
        || object.getMetadata().getName().startsWith("cache-" + name);
  }
}
