package dev.aerie.operator.support;

import static dev.aerie.operator.support.Clusters.NAMESPACE;
import static dev.aerie.operator.support.LiveClusters.DEADLINE;
import static org.awaitility.Awaitility.await;

import dev.aerie.crds.Marks;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.ScalableResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;

/** Jobs as the operator makes them for clusters, that have given up. */
public final class FailedJobs {

  private final KubernetesClient client;

  /** Those that a client may make. */
  public FailedJobs(KubernetesClient client) {
    this.client = client;
  }

  /** Makes one. It gets its owner, by uid, last, and stays though that may be gone. */
  public void make(String cluster, String name, String owner) {
    client
        .resource(
            new JobBuilder()
                .withMetadata(metadata(cluster, name))
                .withNewSpec()
                .withBackoffLimit(0)
                .withTemplate(template())
                .endSpec()
                .build())
        .create();
    await()
        .atMost(DEADLINE)
        .until(() -> Integer.valueOf(1).equals(job(name).get().getStatus().getFailed()));
    job(name)
        .edit(
            each ->
                new JobBuilder(each)
                    .editMetadata()
                    .addToFinalizers("aerie.dev/test")
                    .addNewOwnerReference()
                    .withApiVersion("aerie.dev/v1alpha1")
                    .withKind("VectorCluster")
                    .withName(cluster)
                    .withUid(owner)
                    .endOwnerReference()
                    .endMetadata()
                    .build());
  }

  /** Deletes one, and lets it go. */
  public void delete(String name) {
    job(name).delete();
    job(name)
        .edit(each -> new JobBuilder(each).editMetadata().withFinalizers().endMetadata().build());
  }

  /** Whether somebody has deleted one that stays. */
  public boolean isBeingDeleted(String name) {
    return job(name).get().isMarkedForDeletion();
  }

  private ScalableResource<Job> job(String name) {
    return client.batch().v1().jobs().inNamespace(NAMESPACE).withName(name);
  }

  /** What an object of a cluster is called. */
  public static ObjectMeta metadata(String cluster, String name) {
    return new ObjectMetaBuilder()
        .withName(name)
        .withNamespace(NAMESPACE)
        .withLabels(Map.of("app.kubernetes.io/instance", cluster, Marks.CLUSTER, cluster))
        .build();
  }

  /** A pod that fails at once. */
  public static PodTemplateSpec template() {
    return Serialization.unmarshal(
        """
        metadata: {}
        spec:
          restartPolicy: Never
          securityContext: {runAsNonRoot: true, runAsUser: 10001, seccompProfile: {type: RuntimeDefault}}
          containers:
            - name: fails
              image: aerie/data-plane:dev
              args: [unknown-job]
              env: [{name: AERIE_STORAGE_URI, value: "file:///nowhere"}]
              securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
        """,
        PodTemplateSpec.class);
  }
}
