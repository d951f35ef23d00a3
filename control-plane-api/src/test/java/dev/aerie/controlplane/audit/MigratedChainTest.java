package dev.aerie.controlplane.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.controlplane.database.Database;
import dev.aerie.controlplane.database.Scope;
import dev.aerie.controlplane.support.Superuser;
import dev.aerie.controlplane.support.Surroundings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** Brings a database with data from the last release to this one. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class MigratedChainTest {
  private static final String DATABASE = "last_release";
  private static final String ORGANIZATION = "org_01k0aaaaaaaaaaaaaaaaaaaaaa";

  /** What the released file's checksum is: a released migration is never edited. */
  private static final int RELEASED = -1203946549;

  @BeforeEach
  void loadTheLastRelease() throws SQLException, IOException {
    Superuser.run("DROP DATABASE IF EXISTS " + DATABASE, "CREATE DATABASE " + DATABASE);
    flyway("1").migrate();
    try (var connection = Superuser.connect(DATABASE);
        var statement = connection.createStatement();
        var dump = MigratedChainTest.class.getResourceAsStream("/releases/0.1.0.sql")) {
      statement.execute(new String(dump.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void releasedSchemaIsAsItWas() throws SQLException {
    assertThat(list("SELECT checksum FROM flyway_schema_history WHERE version = '1'"))
        .containsExactly(Integer.toString(RELEASED));
  }

  @Test
  void dataIsThereAfterwards() throws SQLException {
    List<String> before = counts();

    flyway("latest").migrate();

    assertThat(counts()).isEqualTo(before);
    assertThat(list("SELECT etag FROM api_keys ORDER BY id")).containsExactly("2", "1");
    assertThat(list("SELECT name FROM clusters WHERE gone_at IS NULL")).containsExactly("vectors");
    List<Long> found =
        migrated()
            .transaction(
                Scope.organization(ORGANIZATION),
                sql ->
                    sql.list(
                        "SELECT audit_events_with(?, 'vectors', 0, 100, 10) AS seq",
                        row -> row.number("seq"),
                        ORGANIZATION));
    assertThat(found).hasSize(1);
    AuditVerification proof =
        migrated()
            .transaction(
                Scope.organization(ORGANIZATION),
                sql -> new AuditChain(sql, ORGANIZATION).verify());
    assertThat(proof.valid()).as(proof.toString()).isTrue();
    assertThat(proof.events()).isEqualTo(2);
  }

  private static Database migrated() {
    var source = new PGSimpleDataSource();
    source.setUrl(Superuser.url(DATABASE));
    source.setUser("aerie_app");
    source.setPassword("it's secret");
    return new Database(source);
  }

  private static List<String> counts() throws SQLException {
    return list(
        """
        SELECT relname || (xpath('/row/c/text()', query_to_xml('SELECT count(*) AS c FROM ' || relname, false, true, '')))[1]::text
        FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname IN (
          'organizations', 'users', 'memberships', 'projects', 'regions', 'agent_batches', 'clusters', 'operations', 'api_keys',
          'idempotency_keys', 'audit_events', 'meter_records') ORDER BY relname
        """);
  }

  private static List<String> list(String query) throws SQLException {
    return Superuser.list(DATABASE, query);
  }

  private static Flyway flyway(String target) {
    return Flyway.configure()
        .dataSource(Superuser.url(DATABASE), "postgres", "postgres")
        .locations("classpath:db/migration")
        .placeholders(Map.of("appUser", "aerie_app", "appPassword", "it's secret"))
        .target(target)
        .load();
  }
}
