package dev.aerie.controlplane.organization;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aerie.controlplane.database.Database;
import dev.aerie.controlplane.support.Surroundings;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is asked at the start, of the plans there are. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class FirstPlanCheckTest {
  @Inject Database database;

  @Test
  void planThereIsNotKeepsTheControlPlaneFromStarting() {
    assertThatThrownBy(() -> check(Optional.of("gold")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("AERIE_PLAN_FOR_NEW_ORGANIZATIONS is gold")
        .hasMessageContainingAll("enterprise", "free", "standard", "leave it out");
  }

  @Test
  void anyThereIsAndNoneAreFine() {
    assertThatCode(() -> check(Optional.of("enterprise"))).doesNotThrowAnyException();
    assertThatCode(() -> check(Optional.empty())).doesNotThrowAnyException();
  }

  private void check(Optional<String> plan) {
    new FirstPlan(new Config(plan), database).check(new StartupEvent());
  }

  private record Config(Optional<String> firstPlan) implements OrganizationConfig {
    @Override
    public int perPerson() {
      return 1;
    }
  }
}
