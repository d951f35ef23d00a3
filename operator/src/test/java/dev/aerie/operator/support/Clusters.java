package dev.aerie.operator.support;

import dev.aerie.crds.Access;
import dev.aerie.crds.Bootstrap;
import dev.aerie.crds.Compute;
import dev.aerie.crds.DeletionPolicy;
import dev.aerie.crds.Encryption;
import dev.aerie.crds.Engine;
import dev.aerie.crds.MaintenanceWindow;
import dev.aerie.crds.Phase;
import dev.aerie.crds.Storage;
import dev.aerie.crds.VectorCluster;
import dev.aerie.crds.VectorClusterClass;
import dev.aerie.crds.VectorClusterClassSpec;
import dev.aerie.crds.VectorClusterSpec;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;

/** Clusters as tests need them. */
public final class Clusters {

  /** The namespace of all clusters made here. */
  public static final String NAMESPACE = "clusters";

  private Clusters() {}

  /** A cluster of the class for tests, of which many fit on one machine. */
  public static VectorCluster cluster(String name, Compute compute, String storage) {
    VectorCluster cluster = new VectorCluster();
    cluster.setMetadata(new ObjectMetaBuilder().withName(name).withNamespace(NAMESPACE).build());
    cluster.setSpec(
        new VectorClusterSpec(
            Engine.AERIE,
            "",
            "tiny",
            compute,
            new Storage(storage, "", ""),
            Access.DEFAULT,
            "",
            false,
            DeletionPolicy.RETAIN));
    return cluster;
  }

  /** The same spec with keys. */
  public static VectorClusterSpec keyed(VectorClusterSpec spec, String secret) {
    return copy(spec, spec.classRef(), spec.storage(), spec.access(), secret, spec.bootstrap());
  }

  /** The same spec, reached in another way. */
  public static VectorClusterSpec reached(VectorClusterSpec spec, Access access) {
    return copy(spec, spec.classRef(), spec.storage(), access, spec.keysRef(), spec.bootstrap());
  }

  /** The same spec with credentials of its storage. */
  public static VectorClusterSpec credentialed(VectorClusterSpec spec, String secret) {
    Storage storage = new Storage(spec.storage().uri(), secret, spec.storage().cacheSize());
    return copy(spec, spec.classRef(), storage, spec.access(), spec.keysRef(), spec.bootstrap());
  }

  /** The same spec with encrypted objects. */
  public static VectorClusterSpec encrypted(VectorClusterSpec spec, Encryption encryption) {
    Storage plain = spec.storage();
    Storage storage =
        new Storage(plain.uri(), plain.credentialsRef(), plain.cacheSize(), encryption);
    return copy(spec, spec.classRef(), storage, spec.access(), spec.keysRef(), spec.bootstrap());
  }

  /** The same spec of another class. */
  public static VectorClusterSpec classed(VectorClusterSpec spec, String name) {
    return copy(spec, name, spec.storage(), spec.access(), spec.keysRef(), spec.bootstrap());
  }

  /** The same spec with something to begin with. */
  public static VectorClusterSpec bootstrapped(VectorClusterSpec spec, Bootstrap bootstrap) {
    return copy(spec, spec.classRef(), spec.storage(), spec.access(), spec.keysRef(), bootstrap);
  }

  /** The same spec, whose pods are restarted in a window only. */
  public static VectorClusterSpec windowed(VectorClusterSpec spec, MaintenanceWindow window) {
    return new VectorClusterSpec(
        spec.engine(),
        spec.version(),
        spec.classRef(),
        spec.compute(),
        spec.storage(),
        spec.access(),
        spec.keysRef(),
        spec.suspend(),
        spec.deletionPolicy(),
        window,
        spec.autoscaling(),
        spec.bootstrap(),
        spec.idleSuspendAfter(),
        spec.tiering(),
        spec.milvus());
  }

  private static VectorClusterSpec copy(
      VectorClusterSpec spec,
      String classRef,
      Storage storage,
      Access access,
      String keysRef,
      Bootstrap bootstrap) {
    return new VectorClusterSpec(
        spec.engine(),
        spec.version(),
        classRef,
        spec.compute(),
        storage,
        access,
        keysRef,
        spec.suspend(),
        spec.deletionPolicy(),
        spec.maintenanceWindow(),
        spec.autoscaling(),
        bootstrap,
        spec.idleSuspendAfter(),
        spec.tiering(),
        spec.milvus());
  }

  /** A class as small as tests need it, with an image. */
  public static VectorClusterClass tinyClass(String name, String image) {
    VectorClusterClass made = new VectorClusterClass();
    made.setMetadata(new ObjectMetaBuilder().withName(name).build());
    made.setSpec(new VectorClusterClassSpec("", false, image, "50m", "64Mi", "16Mi", ""));
    return made;
  }

  /** True if the cluster is in the phase and has seen its newest spec. */
  public static boolean is(VectorCluster cluster, Phase phase) {
    return cluster != null
        && cluster.getStatus() != null
        && cluster.getStatus().phase() == phase
        && cluster.getStatus().observedGeneration().equals(cluster.getMetadata().getGeneration());
  }
}
