package dev.aerie.operator.support;

import dev.aerie.crds.Access;
import dev.aerie.crds.Bootstrap;
import dev.aerie.crds.Compute;
import dev.aerie.crds.DeletionPolicy;
import dev.aerie.crds.Encryption;
import dev.aerie.crds.Engine;
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
    return new VectorClusterSpec(
        spec.engine(),
        spec.version(),
        spec.classRef(),
        spec.compute(),
        spec.storage(),
        spec.access(),
        secret,
        spec.suspend(),
        spec.deletionPolicy());
  }

  /** The same spec, reached in another way. */
  public static VectorClusterSpec reached(VectorClusterSpec spec, Access access) {
    return new VectorClusterSpec(
        spec.engine(),
        spec.version(),
        spec.classRef(),
        spec.compute(),
        spec.storage(),
        access,
        spec.keysRef(),
        spec.suspend(),
        spec.deletionPolicy());
  }

  /** The same spec with credentials of its storage. */
  public static VectorClusterSpec credentialed(VectorClusterSpec spec, String secret) {
    return new VectorClusterSpec(
        spec.engine(),
        spec.version(),
        spec.classRef(),
        spec.compute(),
        new Storage(spec.storage().uri(), secret, spec.storage().cacheSize()),
        spec.access(),
        spec.keysRef(),
        spec.suspend(),
        spec.deletionPolicy());
  }

  /** The same spec with encrypted objects. */
  public static VectorClusterSpec encrypted(VectorClusterSpec spec, Encryption encryption) {
    return new VectorClusterSpec(
        spec.engine(),
        spec.version(),
        spec.classRef(),
        spec.compute(),
        new Storage(
            spec.storage().uri(),
            spec.storage().credentialsRef(),
            spec.storage().cacheSize(),
            encryption),
        spec.access(),
        spec.keysRef(),
        spec.suspend(),
        spec.deletionPolicy(),
        null,
        null,
        spec.bootstrap(),
        "",
        null);
  }

  /** The same spec of another class. */
  public static VectorClusterSpec classed(VectorClusterSpec spec, String name) {
    return new VectorClusterSpec(
        spec.engine(),
        spec.version(),
        name,
        spec.compute(),
        spec.storage(),
        spec.access(),
        spec.keysRef(),
        spec.suspend(),
        spec.deletionPolicy());
  }

  /** The same spec with something to begin with. */
  public static VectorClusterSpec bootstrapped(VectorClusterSpec spec, Bootstrap bootstrap) {
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
        null,
        null,
        bootstrap,
        "",
        null);
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
