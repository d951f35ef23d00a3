package dev.aerie.controlplane.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aerie.controlplane.support.Surroundings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** Transactions with PostgreSQL itself. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class DatabaseTest {
  @Inject Database database;

  @Test
  void transactionWithinAnotherIsRefused() {
    assertThatThrownBy(() -> database.transaction(Scope.none(), sql -> one()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("second connection");
    assertThat(one()).as("the thread is free again").isEqualTo(1);
  }

  private long one() {
    return database.transaction(
        Scope.none(), sql -> sql.first("SELECT 1 AS one", row -> row.number("one")).orElseThrow());
  }
}
