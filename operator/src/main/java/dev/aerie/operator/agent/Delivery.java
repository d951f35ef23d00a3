package dev.aerie.operator.agent;

import dev.aerie.crds.DeletionPolicy;
import dev.aerie.crds.VectorCluster;
import dev.aerie.operator.agent.protocol.ClusterDocument;
import dev.aerie.operator.agent.protocol.ClusterReport;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Carries documents to Kubernetes and remembers them. Safe for concurrent use. */
final class Delivery {

  /** Not the reconciler's: each must keep to the fields it writes itself. */
  static final PatchContext CONTEXT =
      new PatchContext.Builder()
          .withPatchType(PatchType.SERVER_SIDE_APPLY)
          .withFieldManager("aerie-agent")
          .withForce(true)
          .build();

  /** Statuses of what Kubernetes does not take, however often it is asked. */
  private static final Set<Integer> REFUSALS = Set.of(400, 422);

  /** Statuses of what it may take later: a namespace or a right is not there, or ends just now. */
  private static final Set<Integer> REFUSALS_FOR_NOW = Set.of(403, 404, 409);

  private final KubernetesClient client;
  private final ProjectObjects projects;
  private final RegionObjects objects;
  private final StorageCredentials credentials;
  private final BackupDelivery backups;
  private final RestoreDelivery restores;
  private final Map<String, ClusterDocument> documents = new LinkedHashMap<>();
  private final Map<String, ClusterReport> outcomes = new LinkedHashMap<>();

  Delivery(
      KubernetesClient client,
      ProjectObjects projects,
      RegionObjects objects,
      StorageCredentials credentials,
      BackupDelivery backups,
      RestoreDelivery restores) {
    this.client = client;
    this.projects = projects;
    this.objects = objects;
    this.credentials = credentials;
    this.backups = backups;
    this.restores = restores;
  }

  /**
   * Has Kubernetes apply an object and tells whether it takes it.
   *
   * @throws KubernetesClientException if that could not be done and is worth another try
   */
  static boolean isTaken(KubernetesClient client, HasMetadata object) {
    try {
      client.resource(object).patch(CONTEXT);
      return true;
    } catch (KubernetesClientException e) {
      if (!REFUSALS.contains(e.getCode())) {
        throw e;
      }
      return false;
    }
  }

  /**
   * Makes Kubernetes say what the document says. That it does not take it is an outcome to report.
   *
   * @throws KubernetesClientException if that could not be done and is worth another try
   */
  synchronized void deliver(ClusterDocument document) {
    documents.put(document.clusterId(), document);
    outcomes.remove(document.clusterId());
    if (isTaken(document) && !document.deleted()) {
      backups.deliver(document);
      restores.deliver(document);
    }
  }

  /** Delivers again what somebody has removed, and sees that what shall be gone is gone. */
  synchronized void deliverAgain(String clusterId) {
    Optional.ofNullable(documents.get(clusterId)).ifPresent(this::deliver);
  }

  /** Ids of the clusters that have been delivered. */
  synchronized List<String> known() {
    return List.copyOf(documents.keySet());
  }

  /** The control plane knows that the cluster is gone. */
  synchronized void forget(String clusterId) {
    documents.remove(clusterId);
    outcomes.remove(clusterId);
  }

  /** What is to be reported of clusters that have no VectorCluster to tell of. */
  synchronized List<ClusterReport> outcomes() {
    return List.copyOf(outcomes.values());
  }

  private boolean isTaken(ClusterDocument document) {
    try {
      if (document.deleted()) {
        remove(document);
      } else {
        apply(document);
      }
      return true;
    } catch (KubernetesClientException e) {
      boolean forNow = REFUSALS_FOR_NOW.contains(e.getCode());
      if (forNow || REFUSALS.contains(e.getCode())) {
        outcomes.put(document.clusterId(), ClusterReport.refused(document, e.getMessage()));
      }
      if (!REFUSALS.contains(e.getCode())) {
        throw e;
      }
    } catch (IllegalArgumentException unknown) {
      outcomes.put(document.clusterId(), ClusterReport.refused(document, unknown.getMessage()));
    }
    return false;
  }

  private void apply(ClusterDocument document) {
    projects.of(document).forEach(this::patch);
    open(document);
    patch(objects.cluster(document, credentials.deliver(document)));
  }

  /** Makes what opens the cluster: its keys, or the password of the root that its engine has. */
  private void open(ClusterDocument document) {
    if (!ClusterSpecs.isMilvus(document)) {
      patch(objects.keys(document));
      return;
    }
    Resource<Secret> password = client.resource(objects.rootPassword(document));
    if (password.get() == null) {
      password.create();
    }
  }

  /** A password stays for as long as data that knows it. */
  private void close(ClusterDocument document) {
    credentials.remove(document);
    if (!ClusterSpecs.isMilvus(document)) {
      client.resource(objects.keys(document)).delete();
    } else if (ClusterSpecs.deletionPolicy(document) == DeletionPolicy.DELETE) {
      client.resource(objects.rootPassword(document)).delete();
    }
  }

  private void patch(HasMetadata object) {
    client.resource(object).patch(CONTEXT);
  }

  private void remove(ClusterDocument document) {
    backups.endSchedules(document);
    restores.end(document);
    String namespace = RegionObjects.namespaceName(document.projectId());
    String name = RegionObjects.name(document.clusterId());
    var cluster = client.resources(VectorCluster.class).inNamespace(namespace).withName(name);
    if (cluster.get() != null) {
      patch(objects.cluster(document, credentials.deliver(document)));
      cluster.delete();
      return;
    }
    close(document);
    outcomes.put(document.clusterId(), ClusterReport.gone(document));
  }
}
