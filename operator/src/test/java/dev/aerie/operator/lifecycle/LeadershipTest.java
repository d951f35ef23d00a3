package dev.aerie.operator.lifecycle;

import static dev.aerie.operator.support.LiveClusters.DEADLINE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aerie.crds.Compute;
import dev.aerie.crds.Phase;
import dev.aerie.operator.support.LiveClusters;
import dev.aerie.operator.support.TestKubernetes;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two processes under the rights of the operator: one acts, the other takes over. */
class LeadershipTest {

  private static final Optional<String> NAMESPACE = Optional.of("aerie-system");

  private TestKubernetes kubernetes;
  private LiveClusters clusters;

  @BeforeEach
  void stopTheOneThatIsAlone() {
    kubernetes = TestKubernetes.shared();
    clusters = new LiveClusters(kubernetes);
    kubernetes.stopOperator();
  }

  @AfterEach
  void startItAgain() {
    kubernetes.startOperator();
  }

  @Test
  void theSecondTakesOverWhenTheFirstEnds() {
    var figures = new SimpleMeterRegistry();
    try (var first = kubernetes.operator("first", NAMESPACE, new SimpleMeterRegistry(), 3);
        var second = kubernetes.operator("second", NAMESPACE, figures, 3)) {
      first.start();
      await().atMost(DEADLINE).until(first::leads);
      second.start();
      clusters.create("inherited", new Compute(1, 1));
      clusters.awaitPhase("inherited", Phase.READY);
      assertThat(holder()).isEqualTo("first");
      assertThat(figures.get("aerie.operator.leader").gauge().value()).isZero();
      assertThat(figures.find("aerie.operator.reconciliation").timer()).isNull();

      first.close();

      await().atMost(DEADLINE).until(second::leads);
      assertThat(holder()).isEqualTo("second");
      clusters.edit("inherited", "{'suspend': true}");
      clusters.awaitPhase("inherited", Phase.SUSPENDED);
      assertThat(figures.get("aerie.operator.leader").gauge().value()).isOne();
      assertThat(figures.get("aerie.operator.clusters").tag("phase", "Suspended").gauge().value())
          .isOne();
      assertThat(figures.get("aerie.operator.reconciliation").timer().count()).isPositive();
      clusters.delete("inherited");
    }
  }

  /** By this the agent knows whether another one has measured since it was last here. */
  @Test
  void eachThatTakesOverBeginsATerm() {
    LeaseTerm term = new LeaseTerm(kubernetes.asOperator(), NAMESPACE);
    long first = termOf("first", term);

    assertThat(termOf("second", term)).isEqualTo(first + 1);
    assertThat(termOf("first", term)).isEqualTo(first + 2);
    assertThat(new LeaseTerm(kubernetes.asOperator(), Optional.empty()).now()).hasValue(0);
    assertThat(new LeaseTerm(kubernetes.asOperator(), Optional.of("nowhere")).now()).isEmpty();
  }

  private long termOf(String identity, LeaseTerm term) {
    try (var operator = kubernetes.operator(identity, NAMESPACE, new SimpleMeterRegistry(), 3)) {
      operator.start();
      await().atMost(DEADLINE).until(operator::leads);
      return term.now().orElseThrow();
    }
  }

  private String holder() {
    return kubernetes
        .admin()
        .leases()
        .inNamespace("aerie-system")
        .withName(OperatorSettings.LEASE)
        .get()
        .getSpec()
        .getHolderIdentity();
  }
}
