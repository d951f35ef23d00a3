package dev.aerie.operator.agent;

import dev.aerie.crds.Access;
import dev.aerie.crds.Compute;
import dev.aerie.crds.DeletionPolicy;
import dev.aerie.crds.Engine;
import dev.aerie.crds.Exposure;
import dev.aerie.crds.MilvusSettings;
import dev.aerie.crds.Storage;
import dev.aerie.crds.Tier;
import dev.aerie.crds.Tiering;
import dev.aerie.crds.VectorClusterSpec;
import dev.aerie.operator.agent.protocol.AutoscalingWish;
import dev.aerie.operator.agent.protocol.ClusterDocument;
import dev.aerie.operator.agent.protocol.TieringWish;
import dev.aerie.operator.cluster.model.Names;
import dev.aerie.operator.cluster.model.StorageUri;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What the control plane wants of a cluster as the spec of a VectorCluster. Immutable.
 *
 * @param storageBase URI under which each cluster has its storage
 */
record ClusterSpecs(String storageBase) {

  /**
   * The spec of a document's cluster.
   *
   * @param keys open its storage
   * @throws IllegalArgumentException for an engine, exposure or tier this agent does not know
   */
  VectorClusterSpec of(ClusterDocument document, StorageKeys keys) {
    ClusterDocument.Spec wanted = document.spec();
    String name = RegionObjects.name(document.clusterId());
    boolean milvus = isMilvus(document);
    return new VectorClusterSpec(
        named(Engine.values(), wanted.engine()),
        wanted.version(),
        wanted.className(),
        new Compute(wanted.units(), wanted.replicas()),
        new Storage(
            StorageUri.within(storageBase, document.clusterId()),
            keys.secret(),
            "",
            wanted.encryption().orElse(null)),
        access(wanted),
        milvus ? "" : Names.keys(name),
        wanted.suspend(),
        deletionPolicy(document),
        wanted.maintenanceWindow().orElse(null),
        wanted.autoscaling().map(AutoscalingWish::spec).orElse(null),
        wanted.bootstrap().map(origin -> origin.spec(RegionObjects::name)).orElse(null),
        wanted.idleSuspendAfter(),
        tiering(wanted),
        milvus ? new MilvusSettings(Names.root(name), List.of()) : null);
  }

  /** Whether the Milvus Operator runs the cluster. */
  static boolean isMilvus(ClusterDocument document) {
    return Engine.MILVUS.name().equalsIgnoreCase(document.spec().engine());
  }

  private static Access access(ClusterDocument.Spec wanted) {
    Exposure exposure =
        wanted.exposure().isEmpty()
            ? Access.DEFAULT.exposure()
            : named(Exposure.values(), wanted.exposure());
    return new Access(exposure, wanted.allowedCidrs(), wanted.tlsSecretRef());
  }

  private static Tiering tiering(ClusterDocument.Spec wanted) {
    return wanted
        .tiering()
        .map(TieringWish::defaultTier)
        .filter(tier -> !tier.isEmpty())
        .map(tier -> new Tiering(named(Tier.values(), tier)))
        .orElse(null);
  }

  private static <E extends Enum<E>> E named(E[] known, String name) {
    return Arrays.stream(known)
        .filter(each -> each.name().equals(name.toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "The region's agent knows %s only, not %s: update it."
                        .formatted(Arrays.toString(known), name)));
  }

  /** Data is only ever removed when that was asked for in so many words. */
  static DeletionPolicy deletionPolicy(ClusterDocument document) {
    return document.spec().deletionPolicy().equals("DELETE")
        ? DeletionPolicy.DELETE
        : DeletionPolicy.RETAIN;
  }
}
