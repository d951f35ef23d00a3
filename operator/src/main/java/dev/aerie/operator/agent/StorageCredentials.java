package dev.aerie.operator.agent;

import dev.aerie.crds.Marks;
import dev.aerie.crds.VectorCluster;
import dev.aerie.operator.agent.protocol.ClusterDocument;
import dev.aerie.operator.cluster.model.Names;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys that open the storage of the region's clusters. People keep them in one Secret of the
 * agent's namespace; each cluster has a copy of its own, which pods of its namespace can read and
 * which ends with it. Safe for concurrent use.
 */
final class StorageCredentials implements AutoCloseable, ResourceEventHandler<Secret> {

  private static final Logger LOG = LoggerFactory.getLogger(StorageCredentials.class);
  private static final List<String> ENTRIES = List.of("accessKey", "secretKey");

  private final KubernetesClient client;
  private final String namespace;
  private final String name;
  private final Runnable changed;
  private final Optional<SharedIndexInformer<Secret>> kept;

  /**
   * @param client watches people's Secret and writes the copies
   * @param settings name that Secret, or none
   * @param changed called when it is not what it was
   */
  StorageCredentials(KubernetesClient client, AgentSettings settings, Runnable changed) {
    this.client = client;
    this.namespace = settings.namespace();
    this.name = settings.storageCredentialsSecret();
    this.changed = changed;
    this.kept =
        Optional.of(name)
            .filter(named -> !named.isEmpty())
            .map(
                named ->
                    client.secrets().inNamespace(namespace).withName(named).runnableInformer(0));
  }

  void start() {
    kept.ifPresent(
        informer -> {
          informer.addEventHandler(this);
          informer.run();
          if (informer.getStore().list().isEmpty()) {
            sayWhatIsLacking();
          }
        });
  }

  /**
   * Gives a cluster its copy as it is now, and writes it only if something is new. One that it has
   * is left to it while people's Secret lacks something, and a Secret of its name that is not the
   * agent's to people. Asks for the copy each time: what was written last tells neither that it was
   * removed since nor that people have made it theirs.
   *
   * @return what the cluster is to be told
   */
  StorageKeys deliver(ClusterDocument document) {
    if (kept.isEmpty()) {
      return StorageKeys.NONE;
    }
    Secret there = copyOf(document).get();
    if (there != null && !isCopy(there, document)) {
      LOG.warn(
          "Secret {}/{} has no label {} with the cluster's id, so it is not the agent's: it stays,"
              + " and the cluster has no copy of the keys; give it another name",
          there.getMetadata().getNamespace(),
          there.getMetadata().getName(),
          Marks.CLUSTER);
      return withoutCopy(document);
    }
    Map<String, String> entries = entries();
    if (lacking(entries).isEmpty()) {
      String version = StorageKeys.version(Optional.ofNullable(there), entries);
      Secret copy = RegionObjects.storageCredentials(document, entries, version);
      boolean same = there != null && isAlready(there, copy);
      return StorageKeys.of(same ? there : client.resource(copy).patch(Delivery.CONTEXT));
    }
    return there == null ? withoutCopy(document) : StorageKeys.of(there);
  }

  /**
   * Whether what is there needs no writing: a version is a copy's own for as long as it has these
   * keys.
   */
  private static boolean isAlready(Secret there, Secret copy) {
    return StorageKeys.of(there).equals(StorageKeys.of(copy))
        && there
            .getMetadata()
            .getLabels()
            .entrySet()
            .containsAll(copy.getMetadata().getLabels().entrySet());
  }

  private static boolean isCopy(Secret secret, ClusterDocument document) {
    return Optional.ofNullable(secret.getMetadata().getLabels())
        .map(labels -> labels.get(Marks.CLUSTER))
        .filter(document.clusterId()::equals)
        .isPresent();
  }

  /** A cluster that runs is told of no Secret that is not there: its pods would not start again. */
  private StorageKeys withoutCopy(ClusterDocument document) {
    String cluster = RegionObjects.name(document.clusterId());
    VectorCluster there =
        client
            .resources(VectorCluster.class)
            .inNamespace(RegionObjects.namespaceName(document.projectId()))
            .withName(cluster)
            .get();
    return there == null ? new StorageKeys(Names.storage(cluster), "") : StorageKeys.of(there);
  }

  /** Takes its copy from a cluster that is no more. */
  void remove(ClusterDocument document) {
    Resource<Secret> there = copyOf(document);
    Optional.ofNullable(there.get())
        .filter(secret -> isCopy(secret, document))
        .ifPresent(_ -> there.delete());
  }

  @Override
  public void onAdd(Secret secret) {
    sayWhatIsLacking();
    changed.run();
  }

  @Override
  public void onUpdate(Secret before, Secret secret) {
    sayWhatIsLacking();
    changed.run();
  }

  @Override
  public void onDelete(Secret secret, boolean unknownFinalState) {
    sayWhatIsLacking();
  }

  @Override
  public void close() {
    kept.ifPresent(SharedIndexInformer::close);
  }

  private Resource<Secret> copyOf(ClusterDocument document) {
    return client
        .secrets()
        .inNamespace(RegionObjects.namespaceName(document.projectId()))
        .withName(Names.storage(RegionObjects.name(document.clusterId())));
  }

  /** Nothing else of the Secret goes to where projects are. */
  private Map<String, String> entries() {
    return kept.stream()
        .flatMap(informer -> informer.getStore().list().stream())
        .map(Secret::getData)
        .flatMap(data -> data == null ? null : data.entrySet().stream())
        .filter(entry -> ENTRIES.contains(entry.getKey()) && !entry.getValue().isEmpty())
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static List<String> lacking(Map<String, String> entries) {
    return ENTRIES.stream().filter(entry -> !entries.containsKey(entry)).toList();
  }

  private void sayWhatIsLacking() {
    List<String> lacking = lacking(entries());
    if (!lacking.isEmpty()) {
      LOG.warn(
          "Secret {}/{}, which AERIE_STORAGE_CREDENTIALS_SECRET names, is not there or lacks {}: make"
              + " it so; new clusters wait, others stay as they are",
          namespace,
          name,
          String.join(" and ", lacking));
    }
  }
}
