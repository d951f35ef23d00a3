package dev.aerie.operator.cluster.status;

import dev.aerie.crds.VectorCluster;
import dev.aerie.operator.cluster.model.Names;

/**
 * Why a cluster is not what it should be.
 *
 * @param reason stable, in UpperCamelCase, for programs
 * @param message for people: what happened and what to do
 */
public record Problem(String reason, String message) {

  private static final String COPY_MISSING =
      "Secret %s does not exist: the region's agent makes it of the Secret of its own namespace that"
          + " AERIE_STORAGE_CREDENTIALS_SECRET (in Helm agent.storageCredentialsSecret) names. See"
          + " that this one is there, with accessKey and secretKey;";

  /** No class of the name the cluster gives. */
  public static Problem unknownClass(String named) {
    return new Problem(
        "UnknownClass",
        named.isEmpty()
            ? "No VectorClusterClass is the default one: name one in spec.classRef or make one"
                + " default."
            : "There is no VectorClusterClass %s: make it, or name another in spec.classRef."
                .formatted(named));
  }

  /** The class has no image for the cluster's engine. */
  public static Problem noMilvusImage(String named) {
    return new Problem(
        "MilvusImageMissing",
        "%s names no image of Milvus: set spec.milvusImage of the class, or name another in"
                .formatted(
                    named.isEmpty()
                        ? "The default VectorClusterClass"
                        : "VectorClusterClass " + named)
            + " spec.classRef.");
  }

  /** Who would run a cluster of engine milvus is not there. */
  public static Problem noMilvusOperator() {
    return new Problem(
        "MilvusOperatorMissing",
        "Kubernetes knows no resource milvus.io/v1beta1 Milvus: install the Milvus Operator; the"
            + " cluster goes on by itself then.");
  }

  /** The namespace has no room for the cluster's pods. */
  public static Problem quotaExceeded(String what) {
    return new Problem(
        "QuotaExceeded",
        "%s. Lower spec.compute.units or spec.compute.replicas, suspend another cluster of the project,"
                .formatted(what)
            + " or raise the quota.");
  }

  /** A Secret the cluster names is not there. */
  public static Problem missingSecret(VectorCluster cluster, String name) {
    boolean copied = name.equals(Names.storage(cluster.getMetadata().getName()));
    return new Problem(
        "SecretMissing",
        (copied ? COPY_MISSING : "Secret %s does not exist: make it in the cluster's namespace;")
                .formatted(name)
            + " the pods wait for it.");
  }

  /** The API server refused an object of the cluster. */
  public static Problem refused(String message) {
    return new Problem("ApplyRefused", message);
  }

  /** A time people wrote means nothing. */
  public static Problem schedule(String message) {
    return new Problem("ScheduleInvalid", message + " Correct it in the spec.");
  }

  /** A pod does not become ready with the newest spec, and nobody knows why. */
  public static Problem rollStopped(String message) {
    return new Problem("RollStopped", message);
  }

  /** What the cluster shall begin with is not there, or not yet. */
  public static Problem sourceMissing(String message) {
    return new Problem("BootstrapSourceMissing", message);
  }

  /** The storage could not be filled. */
  public static Problem restoreFailed(String job, String said) {
    return new Problem(
        "RestoreFailed",
        "The cluster could not be restored: %s See the logs of Job %s, then delete it to try again."
            .formatted(said, job));
  }

  /** The storage could not be emptied. */
  public static Problem purgeFailed(String job, long minutes) {
    return new Problem(
        "PurgeFailed",
        "The storage could not be emptied: see the logs of Job %s. It is tried again %d minutes later; delete the Job to try at once."
            .formatted(job, minutes));
  }
}
