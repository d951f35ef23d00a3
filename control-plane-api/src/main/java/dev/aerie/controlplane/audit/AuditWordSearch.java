package dev.aerie.controlplane.audit;

import dev.aerie.controlplane.database.Conditions;
import dev.aerie.controlplane.database.Row;
import dev.aerie.controlplane.database.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Events of an organisation that have all of some words, for which there is an index, and fit other
 * conditions (decision 21).
 *
 * @param wanted the other conditions
 */
record AuditWordSearch(String organization, String words, Conditions wanted) {
  /**
   * The sequences of the first so many events of an organisation with all of some words, after one
   * sequence and before another, from the newest on or from the oldest.
   */
  private static final String WITH_WORDS = "audit_events_with(?, ?, ?, ?, ?, ?)";

  private static final int GROWTH = 4;
  private static final int MOST_AT_ONCE = 4_096;

  /** The first so many; where few of those with the words fit, more are asked for each time. */
  List<AuditLink> find(Sql sql, AuditWindow window, AuditOrder order, int limit) {
    var found = new ArrayList<AuditLink>();
    AuditWindow left = window;
    for (int most = limit; ; most = Math.min(most * GROWTH, MOST_AT_ONCE)) {
      List<WithWords> some = withWords(sql, left, order, most);
      some.stream().flatMap(one -> one.fitting().stream()).forEach(found::add);
      if (found.size() >= limit || some.size() < most) {
        return found.stream().limit(limit).toList();
      }
      left = left.beyond(some.getLast().seq(), order);
    }
  }

  private List<WithWords> withWords(Sql sql, AuditWindow window, AuditOrder order, int most) {
    Stream<Object> asked =
        Stream.of(
            organization,
            words,
            window.after(),
            window.before(),
            most,
            order == AuditOrder.NEWEST_FIRST);
    return sql.list(
        statement(wanted.text(), order),
        WithWords::read,
        Stream.concat(asked, Stream.of(wanted.parametersAnd())).toArray());
  }

  /** A row is looked up for each sequence: joined in one go, all of the organisation were read. */
  static String statement(String conditions, AuditOrder order) {
    return "SELECT found, e.* FROM "
        + WITH_WORDS
        + " found LEFT JOIN LATERAL (SELECT * FROM audit_events WHERE seq = found AND "
        + conditions
        + " LIMIT 1) e ON true"
        + order.by("found");
  }

  /** An event with the words, and what it says when it fits the other conditions. */
  private record WithWords(long seq, Optional<AuditLink> fitting) {
    static WithWords read(Row row) {
      return new WithWords(row.number("found"), row.text("id").map(id -> AuditLink.read(row)));
    }
  }
}
