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
  private static final int LAST = 160_800;
  private static final int SEARCHES = 500;

  /**
   * Where there are events: in several short runs, in several long ones, and behind more long ones
   * than are looked at in one go.
   */
  private static final List<Range> RANGES =
      List.of(
          new Range(700, 3_999),
          new Range(5_101, 6_500),
          new Range(23_000, 25_000),
          new Range(160_000, LAST));

  /** The n-th event has each of some words when their number divides n. */
  private static final List<Integer> DIVISORS = List.of(1, 2, 3, 4, 7, 50, 401, 2_011, 7_919);

  /** Words of these numbers are long, which the index has in long runs only. */
  private static final Set<Integer> LONG = Set.of(4, 401);

  private static final String FILL =
      """
      INSERT INTO audit_events (org_id, seq, id, at, actor_kind, actor_id, actor_name, action, resource, result, trace_id,
        remote_address, after, previous_hash, hash)
      SELECT org, seq, 'evt_' || org || seq, now(), 'USER', 'usr_1', CASE WHEN seq %% 5 = 0 THEN 'Bea' ELSE 'Ada' END, 'cluster.update', '', 'OK', '',
        '127.0.0.1', (SELECT json_agg(word) FROM (VALUES %s) words (word, d) WHERE seq %% d = 0), '', ''
      FROM unnest('{org_a,org_b}'::text[]) org, (VALUES %s) ranges (low, high), generate_series(low, high) seq
      """;

  @Test
  void findsWhatALookAtEachEventFinds() throws SQLException {
    Database database = filled();
    var random = new Random(5);
    for (int i = 0; i < SEARCHES; i++) {
      Set<Integer> wanted = some(random);
      boolean onlyBea = random.nextInt(3) == 0;
      AuditQuery query = query(wanted, onlyBea);
      long after = anEvent(random) - 50;
      long last = after + random.nextInt(random.nextBoolean() ? 6_000 : LAST);
      int limit = 1 + random.nextInt(random.nextBoolean() ? 60 : 600);

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
    String words = values(DIVISORS.stream().map(n -> "'%s', %d".formatted(word(n), n)));
    String ranges = values(RANGES.stream().map(range -> range.low() + ", " + range.high()));
    try (var connection = database.connect();
        var statement = connection.createStatement()) {
      statement.execute(FILL.formatted(words, ranges));
      statement.execute("ANALYZE audit_events");
    }
    return database.asApplication();
  }

  private static AuditQuery query(Set<Integer> divisors, boolean onlyBea) {
    var query = new AuditQuery();
    query.organizationId = Optional.of("org_a");
    query.words =
        Optional.of(divisors.stream().map(AuditSearchTest::word).collect(Collectors.joining(" ")));
    query.actor = onlyBea ? Optional.of("Bea") : Optional.empty();
    return query;
  }

  private static List<Long> expected(
      Set<Integer> divisors, boolean onlyBea, long after, long last) {
    return RANGES.stream()
        .flatMapToLong(range -> LongStream.rangeClosed(range.low(), range.high()))
        .filter(seq -> seq > after && seq <= last)
        .filter(seq -> !onlyBea || seq % 5 == 0)
        .filter(seq -> divisors.stream().allMatch(divisor -> seq % divisor == 0))
        .boxed()
        .toList();
  }

  private static String values(Stream<String> rows) {
    return rows.map("(%s)"::formatted).collect(Collectors.joining(", "));
  }

  private static String word(int divisor) {
    return (LONG.contains(divisor) ? "anIdentifierOfWhomever" : "Word") + divisor;
  }

  private static long anEvent(Random random) {
    Range range = RANGES.get(random.nextInt(RANGES.size()));
    return random.nextLong(range.low(), range.high());
  }

  private static List<Long> found(Database database, Function<Sql, List<AuditLink>> search) {
    return database.read(Scope.organization("org_a"), search).stream()
        .map(link -> link.entry().seq())
        .toList();
  }

  private static List<Long> first(int limit, List<Long> all) {
    return all.stream().limit(limit).toList();
  }

  private record Range(long low, long high) {}

  private static Set<Integer> some(Random random) {
    return Stream.generate(() -> DIVISORS.get(random.nextInt(DIVISORS.size())))
        .limit(random.nextBoolean() ? 1 : 1 + random.nextInt(5))
        .collect(Collectors.toUnmodifiableSet());
  }
}
