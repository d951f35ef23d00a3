package dev.aerie.operator.cluster;

import static dev.aerie.operator.support.Clusters.NAMESPACE;
import static dev.aerie.operator.support.LiveClusters.DEADLINE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aerie.crds.Compute;
import dev.aerie.crds.Phase;
import dev.aerie.operator.support.LiveClusters;
import dev.aerie.operator.support.StatusTap.Moment;
import dev.aerie.operator.support.TestKubernetes;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Edits made at the worst moments: when a status is about to be written, or just has been. */
class SpecEditRaceTest {

  private static final int ROUNDS = 5;

  private TestKubernetes kubernetes;
  private LiveClusters clusters;

  @BeforeEach
  void start() {
    kubernetes = TestKubernetes.shared();
    clusters = new LiveClusters(kubernetes);
  }

  @AfterEach
  void stop() {
    kubernetes.statusTap().listen(moment -> {});
    kubernetes.watch().open();
  }

  @ParameterizedTest
  @EnumSource(Moment.class)
  void everyEditTakesEffect(Moment moment) {
    String name = "raced-" + moment.name().toLowerCase(Locale.ROOT);
    clusters.create(name, new Compute(1, 1));
    clusters.awaitPhase(name, Phase.READY);
    clusters.edit(name, "{'suspend': true}");
    clusters.awaitPhase(name, Phase.SUSPENDED);

    for (int round = 1; round <= ROUNDS; round++) {
      loseNoEdit(name, round, moment);
    }

    clusters.delete(name);
  }

  /**
   * As if the event of the edit were lost, or swallowed as one of the operator's own writes: all
   * that tells of it is the answer to the status patch.
   */
  @Test
  void anEditOfWhichNoEventComesTakesEffect() {
    clusters.create("unheard", new Compute(1, 1));
    clusters.awaitPhase("unheard", Phase.READY);
    clusters.edit("unheard", "{'suspend': true}");
    clusters.awaitPhase("unheard", Phase.SUSPENDED);
    clusters.settledVersion("unheard");
    AtomicInteger edits = new AtomicInteger();
    kubernetes
        .statusTap()
        .listen(
            now -> {
              if (now == Moment.BEFORE && edits.getAndIncrement() == 0) {
                kubernetes.watch().close();
                clusters.edit("unheard", "{'access': {'exposure': 'ClusterIP'}}");
              }
            });

    clusters.edit("unheard", "{'compute': {'replicas': 3}}");

    await().atMost(DEADLINE).until(() -> serviceType("unheard").equals("ClusterIP"));
    assertThat(edits.get()).isPositive();
    kubernetes.watch().open();
    clusters.awaitPhase("unheard", Phase.SUSPENDED);
    clusters.delete("unheard");
  }

  /**
   * The first edit makes the operator write a status; the second comes while it does so, and no
   * other event follows from which the operator could learn of it later.
   */
  private void loseNoEdit(String name, int round, Moment moment) {
    AtomicInteger overlaps = new AtomicInteger();
    kubernetes
        .statusTap()
        .listen(
            now -> {
              if (now == moment && overlaps.getAndIncrement() == 0) {
                clusters.edit(name, "{'access': {'exposure': '%s'}}".formatted(exposure(round)));
              }
            });

    clusters.edit(name, "{'compute': {'replicas': %d}}".formatted(1 + round % 8));

    await()
        .alias("round " + round)
        .atMost(DEADLINE)
        .untilAsserted(
            () -> {
              assertThat(overlaps.get()).isPositive();
              assertThat(serviceType(name)).isEqualTo(exposure(round));
            });
    clusters.awaitPhase(name, Phase.SUSPENDED);
  }

  private static String exposure(int round) {
    return round % 2 == 0 ? "NodePort" : "ClusterIP";
  }

  private String serviceType(String name) {
    return kubernetes
        .admin()
        .services()
        .inNamespace(NAMESPACE)
        .withName(name)
        .get()
        .getSpec()
        .getType();
  }
}
