package dev.aerie.server.search;

import dev.aerie.engine.query.SearchResult;
import dev.aerie.engine.row.Column;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * The rows of a search by group: the group with the nearest row first, and in each its nearest rows
 * first. Rows without a value are a group too.
 */
final class GroupedResult {
  private final SearchResult found;
  private final Grouping grouping;
  private final List<Map<Optional<Object>, List<Integer>>> groups = new ArrayList<>();

  private GroupedResult(SearchResult found, Grouping grouping) {
    this.found = found;
    this.grouping = grouping;
  }

  /**
   * Groups a search's rows.
   *
   * @param found the nearest rows, with the grouping's field among the output fields
   */
  static GroupedResult of(SearchResult found, Grouping grouping) {
    GroupedResult result = new GroupedResult(found, grouping);
    Column values = found.fields().column(grouping.field().name());
    int row = 0;
    for (int count : found.counts()) {
      Map<Optional<Object>, List<Integer>> groups = new LinkedHashMap<>();
      for (int end = row + count; row < end; row++) {
        List<Integer> group = groups.computeIfAbsent(value(values, row), _ -> new ArrayList<>());
        if (group.size() < grouping.size()) {
          group.add(row);
        }
      }
      result.groups.add(groups);
    }
    return result;
  }

  /** Whether looking further than {@code topK} rows a query could change nothing. */
  boolean isComplete(int topK) {
    return IntStream.range(0, groups.size())
        .allMatch(query -> found.counts()[query] < topK || isComplete(groups.get(query)));
  }

  private boolean isComplete(Map<Optional<Object>, List<Integer>> of) {
    int wanted = grouping.limit() + grouping.offset();
    return of.size() >= wanted
        && (!grouping.strict()
            || of.values().stream()
                .limit(wanted)
                .allMatch(group -> group.size() == grouping.size()));
  }

  /** The rows of the wanted groups. */
  SearchResult result() {
    return result(IntStream::sequential);
  }

  /** The same rows, the nearest first whatever their groups. */
  SearchResult ranked() {
    return result(IntStream::sorted);
  }

  private SearchResult result(UnaryOperator<IntStream> order) {
    IntStream.Builder rows = IntStream.builder();
    int[] counts = new int[groups.size()];
    for (int query = 0; query < counts.length; query++) {
      int[] wanted =
          groups.get(query).values().stream()
              .skip(grouping.offset())
              .limit(grouping.limit())
              .flatMapToInt(group -> group.stream().mapToInt(Integer::intValue))
              .toArray();
      order.apply(IntStream.of(wanted)).forEach(rows);
      counts[query] = wanted.length;
    }
    return PickedRows.of(found, rows.build().toArray(), counts);
  }

  private static Optional<Object> value(Column column, int row) {
    if (column.isNull(row)) {
      return Optional.empty();
    }
    return Optional.of(
        switch (column) {
          case Column.Bools bools -> bools.values()[row];
          case Column.Ints ints -> ints.values()[row];
          case Column.Longs longs -> longs.values()[row];
          case Column.Strings strings -> strings.values()[row];
          default -> throw new IllegalArgumentException("cannot be grouped by: " + column);
        });
  }
}
