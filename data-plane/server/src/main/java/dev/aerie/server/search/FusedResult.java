package dev.aerie.server.search;

import dev.aerie.engine.query.SearchResult;
import dev.aerie.engine.row.Column;
import dev.aerie.engine.row.ColumnBuilder;
import dev.aerie.engine.row.RowBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gathers, from the results of several searches, the rows of their fused ranking. */
final class FusedResult {
  private final List<SearchResult> results;
  private final int[] next;
  private final List<Place> chosen = new ArrayList<>();
  private final List<Float> scores = new ArrayList<>();
  private final List<Integer> counts = new ArrayList<>();

  /** Where a row lies. */
  private record Place(int search, int row) {}

  private FusedResult(List<SearchResult> results) {
    this.results = results;
    this.next = new int[results.size()];
  }

  /**
   * The fused result.
   *
   * @param results of searches with the same number of queries and the same fields
   * @param offset best rows left out for each query
   * @param limit most rows a query
   */
  static SearchResult of(List<SearchResult> results, Reranker reranker, int offset, int limit) {
    FusedResult fused = new FusedResult(results);
    for (int query = 0; query < results.getFirst().counts().length; query++) {
      fused.add(query, reranker, offset, limit);
    }
    return fused.build();
  }

  private void add(int query, Reranker reranker, int offset, int limit) {
    Map<Object, Place> places = new HashMap<>();
    List<Fusion.Ranking> rankings = new ArrayList<>();
    for (int search = 0; search < results.size(); search++) {
      SearchResult result = results.get(search);
      List<Object> keys = new ArrayList<>();
      List<Float> found = new ArrayList<>();
      for (int i = 0; i < result.counts()[query]; i++) {
        int row = next[search]++;
        Object key = key(result.primaryKeys(), row);
        places.putIfAbsent(key, new Place(search, row));
        keys.add(key);
        found.add(result.scores()[row]);
      }
      rankings.add(new Fusion.Ranking(result.metric(), keys, found));
    }
    List<Fusion.Hit> hits =
        reranker.rank(rankings, key -> number(reranker, places.get(key))).stream()
            .skip(offset)
            .limit(limit)
            .toList();
    for (Fusion.Hit hit : hits) {
      chosen.add(places.get(hit.key()));
      scores.add(hit.score());
    }
    counts.add(hits.size());
  }

  /** What the decay reads of a row. */
  private double number(Reranker reranker, Place place) {
    String field = reranker.decay().orElseThrow().field();
    return Decay.number(results.get(place.search()).fields().column(field), place.row());
  }

  private static Object key(Column keys, int row) {
    return switch (keys) {
      case Column.Longs longs -> longs.values()[row];
      case Column.Strings strings -> strings.values()[row];
      default -> throw new IllegalArgumentException("no primary keys: " + keys);
    };
  }

  private SearchResult build() {
    Map<String, Column> columns = new LinkedHashMap<>();
    for (String name : results.getFirst().fields().columns().keySet()) {
      columns.put(name, gather(results.stream().map(r -> r.fields().column(name)).toList()));
    }
    float[] values = new float[scores.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = scores.get(i);
    }
    return new SearchResult(
        results.getFirst().metric(),
        gather(results.stream().map(SearchResult::primaryKeys).toList()),
        values,
        counts.stream().mapToInt(Integer::intValue).toArray(),
        new RowBatch(chosen.size(), columns),
        results.stream().flatMap(result -> result.plan().stream()).toList(),
        this::fields);
  }

  /** Further fields of some of the chosen rows, from the searches that have found them. */
  private RowBatch fields(List<String> names, int[] hits) {
    List<Place> wanted = Arrays.stream(hits).mapToObj(chosen::get).toList();
    List<RowBatch> found = new ArrayList<>();
    for (int search = 0; search < results.size(); search++) {
      found.add(results.get(search).hits().of(names, rowsOf(search, wanted)));
    }
    Map<String, Column> columns = new LinkedHashMap<>();
    for (String name : found.getFirst().columns().keySet()) {
      columns.put(
          name, interleaved(found.stream().map(rows -> rows.column(name)).toList(), wanted));
    }
    return new RowBatch(wanted.size(), columns);
  }

  private static int[] rowsOf(int search, List<Place> places) {
    return places.stream().filter(place -> place.search() == search).mapToInt(Place::row).toArray();
  }

  /** Each search's rows stand in their order; the places tell whose row comes next. */
  private static Column interleaved(List<Column> sources, List<Place> places) {
    ColumnBuilder rows = ColumnBuilder.like(sources.getFirst(), places.size());
    int[] next = new int[sources.size()];
    for (Place place : places) {
      int row = next[place.search()]++;
      rows.append(sources.get(place.search()), row, row + 1);
    }
    return rows.build();
  }

  private Column gather(List<Column> sources) {
    ColumnBuilder rows = ColumnBuilder.like(sources.getFirst(), chosen.size());
    for (Place place : chosen) {
      rows.append(sources.get(place.search()), place.row(), place.row() + 1);
    }
    return rows.build();
  }
}
