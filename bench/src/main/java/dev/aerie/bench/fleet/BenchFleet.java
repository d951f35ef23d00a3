package dev.aerie.bench.fleet;

import dev.aerie.crds.Access;
import dev.aerie.crds.Compute;
import dev.aerie.crds.DeletionPolicy;
import dev.aerie.crds.Engine;
import dev.aerie.crds.Exposure;
import dev.aerie.crds.Marks;
import dev.aerie.crds.Phase;
import dev.aerie.crds.RollState;
import dev.aerie.crds.Storage;
import dev.aerie.crds.VectorCluster;
import dev.aerie.crds.VectorClusterClass;
import dev.aerie.crds.VectorClusterClassSpec;
import dev.aerie.crds.VectorClusterSpec;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** The clusters, made as a region's agent makes them: twenty a project, each with its keys. */
final class BenchFleet implements AutoCloseable {

  private static final int CLUSTERS_A_PROJECT = 20;
  private static final int WRITERS = 16;
  private static final String CLASS = "bench";

  private final KubernetesClient client;
  private final SharedIndexInformer<VectorCluster> seen;
  private int size;

  BenchFleet(KubernetesClient client) {
    this.client = client;
    this.seen = client.resources(VectorCluster.class).inAnyNamespace().inform();
  }

  /** What their pods are made of from now on. */
  void release(String version) {
    VectorClusterClass made = new VectorClusterClass();
    made.setMetadata(new ObjectMetaBuilder().withName(CLASS).build());
    made.setSpec(
        new VectorClusterClassSpec(
            "", true, "aerie/data-plane:" + version, "500m", "1Gi", "1Gi", ""));
    client.resource(made).serverSideApply();
  }

  /** Makes more of them until there are so many. */
  void growTo(int target) throws InterruptedException {
    IntStream.range(size / CLUSTERS_A_PROJECT, (target - 1) / CLUSTERS_A_PROJECT + 1)
        .forEach(
            project ->
                client
                    .resource(
                        new NamespaceBuilder()
                            .withNewMetadata()
                            .withName(namespace(project * CLUSTERS_A_PROJECT))
                            .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
                            .endMetadata()
                            .build())
                    .serverSideApply());
    try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
      List<? extends Future<?>> made =
          IntStream.range(size, target)
              .mapToObj(number -> writers.submit(() -> create(number)))
              .toList();
      for (Future<?> each : made) {
        each.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a cluster could not be made", e.getCause());
    }
    size = target;
  }

  int size() {
    return size;
  }

  /** How many are ready by their newest spec. */
  long ready() {
    return count(
        cluster ->
            cluster.getStatus() != null
                && cluster.getStatus().phase() == Phase.READY
                && cluster
                    .getStatus()
                    .observedGeneration()
                    .equals(cluster.getMetadata().getGeneration()));
  }

  /** How many run a version and have nothing more to change. */
  long changed(String version) {
    return count(
        cluster ->
            cluster.getStatus() != null
                && cluster.getStatus().version().equals(version)
                && cluster.getStatus().roll().state() == RollState.SETTLED);
  }

  /** How many wait for their turn. */
  long queued() {
    return count(
        cluster ->
            cluster.getStatus() != null && cluster.getStatus().roll().state() == RollState.QUEUED);
  }

  @Override
  public void close() {
    seen.close();
  }

  private long count(Predicate<VectorCluster> counted) {
    return seen.getStore().list().stream().filter(counted).count();
  }

  private static String namespace(int number) {
    return "aerie-prj-%04d".formatted(number / CLUSTERS_A_PROJECT);
  }

  private void create(int number) {
    String name = "cls-%05d".formatted(number);
    client
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName(name + "-keys")
                .withNamespace(namespace(number))
                .addToLabels(Marks.CLUSTER, name)
                .addToLabels("app.kubernetes.io/instance", name)
                .endMetadata()
                .addToStringData("keys.json", "{\"keys\": []}")
                .build())
        .create();
    VectorCluster cluster = new VectorCluster();
    cluster.setMetadata(
        new ObjectMetaBuilder()
            .withName(name)
            .withNamespace(namespace(number))
            .addToLabels(Map.of(Marks.CLUSTER, name, Marks.PROJECT, namespace(number)))
            .addToLabels(number == 0 ? Map.of(Marks.CANARY, "true") : Map.of())
            .addToAnnotations(Marks.GENERATION, "1")
            .build());
    cluster.setSpec(
        new VectorClusterSpec(
            Engine.AERIE,
            "",
            "",
            Compute.SMALLEST,
            new Storage("s3://bench/" + name, "", ""),
            new Access(Exposure.CLUSTER_IP, List.of(), ""),
            name + "-keys",
            false,
            DeletionPolicy.RETAIN));
    client.resource(cluster).create();
  }
}
