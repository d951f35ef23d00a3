package dev.aerie.operator.agent;

import dev.aerie.operator.agent.protocol.LogWish;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers those who wait for logs, if that was allowed. Who does not get an answer asks again: it
 * is tried once. Safe for concurrent use.
 */
final class LogDesk {

  private static final Logger LOG = LoggerFactory.getLogger(LogDesk.class);

  private final boolean open;
  private final LogReader reader;
  private final ControlPlane controlPlane;
  private final Executor threads;

  /**
   * @param open whether logs may leave the region
   */
  LogDesk(boolean open, LogReader reader, ControlPlane controlPlane, Executor threads) {
    this.open = open;
    this.reader = reader;
    this.controlPlane = controlPlane;
    this.threads = threads;
  }

  void serve(List<LogWish> wishes) {
    if (open) {
      wishes.forEach(wish -> threads.execute(() -> serve(wish)));
    }
  }

  private void serve(LogWish wish) {
    try {
      controlPlane.logs(reader.read(wish));
    } catch (ControlPlaneException | KubernetesClientException e) {
      LOG.warn("Logs of cluster {} were asked for in vain: {}", wish.clusterId(), e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
