package dev.aerie.operator.lifecycle;

import static dev.aerie.operator.support.LiveClusters.DEADLINE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aerie.crds.Compute;
import dev.aerie.crds.Phase;
import dev.aerie.operator.support.LiveClusters;
import dev.aerie.operator.support.TestKubernetes;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An operator that is told to end in the midst of a pass, as at each upgrade. */
class OrderlyEndTest {

  private TestKubernetes kubernetes;
  private LiveClusters clusters;

  @BeforeEach
  void stopTheOther() {
    kubernetes = TestKubernetes.shared();
    clusters = new LiveClusters(kubernetes);
    kubernetes.stopOperator();
  }

  @AfterEach
  void startItAgain() {
    kubernetes.statusTap().listen(moment -> {});
    kubernetes.startOperator();
  }

  /** Informers that have stopped know of nothing: a pass would write that all is gone. */
  @Test
  void informersOutliveThePassUnderWay() {
    CompletableFuture<Void> underWay = new CompletableFuture<>();
    CompletableFuture<Void> released = new CompletableFuture<>();
    try (var operator =
        kubernetes.operator("ending", Optional.empty(), new SimpleMeterRegistry(), 3)) {
      operator.start();
      kubernetes
          .statusTap()
          .listen(
              moment -> {
                underWay.complete(null);
                released.join();
              });
      clusters.create("midway", Compute.SMALLEST);
      underWay.orTimeout(DEADLINE.toSeconds(), TimeUnit.SECONDS).join();

      CompletableFuture<Void> ended = CompletableFuture.runAsync(operator::close);
      await().atMost(DEADLINE).until(() -> !operator.leads());

      await().during(Duration.ofSeconds(1)).atMost(DEADLINE).until(operator::isReady);
      assertThat(ended).as("the end, before the pass has ended").isNotDone();
      released.complete(null);
      ended.join();
      assertThat(operator.isReady()).isFalse();
    } finally {
      released.complete(null);
    }
    kubernetes.startOperator();
    clusters.awaitPhase("midway", Phase.READY);
    clusters.delete("midway");
  }
}
