package dev.aerie.operator.lifecycle;

import dev.aerie.crds.VectorCluster;
import dev.aerie.operator.cluster.ClusterReconciler;
import dev.aerie.operator.cluster.event.ClusterEvents;
import dev.aerie.operator.cluster.observation.NodeHost;
import dev.aerie.operator.cluster.status.StatusFactory;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;

/** The reconciler with its informers. Started once, closed once. */
public final class ClusterOperator implements AutoCloseable {

  /** Should an event be lost after all, the cluster is looked at again within this time. */
  private static final Duration LONGEST_INTERVAL = Duration.ofMinutes(5);

  private static final Duration TERMINATION = Duration.ofSeconds(10);

  private final Operator operator;

  /**
   * @param client reads and writes in the operator's name; stays open
   * @param clock tells when conditions turn
   * @param nodeHost host of NodePort endpoints, empty for the first node's
   * @param concurrency clusters reconciled at the same time
   */
  public ClusterOperator(KubernetesClient client, Clock clock, String nodeHost, int concurrency) {
    operator =
        new Operator(
            settings ->
                settings
                    .withKubernetesClient(client)
                    .withCloseClientOnStop(false)
                    .withConcurrentReconciliationThreads(concurrency)
                    .withReconciliationTerminationTimeout(TERMINATION));
    operator.register(
        new ClusterReconciler(
            client,
            new StatusFactory(clock, new NodeHost(client, nodeHost)),
            new ClusterEvents(client, clock)),
        controller ->
            controller
                .withReconciliationMaxInterval(LONGEST_INTERVAL)
                .withGenerationAware(false)
                .withOnUpdateFilter(ClusterOperator::matters));
  }

  /** Returns when all informers have seen what there is. */
  public void start() {
    operator.start();
  }

  /** Whether all informers are watching. */
  public boolean isReady() {
    return operator.getRuntimeInfo().isStarted()
        && operator.getRuntimeInfo().allEventSourcesAreHealthy();
  }

  @Override
  public void close() {
    operator.stop();
  }

  /** The operator's own statuses are no news; the control plane's generation is an annotation. */
  private static boolean matters(VectorCluster now, VectorCluster before) {
    ObjectMeta left = now.getMetadata();
    ObjectMeta right = before.getMetadata();
    return !Objects.equals(left.getGeneration(), right.getGeneration())
        || !Objects.equals(left.getAnnotations(), right.getAnnotations())
        || !Objects.equals(left.getLabels(), right.getLabels())
        || !Objects.equals(left.getFinalizers(), right.getFinalizers())
        || !Objects.equals(left.getDeletionTimestamp(), right.getDeletionTimestamp());
  }
}
