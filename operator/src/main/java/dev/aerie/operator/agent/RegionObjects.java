package dev.aerie.operator.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aerie.crds.Marks;
import dev.aerie.crds.VectorCluster;
import dev.aerie.operator.agent.protocol.ClusterDocument;
import dev.aerie.operator.cluster.model.Blueprint;
import dev.aerie.operator.cluster.model.Names;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** What a document of the control plane is in Kubernetes. Immutable. */
final class RegionObjects {

  /** Milvus takes passwords of at most 72 characters. */
  private static final int PASSWORD_BYTES = 32;

  private final ClusterSpecs specs;
  private final ObjectMapper json;

  RegionObjects(ClusterSpecs specs, ObjectMapper json) {
    this.specs = specs;
    this.json = json;
  }

  /** The namespace of a project. */
  static String namespaceName(String projectId) {
    return "aerie-" + projectId.replace('_', '-');
  }

  /** The VectorCluster's name. */
  static String name(String clusterId) {
    return clusterId.replace('_', '-');
  }

  Secret keys(ClusterDocument document) {
    return secret(
        document,
        Names.keys(name(document.clusterId())),
        Map.of("keys.json", encoded(keysFile(document))));
  }

  /** Another password each time: what is there already stays. */
  Secret rootPassword(ClusterDocument document) {
    return secret(
        document,
        Names.root(name(document.clusterId())),
        Map.of(
            "rootPassword",
            encoded(RandomText.ofBytes(PASSWORD_BYTES).getBytes(StandardCharsets.UTF_8))));
  }

  /**
   * A cluster's copy of the keys of the region's storage, whose entries are encoded already.
   *
   * @param version another when the keys are others
   */
  static Secret storageCredentials(
      ClusterDocument document, Map<String, String> encodedEntries, String version) {
    Secret copy = secret(document, Names.storage(name(document.clusterId())), encodedEntries);
    copy.getMetadata().setAnnotations(Map.of(Marks.STORAGE_CREDENTIALS, version));
    return copy;
  }

  private static Secret secret(
      ClusterDocument document, String name, Map<String, String> encodedEntries) {
    return new SecretBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(namespaceName(document.projectId()))
        .withLabels(
            Map.of(
                Marks.CLUSTER, document.clusterId(),
                Blueprint.INSTANCE, name(document.clusterId())))
        .endMetadata()
        .withType("Opaque")
        .withData(encodedEntries)
        .build();
  }

  private static String encoded(byte[] entry) {
    return Base64.getEncoder().encodeToString(entry);
  }

  /**
   * The cluster.
   *
   * @param keys open its storage
   */
  VectorCluster cluster(ClusterDocument document, StorageKeys keys) {
    String name = name(document.clusterId());
    VectorCluster cluster = new VectorCluster();
    cluster.setMetadata(
        new ObjectMetaBuilder()
            .withName(name)
            .withNamespace(namespaceName(document.projectId()))
            .withLabels(
                Map.of(
                    Marks.ORGANIZATION, document.organizationId(),
                    Marks.PROJECT, document.projectId(),
                    Marks.CLUSTER, document.clusterId()))
            .withAnnotations(annotations(document, keys))
            .build());
    cluster.setSpec(specs.of(document, keys));
    return cluster;
  }

  private static Map<String, String> annotations(ClusterDocument document, StorageKeys keys) {
    Map<String, String> annotations = new HashMap<>();
    annotations.put(Marks.DISPLAY_NAME, document.name());
    annotations.put(Marks.GENERATION, String.valueOf(document.generation()));
    if (document.spec().restarts() > 0) {
      annotations.put(Marks.RESTARTED_AT, "restart-" + document.spec().restarts());
    }
    if (!keys.version().isEmpty()) {
      annotations.put(Marks.STORAGE_CREDENTIALS, keys.version());
    }
    return annotations;
  }

  private byte[] keysFile(ClusterDocument document) {
    try {
      return json.writeValueAsBytes(Map.of("keys", document.keys()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("keys can always be written as JSON", e);
    }
  }
}
