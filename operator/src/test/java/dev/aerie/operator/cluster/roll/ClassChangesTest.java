package dev.aerie.operator.cluster.roll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.crds.Compute;
import dev.aerie.crds.Marks;
import dev.aerie.crds.VectorCluster;
import dev.aerie.operator.pass.Passes;
import dev.aerie.operator.support.Clusters;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every cluster of a large region is to change, and something happens to one of them meanwhile. */
class ClassChangesTest {

  private static final int SIZE = 2000;

  /** Those in line and the one under way. */
  private static final int FEW = 9;

  private final List<String> passed = new ArrayList<>();
  private final CountDownLatch lastOne = new CountDownLatch(1);
  private final Passes passes = new Passes(1);
  private final ClassChanges changes = new ClassChanges(passes, this::call);

  @Test
  void aPassOfACanaryWaitsForAFewOthersAndNotForAllThatAreToBeTold() throws InterruptedException {
    CountDownLatch held = new CountDownLatch(1);
    passes.execute(() -> await(held));

    changes.tell(region());
    assertThat(passes.waiting()).isLessThan(FEW);
    passes.execute(() -> passed.add("the canary's pod has ended"));
    held.countDown();

    lastOne.await();
    passes.end(Duration.ofMinutes(1));
    assertThat(passed.getFirst()).isEqualTo("canary");
    assertThat(passed.subList(0, FEW)).contains("the canary's pod has ended");
    assertThat(passed).hasSize(SIZE + 2).contains("cluster-0000", "cluster-1999");
  }

  @Test
  void whoIsToBeToldTwiceIsToldOnce() throws InterruptedException {
    CountDownLatch held = new CountDownLatch(1);
    passes.execute(() -> await(held));

    changes.tell(region());
    changes.tell(region());
    held.countDown();

    lastOne.await();
    passes.end(Duration.ofMinutes(1));
    assertThat(passed.stream().filter("cluster-1000"::equals)).hasSize(1);
  }

  private void call(ResourceID cluster) {
    passes.execute(
        () -> {
          passed.add(cluster.getName());
          if (cluster.getName().equals("cluster-1999")) {
            lastOne.countDown();
          }
        });
  }

  private static Stream<VectorCluster> region() {
    VectorCluster canary = cluster("canary");
    canary.getMetadata().setLabels(Map.of(Marks.CANARY, "true"));
    return Stream.concat(
        IntStream.range(0, SIZE).mapToObj("cluster-%04d"::formatted).map(ClassChangesTest::cluster),
        Stream.of(canary));
  }

  private static VectorCluster cluster(String name) {
    return Clusters.cluster(name, Compute.SMALLEST, "s3://b/" + name);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
