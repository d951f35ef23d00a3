package dev.aerie.controlplane.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aerie.controlplane.support.Surroundings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Transactions and reads with PostgreSQL itself. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class DatabaseTest {
  @Inject Database database;

  @Test
  void transactionWithinAnotherIsRefused() {
    assertThatThrownBy(() -> database.transaction(Scope.none(), sql -> one()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("second connection");
    assertThatThrownBy(() -> database.read(Scope.none(), sql -> one()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("second connection");
    assertThat(one()).as("the thread is free again").isEqualTo(1);
  }

  @Test
  void everyStatementOfAReadSeesTheScope() {
    List<String> seen =
        database.read(
            Scope.organization("org_a"),
            sql -> {
              String first = shown(sql);
              sql.see(List.of("org_b", "org_c"));
              return List.of(first, shown(sql), shown(sql));
            });

    assertThat(seen).containsExactly("org_a", "org_b,org_c", "org_b,org_c");
  }

  @Test
  void nothingOfAReadIsLeftForTheNextOne() {
    database.read(Scope.organization("org_a"), DatabaseTest::shown);

    String after =
        database.transaction(
            Scope.none(),
            sql -> {
              sql.change("UPDATE regions SET last_seen_at = last_seen_at WHERE name = 'nowhere'");
              return shown(sql);
            });

    assertThat(after).isEmpty();
  }

  @Test
  void readChangesAndLocksNothing() {
    List<Function<Sql, ?>> refused =
        List.of(
            sql -> sql.change("UPDATE organizations SET name = name"),
            sql -> sql.list("SELECT 1 FROM organizations FOR UPDATE", row -> 1));

    for (Function<Sql, ?> one : refused) {
      assertThatExceptionOfType(DatabaseException.class)
          .isThrownBy(() -> database.read(Scope.none(), one))
          .withMessageContaining("read-only transaction");
    }
  }

  private static String shown(Sql sql) {
    return sql.first(
            "SELECT current_setting('aerie.org', true) AS shown", row -> row.string("shown"))
        .orElseThrow();
  }

  private long one() {
    return database.transaction(
        Scope.none(), sql -> sql.first("SELECT 1 AS one", row -> row.number("one")).orElseThrow());
  }
}
