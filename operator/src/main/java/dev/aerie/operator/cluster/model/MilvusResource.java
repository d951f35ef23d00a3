package dev.aerie.operator.cluster.model;

import dev.aerie.crds.DeletionPolicy;
import dev.aerie.crds.MilvusSettings;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The {@code milvus.io/v1beta1} resource {@code Milvus} by which the Milvus Operator is asked for a
 * cluster.
 */
final class MilvusResource {

  private static final String TLS_PATH = "/etc/milvus/tls";

  private MilvusResource() {}

  static GenericKubernetesResource of(Blueprint blueprint) {
    GenericKubernetesResource resource = new GenericKubernetesResource();
    resource.setApiVersion(ForeignKind.MILVUS.apiVersions().getFirst());
    resource.setKind(ForeignKind.MILVUS.kind());
    resource.setMetadata(blueprint.metadata(blueprint.name()));
    resource.setAdditionalProperty(
        "spec",
        Map.of(
            "mode",
            "cluster",
            "components",
            MilvusComponents.of(blueprint, TLS_PATH),
            "dependencies",
            dependencies(blueprint),
            "config",
            config(blueprint)));
    return resource;
  }

  private static Map<String, Object> dependencies(Blueprint blueprint) {
    return Map.of(
        // Its log lies in the object store: no further system to run.
        "msgStreamType", "woodpecker", "etcd", etcd(blueprint), "storage", storage(blueprint));
  }

  /** Without its catalog the data in the object store means nothing: both stay, or neither. */
  private static Map<String, Object> etcd(Blueprint blueprint) {
    List<String> endpoints = blueprint.spec().milvusSettings().etcdEndpoints();
    if (!endpoints.isEmpty()) {
      return Map.of("external", true, "endpoints", endpoints);
    }
    boolean ends = blueprint.spec().deletionPolicy() == DeletionPolicy.DELETE;
    return Map.of(
        "inCluster", Map.of("deletionPolicy", ends ? "Delete" : "Retain", "pvcDeletion", ends));
  }

  private static Map<String, Object> storage(Blueprint blueprint) {
    Map<String, Object> storage = new LinkedHashMap<>();
    storage.put("external", true);
    storage.put("type", "S3");
    storage.put("endpoint", address(blueprint).endpoint());
    if (!blueprint.spec().storage().credentialsRef().isEmpty()) {
      storage.put("secretRef", Names.milvusStorage(blueprint.name()));
    }
    return storage;
  }

  private static Map<String, Object> config(Blueprint blueprint) {
    ObjectStoreAddress address = address(blueprint);
    MilvusSettings settings = blueprint.spec().milvusSettings();
    boolean encrypted = !blueprint.cluster().tlsSecret().isEmpty();
    Map<String, Object> config = new LinkedHashMap<>();
    config.put(
        "minio",
        Map.of(
            "bucketName", address.bucket(),
            "rootPath", address.prefix(),
            "region", address.region(),
            "useSSL", address.secure(),
            "useIAM", blueprint.spec().storage().credentialsRef().isEmpty()));
    config.put(
        "common",
        Map.of(
            "security",
            Map.of(
                "authorizationEnabled",
                !settings.rootPasswordRef().isEmpty(),
                "tlsMode",
                encrypted ? 1 : 0)));
    config.put("localStorage", Map.of("path", MilvusComponents.DATA_PATH));
    if (encrypted) {
      config.put(
          "tls",
          Map.of(
              "serverPemPath", TLS_PATH + "/tls.crt",
              "serverKeyPath", TLS_PATH + "/tls.key"));
      // With TLS, Milvus does not serve REST at the port of gRPC.
      config.put("proxy", Map.of("http", Map.of("port", 8080)));
    }
    return config;
  }

  private static ObjectStoreAddress address(Blueprint blueprint) {
    return ObjectStoreAddress.parse(blueprint.spec().storage().uri());
  }
}
