package dev.aerie.operator.agent;

import static java.util.stream.Collectors.groupingBy;

import dev.aerie.crds.Marks;
import dev.aerie.operator.agent.protocol.KeyUse;
import dev.aerie.operator.agent.protocol.MetricSample;
import dev.aerie.operator.cluster.model.Blueprint;
import dev.aerie.operator.cluster.observation.PodFiguresClient;
import dev.aerie.operator.cluster.observation.PodHttp;
import dev.aerie.operator.cluster.observation.PodKeyUsesClient;
import dev.aerie.operator.cluster.observation.Pods;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures the region's clusters once a minute: one list of pods out of the API server's cache,
 * then each pod's own figures, and what it counted of the use of keys. Runs on one thread.
 */
final class MetricSampler implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(MetricSampler.class);

  private static final Duration INTERVAL = Duration.ofMinutes(1);

  private final KubernetesClient client;
  private final PodFiguresClient figures;
  private final PodKeyUsesClient counts;
  private final Telemetry telemetry;
  private final KeyUseBook keyUses;
  private final Clock clock;

  MetricSampler(
      KubernetesClient client, PodHttp http, Telemetry telemetry, KeyUseBook keyUses, Clock clock) {
    this.client = client;
    this.figures = new PodFiguresClient(http);
    this.counts = new PodKeyUsesClient(http);
    this.telemetry = telemetry;
    this.keyUses = keyUses;
    this.clock = clock;
  }

  /** Measures until the thread is interrupted. */
  @Override
  public void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        try {
          sample();
        } catch (KubernetesClientException e) {
          LOG.warn("The region's pods can't be listed, nothing is measured: {}", e.getMessage());
        }
        Thread.sleep(INTERVAL);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void sample() {
    Instant now = clock.instant();
    Map<String, List<Pod>> pods =
        client
            .pods()
            .inAnyNamespace()
            .withLabel(Marks.CLUSTER)
            .withLabel(Blueprint.COMPONENT, Blueprint.DATA_PLANE)
            .list(new ListOptionsBuilder().withResourceVersion("0").build())
            .getItems()
            .stream()
            .filter(pod -> Pods.isReady(pod) && !Pods.isEnding(pod))
            .collect(groupingBy(pod -> pod.getMetadata().getLabels().get(Marks.CLUSTER)));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      pods.forEach((cluster, ready) -> threads.submit(() -> sample(cluster, ready, now)));
    }
  }

  private void sample(String cluster, List<Pod> ready, Instant now) {
    telemetry.add(new MetricSample(cluster, now, figures.ask(ready)));
    keyUses.note(counts.ask(ready).stream().map(count -> KeyUse.of(cluster, count)).toList());
  }
}
