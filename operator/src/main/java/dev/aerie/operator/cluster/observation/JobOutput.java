package dev.aerie.operator.cluster.observation;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Comparator;
import java.util.Optional;

/** What a Job has printed last. Safe for concurrent use. */
public final class JobOutput {

  private final KubernetesClient client;

  /**
   * @param client reads in the operator's name
   */
  public JobOutput(KubernetesClient client) {
    this.client = client;
  }

  /**
   * What a Job that is complete tells: the last line of the log of its newest pod. Empty if there
   * is no pod any more, which says nothing of what it has done.
   *
   * @throws KubernetesClientException if the log cannot be read now
   */
  public Optional<String> outcome(Job job) {
    return newestPod(job).map(this::read);
  }

  /** The same for people, of a Job that has failed; empty if there is no pod any more. */
  public String lastLine(Job job) {
    try {
      return outcome(job).orElse("");
    } catch (KubernetesClientException e) {
      return "its log cannot be read: " + e.getMessage();
    }
  }

  /** Removes a Job that has ended, so that it is run again. */
  public void discard(Job job) {
    client.resource(job).delete();
  }

  private Optional<Pod> newestPod(Job job) {
    return client
        .pods()
        .inNamespace(job.getMetadata().getNamespace())
        .withLabel("batch.kubernetes.io/job-name", job.getMetadata().getName())
        .list()
        .getItems()
        .stream()
        .max(Comparator.comparing(pod -> pod.getMetadata().getCreationTimestamp()));
  }

  private String read(Pod pod) {
    return client.pods().resource(pod).getLog().lines().reduce("", (_, line) -> line);
  }
}
