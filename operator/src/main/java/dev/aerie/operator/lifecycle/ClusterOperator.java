package dev.aerie.operator.lifecycle;

import dev.aerie.crds.VectorCluster;
import dev.aerie.operator.backup.BackupReconciler;
import dev.aerie.operator.backup.restore.RestoreReconciler;
import dev.aerie.operator.backup.schedule.ScheduleReconciler;
import dev.aerie.operator.cache.LeanStore;
import dev.aerie.operator.cluster.ClusterReconciler;
import dev.aerie.operator.cluster.event.ClusterEvents;
import dev.aerie.operator.cluster.observation.NodeHost;
import dev.aerie.operator.cluster.status.StatusFactory;
import dev.aerie.operator.metric.BackupMetrics;
import dev.aerie.operator.metric.FleetMetrics;
import dev.aerie.operator.metric.ReconciliationMetrics;
import dev.aerie.operator.pass.Passes;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.ConfigurationServiceOverrider;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** The reconciler with its informers. Started once, closed once. */
public final class ClusterOperator implements AutoCloseable {

  private static final Duration TERMINATION = Duration.ofSeconds(10);

  private final Passes passes;
  private final Operator operator;
  private final Leadership leadership;
  private final Optional<LeaderElectionConfiguration> election;

  /**
   * An operator that is not started yet.
   *
   * @param client reads and writes in the operator's name; stays open
   * @param clock tells when conditions turn
   * @param settings what this process is told
   * @param meters where figures are kept
   * @param taken called when this process begins to act
   * @param lost called when it must not act any more though nobody has asked it to end
   */
  public ClusterOperator(
      KubernetesClient client,
      Clock clock,
      OperatorSettings settings,
      MeterRegistry meters,
      Runnable taken,
      Runnable lost) {
    leadership = new Leadership(taken, lost, meters);
    election = leadership.election(settings);
    passes = new Passes(settings.concurrency());
    operator = new Operator(framework -> configure(framework, client, meters));
    ClusterEvents events = new ClusterEvents(client, clock);
    operator.register(new BackupReconciler(client, clock, events, new BackupMetrics(meters)));
    operator.register(new ScheduleReconciler(client, clock, events));
    operator.register(new RestoreReconciler(client, clock, events));
    operator.register(
        new ClusterReconciler(
            client,
            clock,
            new StatusFactory(clock, new NodeHost(client, clock, settings.nodeHost())),
            events,
            new FleetMetrics(meters),
            settings.mostChanging(),
            passes),
        controller ->
            controller
                .withGenerationAware(false)
                .withItemStore(new LeanStore<>())
                .withOnUpdateFilter(ClusterOperator::matters));
  }

  private void configure(
      ConfigurationServiceOverrider framework, KubernetesClient client, MeterRegistry meters) {
    framework
        .withKubernetesClient(client)
        .withCloseClientOnStop(false)
        .withExecutorService(passes)
        .withReconciliationTerminationTimeout(TERMINATION)
        .withMetrics(new ReconciliationMetrics(meters));
    election.ifPresent(framework::withLeaderElectionConfiguration);
  }

  /** Returns when all informers have seen what there is. */
  public void start() {
    operator.start();
    if (election.isEmpty()) {
      leadership.begin();
    }
  }

  /** Whether this process is the one that acts. */
  public boolean leads() {
    return leadership.leads();
  }

  /** Whether all informers are watching. */
  public boolean isReady() {
    return operator.getRuntimeInfo().isStarted()
        && operator.getRuntimeInfo().allEventSourcesAreHealthy();
  }

  @Override
  public void close() {
    leadership.end();
    // Before the informers, which forget all they know: a pass would take it for gone.
    passes.end(TERMINATION);
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
