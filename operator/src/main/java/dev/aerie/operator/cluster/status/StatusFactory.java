package dev.aerie.operator.cluster.status;

import dev.aerie.crds.Exposure;
import dev.aerie.crds.Marks;
import dev.aerie.crds.Phase;
import dev.aerie.crds.Roll;
import dev.aerie.crds.RollState;
import dev.aerie.crds.VectorCluster;
import dev.aerie.crds.VectorClusterStatus;
import dev.aerie.operator.cluster.model.Blueprint;
import dev.aerie.operator.cluster.model.Image;
import dev.aerie.operator.cluster.observation.Observation;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes a cluster's status from what there is of it. Safe for concurrent use. */
public final class StatusFactory {

  private final Diagnosis diagnosis;
  private final Conditions conditions;
  private final Supplier<String> nodeHost;

  /**
   * @param clock tells when a condition turned
   * @param nodeHost host of NodePort endpoints
   */
  public StatusFactory(Clock clock, Supplier<String> nodeHost) {
    this.diagnosis = new Diagnosis(clock);
    this.conditions = new Conditions(clock);
    this.nodeHost = nodeHost;
  }

  /**
   * The status.
   *
   * @param cluster the cluster
   * @param before its last status, with the newest decision of the autoscaler
   * @param observation what there is of it
   * @param roll how far its pods are with the newest spec
   * @param known a problem met on the way; others are looked for
   */
  public VectorClusterStatus status(
      VectorCluster cluster,
      VectorClusterStatus before,
      Observation observation,
      Roll roll,
      Optional<Problem> known) {
    Rollout rollout = Rollout.of(observation);
    Optional<Problem> problem =
        known.or(() -> diagnose(cluster, observation, rollout, before)).or(() -> stopped(roll));
    return status(
        cluster,
        before,
        new Serving(observation.service(), rollout, running(observation)),
        roll,
        problem);
  }

  /**
   * The status.
   *
   * @param cluster the cluster
   * @param before its last status, with the newest decision of the autoscaler
   * @param serving what serves of it
   * @param roll how far its pods are with the newest spec
   * @param problem what stands in its way
   */
  public VectorClusterStatus status(
      VectorCluster cluster,
      VectorClusterStatus before,
      Serving serving,
      Roll roll,
      Optional<Problem> problem) {
    Rollout rollout = serving.rollout();
    Phase phase = PhaseRule.phase(cluster, before, rollout, problem.isPresent());
    boolean paused = roll.state() == RollState.PAUSED;
    long generation = paused ? before.observedGeneration() : cluster.getMetadata().getGeneration();
    return new VectorClusterStatus(
        generation,
        paused ? before.controlPlaneGeneration() : controlPlaneGeneration(cluster),
        phase,
        serving
            .service()
            .filter(_ -> cluster.getSpec().access().exposure() != Exposure.GATEWAY)
            .map(service -> Endpoint.of(service, cluster, nodeHost))
            .orElse(before.endpoint()),
        rollout.ready(),
        rollout.existing(),
        phase == Phase.READY ? serving.version() : before.version(),
        roll,
        before.scaling(),
        before.idle(),
        paused ? before.compute() : cluster.compute(before.scaling()),
        conditions.of(
            phase,
            rollout,
            roll,
            problem,
            sleep(cluster, before),
            generation,
            before.conditions()));
  }

  private Optional<Problem> diagnose(
      VectorCluster cluster, Observation observation, Rollout rollout, VectorClusterStatus before) {
    if (cluster.isMarkedForDeletion() || !cluster.serves()) {
      return Optional.empty();
    }
    return diagnosis
        .of(cluster, observation)
        .or(
            () ->
                PhaseRule.lostPods(cluster, before, rollout)
                    ? Optional.of(
                        new Problem(
                            "PodsNotReady",
                            "%d of %d pods answer. If they do not come back by themselves, their Events say why: kubectl describe pod -l %s=%s."
                                .formatted(
                                    rollout.ready(),
                                    rollout.wanted(),
                                    Blueprint.INSTANCE,
                                    cluster.getMetadata().getName())))
                    : Optional.empty());
  }

  /** Why nothing runs though nobody has suspended it. */
  private static Optional<Problem> sleep(VectorCluster cluster, VectorClusterStatus before) {
    return cluster.serves() || cluster.getSpec().suspend()
        ? Optional.empty()
        : Optional.of(new Problem(before.idle().state().text(), before.idle().explanation()));
  }

  private static Optional<Problem> stopped(Roll roll) {
    return roll.state() == RollState.STOPPED
        ? Optional.of(Problem.rollStopped(roll.explanation()))
        : Optional.empty();
  }

  private static String running(Observation observation) {
    return observation
        .statefulSet()
        .map(set -> set.getSpec().getTemplate().getSpec().getContainers().getFirst().getImage())
        .map(image -> Image.parse(image).tag())
        .orElse("");
  }

  private static long controlPlaneGeneration(VectorCluster cluster) {
    return Optional.ofNullable(cluster.getMetadata().getAnnotations())
        .map(annotations -> annotations.get(Marks.GENERATION))
        .filter(text -> text.matches("[0-9]{1,18}"))
        .map(Long::parseLong)
        .orElse(0L);
  }
}
