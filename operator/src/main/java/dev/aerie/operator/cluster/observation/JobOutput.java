package dev.aerie.operator.cluster.observation;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Comparator;

/** What a Job has printed last. Safe for concurrent use. */
public final class JobOutput {

  private final KubernetesClient client;

  /**
   * @param client reads in the operator's name
   */
  public JobOutput(KubernetesClient client) {
    this.client = client;
  }

  /** The last line of the log of its newest pod; empty if there is none any more. */
  public String lastLine(Job job) {
    return client
        .pods()
        .inNamespace(job.getMetadata().getNamespace())
        .withLabel("batch.kubernetes.io/job-name", job.getMetadata().getName())
        .list()
        .getItems()
        .stream()
        .max(Comparator.comparing(pod -> pod.getMetadata().getCreationTimestamp()))
        .map(this::lastLine)
        .orElse("");
  }

  /** Removes a Job that has ended, so that it is run again. */
  public void discard(Job job) {
    client.resource(job).delete();
  }

  private String lastLine(Pod pod) {
    try {
      return client.pods().resource(pod).getLog().lines().reduce("", (_, line) -> line);
    } catch (KubernetesClientException e) {
      return "its log cannot be read: " + e.getMessage();
    }
  }
}
