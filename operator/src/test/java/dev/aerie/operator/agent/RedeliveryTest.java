package dev.aerie.operator.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RedeliveryTest {

  private final List<String> delivered = new ArrayList<>();
  private String keys = "first";
  private Redelivery redelivery;

  /** A redelivery ends with its thread, which is the test's here. */
  @AfterEach
  void goOn() {
    Thread.interrupted();
  }

  @Test
  void onlyThoseThatFailedAreDeliveredOnceMoreWhateverTheReason() {
    List<String> clusters = List.of("good", "forbidden", "odd", "fine");
    redelivery = new Redelivery(() -> clusters, this::deliver);

    assertThat(redelivery.round(clusters)).containsExactly("forbidden", "odd");
    assertThat(delivered).containsExactly("good", "fine");
  }

  @Test
  void goesOnUntilEachHasIt() {
    List<String> tried = new ArrayList<>();

    redelivery =
        new Redelivery(
            () -> List.of("good", "late"),
            id -> {
              tried.add(id);
              if (tried.size() == 2) {
                throw new IllegalStateException("not yet");
              }
              if (tried.size() == 3) {
                Thread.currentThread().interrupt();
              }
            });
    redelivery.wake();
    redelivery.run();

    assertThat(tried).containsExactly("good", "late", "late");
  }

  /** Keys are rotated while one project cannot be written. */
  @Test
  void whatIsNewMeanwhileReachesEachOnce() {
    redelivery = new Redelivery(() -> List.of("good", "stuck"), this::deliverKeys);

    redelivery.wake();
    redelivery.run();

    assertThat(delivered)
        .containsExactly("good first", "stuck first", "good second", "stuck second");
  }

  /** Others, which have what they need, are left alone. */
  @Test
  void whatFailedElsewhereIsDeliveredUntilItHasIt() {
    List<String> tried = new ArrayList<>();
    redelivery =
        new Redelivery(
            () -> List.of("good", "stuck", "late"),
            id -> {
              tried.add(id);
              if (tried.size() == 1) {
                redelivery.retry(List.of("late"));
                throw new KubernetesClientException("namespace is being terminated");
              }
              if (tried.size() == 3) {
                Thread.currentThread().interrupt();
              }
            });

    redelivery.retry(List.of("stuck"));
    redelivery.run();

    assertThat(tried).containsExactly("stuck", "stuck", "late");
  }

  private void deliverKeys(String id) {
    delivered.add(id + " " + keys);
    if (delivered.size() == 2) {
      keys = "second";
      redelivery.wake();
      redelivery.wake();
      throw new KubernetesClientException("namespace is being terminated");
    }
    if (delivered.size() == 4) {
      Thread.currentThread().interrupt();
    }
  }

  private void deliver(String id) {
    switch (id) {
      case "forbidden" -> throw new KubernetesClientException("namespace is being terminated");
      case "odd" -> throw new IllegalStateException("nobody thought of this");
      default -> delivered.add(id);
    }
  }
}
