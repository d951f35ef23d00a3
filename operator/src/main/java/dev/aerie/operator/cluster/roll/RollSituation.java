package dev.aerie.operator.cluster.roll;

import dev.aerie.operator.schedule.Opening;
import java.util.List;
import java.util.Optional;

/**
 * All that decides of the next step.
 *
 * @param pods the cluster's pods
 * @param wanted pods there should be
 * @param observed whether Kubernetes makes new pods by the newest spec already
 * @param underWay whether a roll had begun before
 * @param paused whether nothing shall be changed
 * @param window whether pods that serve may be restarted now
 * @param queue why other clusters come first, if they do
 * @param runningVersion version that ran before, empty if none did
 */
public record RollSituation(
    List<RollPod> pods,
    int wanted,
    boolean observed,
    boolean underWay,
    boolean paused,
    Opening window,
    Optional<String> queue,
    String runningVersion) {

  /** Copies the list. */
  public RollSituation {
    pods = List.copyOf(pods);
  }

  /** Whether pods that serve may be restarted. */
  boolean mayRestart() {
    return window.open() && queue.isEmpty();
  }

  /** Pods that have the newest spec. */
  public int updated() {
    return (int) pods.stream().filter(pod -> pod.updated() && !pod.ending()).count();
  }
}
