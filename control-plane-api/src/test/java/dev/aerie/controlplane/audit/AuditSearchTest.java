package dev.aerie.controlplane.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.controlplane.database.Database;
import dev.aerie.controlplane.database.Scope;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.support.OwnDatabase;
import dev.aerie.controlplane.support.Surroundings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Events of several runs found by their words, beside a look at each event. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class AuditSearchTest {
  private static final int FIRST = 700;
  private static final int LAST = 6_500;
  private static final int SEARCHES = 300;

  /** The n-th event has each of some words when their number divides n. */
  private static final List<Integer> DIVISORS = List.of(1, 2, 3, 7, 50, 401, 2_011, 7_919);

  private static final String FILL =
      """
      INSERT INTO audit_events (org_id, seq, id, at, actor_kind, actor_id, actor_name, action, resource, result, trace_id,
        remote_address, after, previous_hash, hash)
      SELECT org, seq, 'evt_' || org || seq, now(), 'USER', 'usr_1', CASE WHEN seq %% 5 = 0 THEN 'Bea' ELSE 'Ada' END, 'cluster.update', '', 'OK', '',
        '127.0.0.1', (SELECT json_agg('Word' || d) FROM unnest('{%s}'::int[]) d WHERE seq %% d = 0), '', ''
      FROM unnest('{org_a,org_b}'::text[]) org, generate_series(%d, %d) seq WHERE seq < 4000 OR seq > 5100
      """;

  @Test
  void findsWhatALookAtEachEventFinds() throws SQLException {
    Database database = filled();
    var random = new Random(5);
    for (int i = 0; i < SEARCHES; i++) {
      Set<Integer> wanted = some(random);
      boolean onlyBea = random.nextInt(3) == 0;
      AuditQuery query = query(wanted, onlyBea);
      long after = random.nextInt(LAST + 100) - 50L;
      long last = after + random.nextInt(LAST);
      int limit = 1 + random.nextInt(60);

      assertThat(found(database, sql -> query.oldest(sql, after, last, limit)))
          .as("oldest of %s after %d to %d", wanted, after, last)
          .isEqualTo(first(limit, expected(wanted, onlyBea, after, last)));
      assertThat(found(database, sql -> query.newest(sql, last + 1, limit)))
          .as("newest of %s to %d", wanted, last)
          .isEqualTo(first(limit, expected(wanted, onlyBea, 0, last).reversed()));
    }
  }

  @Test
  void findsNothingOfOthers() throws SQLException {
    Database database = filled();

    List<AuditLink> seen =
        database.read(
            Scope.organization("org_b"), sql -> query(Set.of(1), false).newest(sql, LAST, 10));

    assertThat(seen).isEmpty();
  }

  private static Database filled() throws SQLException {
    OwnDatabase database = OwnDatabase.make("searched_events");
    database.migrate("latest");
    String divisors = String.join(",", DIVISORS.stream().map(String::valueOf).toList());
    try (var connection = database.connect();
        var statement = connection.createStatement()) {
      statement.execute(FILL.formatted(divisors, FIRST, LAST));
      statement.execute("ANALYZE audit_events");
    }
    return database.asApplication();
  }

  private static AuditQuery query(Set<Integer> divisors, boolean onlyBea) {
    var query = new AuditQuery();
    query.organizationId = Optional.of("org_a");
    query.words =
        Optional.of(
            divisors.stream().map(divisor -> "word" + divisor).collect(Collectors.joining(" ")));
    query.actor = onlyBea ? Optional.of("Bea") : Optional.empty();
    return query;
  }

  private static List<Long> expected(
      Set<Integer> divisors, boolean onlyBea, long after, long last) {
    return LongStream.rangeClosed(FIRST, LAST)
        .filter(seq -> seq < 4_000 || seq > 5_100)
        .filter(seq -> seq > after && seq <= last)
        .filter(seq -> !onlyBea || seq % 5 == 0)
        .filter(seq -> divisors.stream().allMatch(divisor -> seq % divisor == 0))
        .boxed()
        .toList();
  }

  private static List<Long> found(Database database, Function<Sql, List<AuditLink>> search) {
    return database.read(Scope.organization("org_a"), search).stream()
        .map(link -> link.entry().seq())
        .toList();
  }

  private static List<Long> first(int limit, List<Long> all) {
    return all.stream().limit(limit).toList();
  }

  private static Set<Integer> some(Random random) {
    return Stream.generate(() -> DIVISORS.get(random.nextInt(DIVISORS.size())))
        .limit(1 + random.nextInt(5))
        .collect(Collectors.toUnmodifiableSet());
  }
}
