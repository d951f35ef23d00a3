package dev.aerie.controlplane.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.controlplane.database.Scope;
import dev.aerie.controlplane.support.OwnDatabase;
import dev.aerie.controlplane.support.Superuser;
import dev.aerie.controlplane.support.Surroundings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Brings a database with data from the last release to this one. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class MigratedChainTest {
  private static final String ORGANIZATION = "org_01k0aaaaaaaaaaaaaaaaaaaaaa";

  /** What the released file's checksum is: a released migration is never edited. */
  private static final int RELEASED = -1203946549;

  private OwnDatabase database;

  @BeforeEach
  void loadTheLastRelease() throws SQLException, IOException {
    database = OwnDatabase.make("last_release");
    database.migrate("1");
    try (var connection = database.connect();
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

    database.migrate("latest");

    assertThat(counts()).isEqualTo(before);
    assertThat(list("SELECT etag FROM api_keys ORDER BY id")).containsExactly("2", "1");
    assertThat(list("SELECT name FROM clusters WHERE gone_at IS NULL")).containsExactly("vectors");
    List<Long> found =
        database
            .asApplication()
            .transaction(
                Scope.organization(ORGANIZATION),
                sql ->
                    sql.list(
                        "SELECT audit_events_with(?, 'vectors', 0, 100, 10, true) AS seq",
                        row -> row.number("seq"),
                        ORGANIZATION));
    assertThat(found).hasSize(1);
    AuditVerification proof =
        database
            .asApplication()
            .transaction(
                Scope.organization(ORGANIZATION),
                sql -> new AuditRange(sql, ORGANIZATION).fromCheckpoint(100));
    assertThat(proof.valid()).as(proof.toString()).isTrue();
    assertThat(proof.events()).isEqualTo(2);
  }

  @Test
  void keysKnowWhoMadeThemAsFarAsTheAuditLogDoes() throws SQLException {
    try (var connection = database.connect();
        var statement = connection.createStatement()) {
      statement.execute(
          """
          INSERT INTO audit_events VALUES
            ('%1$s', 3, 'evt_3', '2026-01-01', 'USER', 'usr_a', 'ada', 'api-key.create', 'key_01k0aaaaaaaaaaaaaaaaaaaaaa', 'OK', '', '', NULL, '{}', '', '3'),
            ('%1$s', 4, 'evt_4', '2026-01-01', 'API_KEY', 'key_b', 'ci', 'api-key.rotate', 'key_01k0aaaaaaaaaaaaaaaaaaaaaa', 'OK', '', '', NULL,
             '{"rotatedTo": "key_01k0aaaaaaaaaaaaaaaaaaaaab"}', '3', '4'),
            ('%1$s', 5, 'evt_5', '2026-01-01', 'USER', 'usr_c', 'eve', 'api-key.create', 'key_01k0aaaaaaaaaaaaaaaaaaaaab', 'REFUSED', '', '', NULL, '{}', '4', '5')
          """
              .formatted(ORGANIZATION));
    }

    database.migrate("latest");

    assertThat(
            list(
                "SELECT concat_ws(' ', created_by_kind, created_by_id, created_by_name) FROM api_keys ORDER BY id"))
        .containsExactly("USER usr_a ada", "API_KEY key_b ci");
  }

  private List<String> counts() throws SQLException {
    return list(
        """
        SELECT relname || (xpath('/row/c/text()', query_to_xml('SELECT count(*) AS c FROM ' || relname, false, true, '')))[1]::text
        FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname IN (
          'organizations', 'users', 'memberships', 'projects', 'regions', 'agent_batches', 'clusters', 'operations', 'api_keys',
          'idempotency_keys', 'audit_events', 'meter_records') ORDER BY relname
        """);
  }

  private List<String> list(String query) throws SQLException {
    return Superuser.list(database.name(), query);
  }
}
