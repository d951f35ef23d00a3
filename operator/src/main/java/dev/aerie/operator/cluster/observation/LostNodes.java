package dev.aerie.operator.cluster.observation;

import static java.util.stream.Collectors.toSet;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Nodes that do not answer. They are not watched, as they tell of themselves all the time; they are
 * asked for when pods on them do not serve, each once in a while whatever the number of clusters.
 * Safe for concurrent use.
 */
public final class LostNodes {

  private static final Duration ASK_AGAIN = Duration.ofSeconds(4);

  private final KubernetesClient client;
  private final Clock clock;
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();

  private record Answer(boolean lost, Instant at) {}

  /**
   * @param client reads nodes in the operator's name
   * @param clock tells how old an answer is
   */
  public LostNodes(KubernetesClient client, Clock clock) {
    this.client = client;
    this.clock = clock;
  }

  /** Those of the nodes of pods that are not ready. */
  public Set<String> of(List<Pod> pods) {
    return pods.stream()
        .filter(pod -> !Pods.isReady(pod))
        .flatMap(pod -> Pods.node(pod).stream())
        .distinct()
        .filter(this::isLost)
        .collect(toSet());
  }

  private boolean isLost(String name) {
    return answers.compute(name, (node, last) -> isFresh(last) ? last : ask(node)).lost();
  }

  private boolean isFresh(Answer answer) {
    return answer != null
        && Duration.between(answer.at(), clock.instant()).abs().compareTo(ASK_AGAIN) < 0;
  }

  private Answer ask(String name) {
    Optional<Node> node = Optional.ofNullable(client.nodes().withName(name).get());
    return new Answer(node.filter(LostNodes::answers).isEmpty(), clock.instant());
  }

  private static boolean answers(Node node) {
    return node.getStatus().getConditions().stream()
        .noneMatch(each -> each.getType().equals("Ready") && !each.getStatus().equals("True"));
  }
}
