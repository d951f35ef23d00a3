package dev.aerie.operator.agent;

import dev.aerie.operator.agent.protocol.ClusterDocument;
import dev.aerie.operator.agent.protocol.Desired;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the control plane for what is new and has it delivered. */
final class DesiredLoop implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(DesiredLoop.class);
  private static final Duration WAIT = Duration.ofSeconds(30);

  private final ControlPlane controlPlane;
  private final Delivery delivery;
  private final LogDesk logs;
  private final Runnable delivered;
  private final Backoff backoff = new Backoff(RandomGenerator.getDefault());
  private long revision;

  /**
   * @param controlPlane asked
   * @param delivery carries the answers to Kubernetes
   * @param logs answers those who wait for logs
   * @param delivered called after each answer
   */
  DesiredLoop(ControlPlane controlPlane, Delivery delivery, LogDesk logs, Runnable delivered) {
    this.controlPlane = controlPlane;
    this.delivery = delivery;
    this.logs = logs;
    this.delivered = delivered;
  }

  /** Asks until the thread is interrupted. After a start it asks for everything. */
  @Override
  public void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        once();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void once() throws InterruptedException {
    try {
      Desired desired = controlPlane.desired(revision, WAIT);
      logs.serve(desired.logRequests());
      desired.tombstones().forEach(tombstone -> delivery.forget(tombstone.clusterId()));
      Optional<KubernetesClientException> failure = deliver(desired);
      delivered.run();
      if (failure.isPresent()) {
        throw failure.get();
      }
      revision = desired.revision();
      backoff.succeeded();
    } catch (ControlPlaneException | KubernetesClientException e) {
      if (backoff.isFirst()) {
        LOG.warn("{}; clusters go on as they are", e.getMessage());
      }
      Thread.sleep(backoff.failed());
    }
  }

  /** One cluster that cannot be delivered keeps no other from it; all are asked for again. */
  private Optional<KubernetesClientException> deliver(Desired desired) {
    Optional<KubernetesClientException> failure = Optional.empty();
    for (ClusterDocument document : desired.clusters()) {
      try {
        delivery.deliver(document);
      } catch (KubernetesClientException e) {
        failure = Optional.of(e);
      }
    }
    return failure;
  }
}
