package dev.aerie.operator.cluster.roll;

import static dev.aerie.operator.cluster.roll.FleetStatus.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.crds.Compute;
import dev.aerie.crds.Marks;
import dev.aerie.crds.RollState;
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

/** Every cluster of a large region is told something, and one of them has news of its own. */
class ClassNewsTest {

  private static final int SIZE = 2000;

  /** Those in line and the one under way. */
  private static final int FEW = 9;

  private final List<String> passed = new ArrayList<>();
  private final CountDownLatch lastOne = new CountDownLatch(1);
  private final Passes passes = new Passes(1);
  private final ClassNews news = new ClassNews(passes, this::call);

  @Test
  void aPassOfACanaryWaitsForAFewOthersAndNotForAllThatAreToBeTold() throws InterruptedException {
    CountDownLatch held = new CountDownLatch(1);
    passes.execute(() -> await(held));

    news.changed(region());
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

    news.changed(region());
    news.changed(region());
    held.countDown();

    lastOne.await();
    passes.end(Duration.ofMinutes(1));
    assertThat(passed.stream().filter("cluster-1000"::equals)).hasSize(1);
  }

  /** Each of them is written about, as each has another explanation. */
  @Test
  void aPassWaitsForAFewOthersAndNotForAllThatAFailedCanaryHoldsUp() throws InterruptedException {
    CountDownLatch held = new CountDownLatch(1);
    passes.execute(() -> await(held));
    Fleet fleet = new Fleet(3, Stream::empty, this::call, news::heldUp);
    region().forEach(each -> fleet.observe(each, status(RollState.QUEUED)));

    region()
        .filter(FleetMember::isCanary)
        .forEach(canary -> fleet.observe(canary, status(RollState.STOPPED)));
    assertThat(passes.waiting()).isLessThan(FEW);
    passes.execute(() -> passed.add("somebody changes a cluster"));
    held.countDown();

    lastOne.await();
    passes.end(Duration.ofMinutes(1));
    assertThat(passed.subList(0, FEW)).contains("somebody changes a cluster");
    assertThat(passed).hasSize(SIZE + 1).contains("cluster-0000", "cluster-1999");
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
        IntStream.range(0, SIZE).mapToObj("cluster-%04d"::formatted).map(ClassNewsTest::cluster),
        Stream.of(canary));
  }

  private static VectorCluster cluster(String name) {
    VectorCluster cluster = Clusters.cluster(name, Compute.SMALLEST, "s3://b/" + name);
    cluster.getMetadata().setUid(name);
    return cluster;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
