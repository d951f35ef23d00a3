package dev.aerie.operator.agent;

import dev.aerie.operator.agent.protocol.ClusterDocument;
import dev.aerie.operator.agent.protocol.Desired;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the control plane for what is new and has it delivered. */
final class DesiredLoop implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(DesiredLoop.class);
  private static final Duration WAIT = Duration.ofSeconds(30);

  private final ControlPlane controlPlane;
  private final Delivery delivery;
  private final Erasures erasures;
  private final LogDesk logs;
  private final Consumer<List<String>> failed;
  private final Runnable delivered;
  private final Backoff backoff = new Backoff(RandomGenerator.getDefault());
  private long revision;

  /**
   * @param controlPlane asked
   * @param delivery carries the answers to Kubernetes
   * @param erasures has what is gone erased
   * @param logs answers those who wait for logs
   * @param failed told which clusters could not be delivered, to try them again
   * @param delivered called after each answer
   */
  DesiredLoop(
      ControlPlane controlPlane,
      Delivery delivery,
      Erasures erasures,
      LogDesk logs,
      Consumer<List<String>> failed,
      Runnable delivered) {
    this.controlPlane = controlPlane;
    this.delivery = delivery;
    this.erasures = erasures;
    this.logs = logs;
    this.failed = failed;
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
      desired.tombstones().forEach(tombstone -> forget(tombstone.clusterId()));
      failed.accept(undelivered(desired));
      delivered.run();
      revision = desired.revision();
      backoff.succeeded();
    } catch (ControlPlaneException | RuntimeException e) {
      if (backoff.isFirst()) {
        LOG.warn("{}; clusters go on as they are", e.toString());
      }
      Thread.sleep(backoff.failed());
    }
  }

  private void forget(String clusterId) {
    delivery.forget(clusterId);
    erasures.forget(clusterId);
  }

  /**
   * Delivers what is new and tells what could not be. One cluster keeps no other from it, nor the
   * region from what comes next.
   */
  private List<String> undelivered(Desired desired) {
    List<String> failures = new ArrayList<>();
    desired.clusters().forEach(document -> tryOne(document, this::deliver, failures));
    desired.erasures().forEach(document -> tryOne(document, this::erase, failures));
    return failures;
  }

  private void deliver(ClusterDocument document) {
    erasures.forget(document.clusterId());
    delivery.deliver(document);
  }

  private void erase(ClusterDocument document) {
    delivery.forget(document.clusterId());
    erasures.deliver(document);
  }

  private static void tryOne(
      ClusterDocument document, Consumer<ClusterDocument> how, List<String> failures) {
    try {
      how.accept(document);
    } catch (RuntimeException e) {
      if (failures.isEmpty()) {
        LOG.warn(
            "Cluster {} could not be delivered and is tried again: {}",
            document.clusterId(),
            e.toString());
      }
      failures.add(document.clusterId());
    }
  }
}
