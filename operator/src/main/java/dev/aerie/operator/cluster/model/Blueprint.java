package dev.aerie.operator.cluster.model;

import dev.aerie.crds.Marks;
import dev.aerie.crds.VectorCluster;
import dev.aerie.crds.VectorClusterClassSpec;
import dev.aerie.crds.VectorClusterSpec;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * All that decides what a cluster is made of.
 *
 * @param cluster the cluster, as the API server holds it
 * @param classSpec the class it is of
 * @param cacheClaim size of the cache volumes that exist already; they cannot be resized
 */
public record Blueprint(
    VectorCluster cluster, VectorClusterClassSpec classSpec, Optional<Quantity> cacheClaim) {

  /** Label by which the objects of one cluster are selected. */
  public static final String INSTANCE = "app.kubernetes.io/instance";

  /** Label that tells the pods that serve from the pod that purges. */
  public static final String COMPONENT = "app.kubernetes.io/component";

  /** Label that the Milvus Operator gives the pods that clients talk to. */
  private static final String MILVUS_SERVICE = "milvus.io/service";

  /** {@link #COMPONENT} of the pods that serve. */
  public static final String DATA_PLANE = "data-plane";

  /** {@link #COMPONENT} of the pod that empties the storage. */
  public static final String PURGE = "purge";

  /** Name of the cluster and of most of its objects. */
  public String name() {
    return cluster.getMetadata().getName();
  }

  /** What the cluster should be. */
  public VectorClusterSpec spec() {
    return cluster.getSpec();
  }

  /** The cluster's id, or its name when nobody gave it an id. */
  public String clusterId() {
    return clusterId(cluster);
  }

  /** The id of a cluster, or its name when nobody gave it an id. */
  public static String clusterId(VectorCluster cluster) {
    return labels(cluster).getOrDefault(Marks.CLUSTER, cluster.getMetadata().getName());
  }

  /** The data plane's image, that of a cluster's Jobs too. */
  public Image image() {
    Image ofClass = Image.parse(classSpec.image());
    return switch (spec().engine()) {
      case AERIE -> ofClass.withVersion(spec().version());
      case MILVUS -> ofClass;
    };
  }

  /** Size of what one pod gets. */
  public Sizing sizing() {
    return new Sizing(classSpec, cluster.compute().units());
  }

  /** Size of one pod's cache volume. */
  public Quantity cacheSize() {
    String asked = spec().storage().cacheSize();
    return cacheClaim.orElseGet(() -> asked.isEmpty() ? sizing().cache() : Quantity.parse(asked));
  }

  /** What the pods that clients talk to are selected by. */
  public Map<String, String> selector() {
    return switch (spec().engine()) {
      case AERIE -> selector(name());
      case MILVUS -> Map.of(INSTANCE, name(), MILVUS_SERVICE, "true");
    };
  }

  /** What the pods of a cluster of this name that serve are selected by. */
  public static Map<String, String> selector(String name) {
    return Map.of(INSTANCE, name, COMPONENT, DATA_PLANE);
  }

  /** Labels of an object of this cluster. */
  public Map<String, String> labels(String component) {
    Map<String, String> labels = new LinkedHashMap<>(ownLabels());
    labels.put(COMPONENT, component);
    return labels;
  }

  /** Metadata of an object that lives and ends with the cluster. */
  public ObjectMeta metadata(String objectName) {
    return metadata(objectName, cluster);
  }

  /** Metadata of an object of the cluster that goes with something else. */
  ObjectMeta metadata(String objectName, HasMetadata owner) {
    return new ObjectMetaBuilder()
        .withName(objectName)
        .withNamespace(cluster.getMetadata().getNamespace())
        .withLabels(ownLabels())
        .withOwnerReferences(
            new OwnerReferenceBuilder()
                .withApiVersion(owner.getApiVersion())
                .withKind(owner.getKind())
                .withName(owner.getMetadata().getName())
                .withUid(owner.getMetadata().getUid())
                .withController(true)
                .withBlockOwnerDeletion(true)
                .build())
        .build();
  }

  private Map<String, String> ownLabels() {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("app.kubernetes.io/name", "aerie");
    labels.put(INSTANCE, name());
    labels.put("app.kubernetes.io/managed-by", "aerie-operator");
    labels.put(Marks.CLUSTER, clusterId());
    Map<String, String> given = labels(cluster);
    for (String mark : new String[] {Marks.ORGANIZATION, Marks.PROJECT}) {
      if (given.containsKey(mark)) {
        labels.put(mark, given.get(mark));
      }
    }
    return labels;
  }

  private static Map<String, String> labels(VectorCluster cluster) {
    return Optional.ofNullable(cluster.getMetadata().getLabels()).orElse(Map.of());
  }
}
