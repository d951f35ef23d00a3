package dev.aerie.operator.agent;

import dev.aerie.crds.Marks;
import dev.aerie.operator.agent.protocol.LogAnswer;
import dev.aerie.operator.agent.protocol.LogAnswer.PodLog;
import dev.aerie.operator.agent.protocol.LogWish;
import dev.aerie.operator.cluster.model.Blueprint;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.PodResource;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads what the pods that serve a cluster have written. What looks like an API key is left out,
 * though none is ever logged. Safe for concurrent use.
 */
final class LogReader {

  /** Of one pod, so that an answer stays small. */
  static final int MOST_CHARACTERS = 256 * 1024;

  private static final Pattern KEY = Pattern.compile("aerie(agent)?_[0-9A-Za-z_-]{20,}");

  private final KubernetesClient client;

  LogReader(KubernetesClient client) {
    this.client = client;
  }

  LogAnswer read(LogWish wish) {
    return new LogAnswer(
        wish.id(),
        client
            .pods()
            .inNamespace(RegionObjects.namespaceName(wish.projectId()))
            .withLabel(Marks.CLUSTER, wish.clusterId())
            .withLabel(Blueprint.COMPONENT, Blueprint.DATA_PLANE)
            .list()
            .getItems()
            .stream()
            .filter(pod -> wish.pod().map(pod.getMetadata().getName()::equals).orElse(true))
            .map(pod -> read(pod, wish))
            .toList());
  }

  private PodLog read(Pod pod, LogWish wish) {
    String name = pod.getMetadata().getName();
    try {
      return log(name, text(client.pods().resource(pod), wish));
    } catch (KubernetesClientException e) {
      return new PodLog(name, List.of(), false, "Its log cannot be read: " + e.getMessage());
    }
  }

  private static String text(PodResource pod, LogWish wish) {
    return wish.since()
        .map(since -> pod.sinceTime(since.toString()).tailingLines(wish.tail()).getLog())
        .orElseGet(() -> pod.tailingLines(wish.tail()).getLog());
  }

  /** The newest lines that have room. */
  static PodLog log(String pod, String text) {
    int surplus = text.length() - MOST_CHARACTERS;
    String kept = surplus > 0 ? text.substring(text.indexOf('\n', surplus) + 1) : text;
    return new PodLog(
        pod,
        kept.lines().map(line -> KEY.matcher(line).replaceAll("aerie_…")).toList(),
        surplus > 0,
        "");
  }
}
