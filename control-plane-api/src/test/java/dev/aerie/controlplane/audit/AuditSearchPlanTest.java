package dev.aerie.controlplane.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.controlplane.support.OwnDatabase;
import dev.aerie.controlplane.support.Plans;
import dev.aerie.controlplane.support.Surroundings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** By what PostgreSQL finds events with some words where there are many. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class AuditSearchPlanTest {
  private static final int EVENTS = 5_000;
  private static final int PAGE = 51;

  /** Each event of many organisations has words of its own, and words that all have. */
  private static final String FILL =
      """
      INSERT INTO audit_events (org_id, seq, id, at, actor_kind, actor_id, actor_name, action, resource, result, trace_id,
        remote_address, after, previous_hash, hash)
      SELECT 'org_' || org, seq, 'evt_' || org || '_' || seq, now(), 'USER', 'usr_' || org, 'Ada', 'cluster.update', 'cls_' || seq, 'OK',
        md5(seq::text), '127.0.0.1', '{"units": 2}', '', ''
      FROM generate_series(1, %d) org, generate_series(1, %d) seq
      """;

  private static final String SEARCH =
      AuditWordSearch.statement("org_id = ?", AuditOrder.NEWEST_FIRST);

  @Test
  void wordsAreFoundByTheirIndexAlone() throws SQLException {
    OwnDatabase database = OwnDatabase.make("many_events");
    database.migrate("latest");
    try (Connection connection = database.connect()) {
      fill(connection, 20, EVENTS);
      Plans.tell(connection, "org_7");

      for (String words : List.of("cluster update units", "cls 1234")) {
        String plan = search(connection, words);

        assertThat(plan)
            .contains("Bitmap Index Scan on audit_events_words")
            .doesNotContain("BitmapAnd")
            .doesNotContain("Seq Scan on audit_events");
      }
    }
  }

  /** Other indexes begin with the organisation, too, and of some of its few events each is one. */
  @Test
  void whatIsFoundIsLookedUpByItsSequence() throws SQLException {
    OwnDatabase database = OwnDatabase.make("few_events");
    database.migrate("latest");
    try (Connection connection = database.connect()) {
      fill(connection, 200, 500);
      Plans.tell(connection, "org_7");

      assertThat(search(connection, "update"))
          .contains("Index Scan using audit_events_pkey")
          .doesNotContain("audit_events_resource", "audit_events_actor", "audit_events_time");
    }
  }

  /** The index is made when all are there: event by event it takes far longer. */
  private static void fill(Connection connection, int organizations, int events)
      throws SQLException {
    String index;
    try (var statement = connection.createStatement();
        var found =
            statement.executeQuery("SELECT pg_get_indexdef('audit_events_words'::regclass)")) {
      found.next();
      index = found.getString(1);
    }
    Plans.run(
        connection,
        List.of(
            "DROP INDEX audit_events_words",
            FILL.formatted(organizations, events),
            index,
            "ANALYZE audit_events"));
  }

  private static String search(Connection connection, String words) throws SQLException {
    try (var statement = connection.prepareStatement(SEARCH)) {
      statement.setString(1, "org_7");
      statement.setString(2, words);
      statement.setLong(3, 0);
      statement.setLong(4, EVENTS + 1L);
      statement.setInt(5, PAGE);
      statement.setBoolean(6, true);
      statement.setString(7, "org_7");
      assertThat(statement.executeQuery().next()).as("a hit for " + words).isTrue();
      return Plans.of(statement);
    }
  }
}
