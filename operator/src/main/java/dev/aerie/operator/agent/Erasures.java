package dev.aerie.operator.agent;

import dev.aerie.crds.Marks;
import dev.aerie.crds.VectorBackup;
import dev.aerie.crds.VectorCluster;
import dev.aerie.crds.VectorClusterStatus;
import dev.aerie.operator.agent.protocol.ClusterDocument;
import dev.aerie.operator.agent.protocol.ErasureReport;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.net.HttpURLConnection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Erases clusters that went long ago and whose data was kept: each is made once more, without pods,
 * and deleted with its data, as one with deletion policy Delete is. A VectorCluster that was not
 * made for that is never touched: whoever has it has brought the cluster back. After a restart an
 * erasure is begun anew, which removes what is left, perhaps nothing. Safe for concurrent use.
 */
final class Erasures {

  /** An id that a mistake has emptied would name the storage of all clusters. */
  private static final Pattern CLUSTER_ID = Pattern.compile("cls_[0-9a-z]{26}");

  private final KubernetesClient client;
  private final ProjectObjects projects;
  private final RegionObjects objects;
  private final StorageCredentials credentials;
  private final Map<String, ClusterDocument> documents = new LinkedHashMap<>();
  private final Map<String, ErasureReport> outcomes = new LinkedHashMap<>();
  private final Set<String> begun = new HashSet<>();

  Erasures(
      KubernetesClient client,
      ProjectObjects projects,
      RegionObjects objects,
      StorageCredentials credentials) {
    this.client = client;
    this.projects = projects;
    this.objects = objects;
    this.credentials = credentials;
  }

  /** Whether a VectorCluster is only there to be erased. */
  static boolean isErasing(VectorCluster cluster) {
    return cluster.getMetadata().getAnnotations() != null
        && "true".equals(cluster.getMetadata().getAnnotations().get(Marks.ERASING));
  }

  /**
   * Goes on with an erasure, or begins it.
   *
   * @throws KubernetesClientException if that could not be done and is worth another try
   */
  synchronized void deliver(ClusterDocument document) {
    documents.put(document.clusterId(), document);
    outcomes.remove(document.clusterId());
    try {
      advance(document).ifPresent(said -> outcomes.put(document.clusterId(), said));
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        outcomes.put(
            document.clusterId(), ErasureReport.hindered(document.clusterId(), e.getMessage()));
      }
      throw e;
    } catch (IllegalArgumentException unknown) {
      outcomes.put(
          document.clusterId(), ErasureReport.hindered(document.clusterId(), unknown.getMessage()));
    }
  }

  /** Goes on with one that was begun. */
  synchronized void deliverAgain(String clusterId) {
    Optional.ofNullable(documents.get(clusterId)).ifPresent(this::deliver);
  }

  /** Ids of the clusters that are to be erased. */
  synchronized List<String> known() {
    return List.copyOf(documents.keySet());
  }

  /** The control plane knows that it is erased, or wants the cluster. */
  synchronized void forget(String clusterId) {
    documents.remove(clusterId);
    outcomes.remove(clusterId);
    begun.remove(clusterId);
  }

  /** What is to be reported. */
  synchronized List<ErasureReport> outcomes() {
    return List.copyOf(outcomes.values());
  }

  /** What a VectorCluster that is being erased tells of that; empty while nothing hinders it. */
  static Optional<ErasureReport> hindrance(String clusterId, VectorClusterStatus status) {
    Said said = Said.by(status);
    return status.conditions().stream()
        .filter(each -> each.getType().equals("Degraded") && each.getStatus().equals("True"))
        .findFirst()
        .map(
            _ ->
                ErasureReport.hindered(
                    clusterId, "%s: %s".formatted(said.reason(), said.message())));
  }

  private Optional<ErasureReport> advance(ClusterDocument document) {
    String id = document.clusterId();
    if (!CLUSTER_ID.matcher(id).matches()) {
      return Optional.of(ErasureReport.hindered(id, "This is no id of a cluster."));
    }
    VectorCluster there = there(document).get();
    if (there == null) {
      return begun.contains(id) ? Optional.of(end(document)) : begin(document);
    }
    if (!isErasing(there)) {
      return Optional.of(
          ErasureReport.hindered(
              id,
              "VectorCluster %s/%s is there, so its data is in use: it stays until somebody deletes that."
                  .formatted(there.getMetadata().getNamespace(), there.getMetadata().getName())));
    }
    begun.add(id);
    credentials.deliver(document);
    delete(there);
    return Optional.empty();
  }

  /** Made, not applied: what is there meanwhile is somebody's. */
  private Optional<ErasureReport> begin(ClusterDocument document) {
    projects.of(document).forEach(object -> client.resource(object).patch(Delivery.CONTEXT));
    VectorCluster cluster = objects.cluster(document, credentials.deliver(document));
    cluster.getMetadata().getAnnotations().put(Marks.ERASING, "true");
    cluster.addFinalizer(Marks.FINALIZER);
    VectorCluster made = client.resource(cluster).create();
    begun.add(document.clusterId());
    delete(made);
    return Optional.empty();
  }

  /** This one only, should another have come in its place. */
  private void delete(VectorCluster cluster) {
    if (!cluster.isMarkedForDeletion()) {
      client.resource(cluster).lockResourceVersion().delete();
    }
  }

  private ErasureReport end(ClusterDocument document) {
    credentials.remove(document);
    if (ClusterSpecs.isMilvus(document)) {
      client.resource(objects.rootPassword(document)).delete();
    }
    client
        .resources(VectorBackup.class)
        .inNamespace(RegionObjects.namespaceName(document.projectId()))
        .withLabel(Marks.CLUSTER, document.clusterId())
        .list()
        .getItems()
        .forEach(backup -> client.resource(backup).delete());
    return ErasureReport.done(document.clusterId());
  }

  private Resource<VectorCluster> there(ClusterDocument document) {
    return client
        .resources(VectorCluster.class)
        .inNamespace(RegionObjects.namespaceName(document.projectId()))
        .withName(RegionObjects.name(document.clusterId()));
  }
}
