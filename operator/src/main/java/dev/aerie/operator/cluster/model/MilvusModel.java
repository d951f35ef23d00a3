package dev.aerie.operator.cluster.model;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The objects of a cluster of engine milvus; its pods are made by the Milvus Operator. */
public final class MilvusModel {

  private MilvusModel() {}

  /**
   * All objects, in the order in which they are needed; the Milvus resource is last.
   *
   * @param credentials entries {@code accessKey} and {@code secretKey} of the Secret that the
   *     cluster names for its storage, in base64; empty if it names none
   */
  public static List<HasMetadata> objects(
      Blueprint blueprint, Optional<Map<String, String>> credentials) {
    List<HasMetadata> objects = new ArrayList<>();
    objects.add(ClusterModel.serviceAccount(blueprint));
    credentials.ifPresent(entries -> objects.add(storageSecret(blueprint, entries)));
    objects.add(Services.ofClients(blueprint));
    objects.add(Traffic.policy(blueprint));
    objects.add(MilvusTraffic.amongPods(blueprint));
    objects.add(MilvusTraffic.catalog(blueprint));
    objects.add(MilvusResource.of(blueprint));
    return List.copyOf(objects);
  }

  /** The Milvus Operator reads the same credentials under names of its own. */
  private static Secret storageSecret(Blueprint blueprint, Map<String, String> entries) {
    return new SecretBuilder()
        .withMetadata(blueprint.metadata(Names.milvusStorage(blueprint.name())))
        .withType("Opaque")
        .withData(
            Map.of(
                "accesskey", entries.getOrDefault("accessKey", ""),
                "secretkey", entries.getOrDefault("secretKey", "")))
        .build();
  }
}
