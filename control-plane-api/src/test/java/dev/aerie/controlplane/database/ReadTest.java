package dev.aerie.controlplane.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.controlplane.support.IdentityProvider;
import dev.aerie.controlplane.support.Surroundings;
import dev.aerie.controlplane.support.Tenant;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class ReadTest {
  /** The driver prepares a statement with its fifth execution. */
  private static final int OFTEN = 12;

  IdentityProvider people;
  @Inject Database database;

  @Test
  void aParameterThatIsNullHidesNothingHoweverOftenItIsAsked() {
    Tenant tenant = Tenant.make(people);
    for (int i = 0; i < OFTEN; i++) {
      assertThat(projects(tenant, Optional.empty())).as("time " + i).hasSize(1);
    }
    for (int i = 0; i < OFTEN; i++) {
      assertThat(projects(tenant, Optional.of(tenant.project()))).as("time " + i).hasSize(1);
      assertThat(projects(tenant, Optional.empty())).as("time " + i + " again").hasSize(1);
    }
  }

  private List<String> projects(Tenant tenant, Optional<String> id) {
    return database.read(
        Scope.organization(tenant.organization()),
        sql ->
            sql.list(
                "SELECT id FROM projects WHERE org_id = ? AND id = coalesce(?, id)",
                row -> row.string("id"),
                tenant.organization(),
                id));
  }
}
