package dev.aerie.operator.cluster;

import dev.aerie.crds.VectorCluster;
import dev.aerie.operator.cluster.model.Names;
import dev.aerie.operator.cluster.observation.JobState;
import dev.aerie.operator.cluster.observation.Ownership;
import dev.aerie.operator.cluster.observation.Pods;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Optional;

/**
 * The Job that fills a storage, of a cluster that goes before that is filled. Asks the API server,
 * as a cache may not know yet what was made just now.
 */
final class Filling {

  private final KubernetesClient client;

  Filling(KubernetesClient client) {
    this.client = client;
  }

  /** The Job, if it was begun and has not come to a good end. */
  Optional<Job> unfinished(VectorCluster cluster) {
    return cluster
        .getSpec()
        .origin()
        .map(
            _ ->
                client
                    .batch()
                    .v1()
                    .jobs()
                    .inNamespace(cluster.getMetadata().getNamespace())
                    .withName(Names.restore(cluster.getMetadata().getName()))
                    .get())
        .filter(job -> Ownership.isOf(job, cluster))
        .filter(job -> JobState.of(job) != JobState.COMPLETE);
  }

  /**
   * Whether it works no longer; sees to that. It is suspended and not deleted, as nothing else says
   * later that there is something to clean up, and by which keys.
   */
  boolean hasStopped(Job job) {
    if (JobState.of(job) == JobState.FAILED) {
      return true;
    }
    if (!Boolean.TRUE.equals(job.getSpec().getSuspend())) {
      client
          .resource(job)
          .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\": {\"suspend\": true}}");
      return false;
    }
    return JobState.isSuspended(job)
        && client
            .pods()
            .inNamespace(job.getMetadata().getNamespace())
            .withLabel("batch.kubernetes.io/job-name", job.getMetadata().getName())
            .list()
            .getItems()
            .stream()
            .allMatch(Pods::hasEnded);
  }
}
