package dev.aerie.operator.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RedeliveryTest {

  private final List<String> delivered = new ArrayList<>();

  @Test
  void onlyThoseThatFailedAreDeliveredOnceMoreWhateverTheReason() {
    List<String> clusters = List.of("good", "forbidden", "odd", "fine");
    Redelivery redelivery = new Redelivery(clusters, this::deliver);

    assertThat(redelivery.round(clusters)).containsExactly("forbidden", "odd");
    assertThat(delivered).containsExactly("good", "fine");
  }

  @Test
  void goesOnUntilEachHasIt() {
    List<String> tried = new ArrayList<>();

    new Redelivery(
            List.of("good", "late"),
            id -> {
              tried.add(id);
              if (tried.size() == 2) {
                throw new IllegalStateException("not yet");
              }
            })
        .run();

    assertThat(tried).containsExactly("good", "late", "late");
  }

  private void deliver(String id) {
    switch (id) {
      case "forbidden" -> throw new KubernetesClientException("namespace is being terminated");
      case "odd" -> throw new IllegalStateException("nobody thought of this");
      default -> delivered.add(id);
    }
  }
}
