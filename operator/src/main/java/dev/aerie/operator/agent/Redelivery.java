package dev.aerie.operator.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers clusters again, as something that each has is another; those for which that fails again
 * and again, with ever longer pauses, until each has it. For one thread.
 */
final class Redelivery implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(Redelivery.class);

  private final List<String> clusters;
  private final Consumer<String> deliver;
  private final Backoff backoff = new Backoff(RandomGenerator.getDefault());

  /**
   * @param clusters their ids
   * @param deliver delivers one of them
   */
  Redelivery(List<String> clusters, Consumer<String> deliver) {
    this.clusters = List.copyOf(clusters);
    this.deliver = deliver;
  }

  /** Goes on until all is done or the thread is interrupted. */
  @Override
  public void run() {
    try {
      List<String> left = round(clusters);
      while (!left.isEmpty()) {
        Thread.sleep(backoff.failed());
        left = round(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Delivers each once, and tells for which that failed, whatever the reason. */
  List<String> round(List<String> ids) {
    List<String> failed = new ArrayList<>();
    for (String id : ids) {
      try {
        deliver.accept(id);
      } catch (RuntimeException e) {
        if (failed.isEmpty()) {
          LOG.warn(
              "Cluster {} could not be delivered again and is tried again: {}", id, e.toString());
        }
        failed.add(id);
      }
    }
    return failed;
  }
}
