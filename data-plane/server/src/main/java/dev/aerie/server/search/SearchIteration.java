package dev.aerie.server.search;

import dev.aerie.engine.query.SearchRequest;
import dev.aerie.engine.query.SearchResult;
import dev.aerie.engine.schema.Metric;
import io.milvus.grpc.SearchIteratorV2Results;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * A page of a search iterator. The client carries the state: the score of the last row it has seen
 * bounds the next page, which begins behind all rows of that score. So those are on the page that
 * ends with it, even if that makes it longer than it was asked to be.
 *
 * @param lastBound score of the last row seen; empty on the first page
 */
record SearchIteration(String token, int batchSize, OptionalDouble lastBound) {
  static final String ITERATOR = "search_iter_v2";
  private static final String BATCH_SIZE = "search_iter_batch_size";
  private static final String LAST_BOUND = "search_iter_last_bound";
  private static final String TOKEN = "search_iter_id";
  private static final int DEFAULT_BATCH = 1000;

  /** The page that a search asks for; empty for a search without iterator. */
  static Optional<SearchIteration> of(SearchParams params) {
    return params
        .find(ITERATOR)
        .filter(Boolean::parseBoolean)
        .map(
            value ->
                new SearchIteration(
                    params.find(TOKEN).orElseGet(() -> UUID.randomUUID().toString()),
                    (int) params.number(BATCH_SIZE, DEFAULT_BATCH),
                    params.decimal(LAST_BOUND)));
  }

  /** The search for this page's rows: a range search from the second page on. */
  SearchRequest bound(SearchRequest search, Metric metric) {
    SearchRequest.Builder page = search.toBuilder().topK(batchSize).offset(0).metric(metric);
    if (lastBound.isPresent()) {
      float bound = (float) lastBound.getAsDouble();
      boolean larger = metric.largerIsNearer();
      page.rangeFilter(larger ? Math.nextDown(bound) : Math.nextUp(bound))
          .radius(
              search.radius().orElse(larger ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY));
    }
    return page.build();
  }

  /**
   * This page's rows: the nearest ones, and whatever ties with the last of them.
   *
   * @param nearest searches for as many rows as it is told
   */
  SearchResult rows(IntFunction<SearchResult> nearest) {
    int wanted = Math.min(batchSize + 1, SearchRequest.MAX_TOP_K);
    SearchResult found = nearest.apply(wanted);
    while (found.scores().length == wanted
        && wanted < SearchRequest.MAX_TOP_K
        && end(found.scores()) == wanted) {
      wanted = Math.min(2 * wanted, SearchRequest.MAX_TOP_K);
      found = nearest.apply(wanted);
    }
    int end = end(found.scores());
    return PickedRows.of(found, IntStream.range(0, end).toArray(), new int[] {end});
  }

  /** How many rows there are up to the last one that ties with the end of the page. */
  private int end(float[] scores) {
    int end = Math.min(batchSize, scores.length);
    while (end > 0 && end < scores.length && scores[end] == scores[end - 1]) {
      end++;
    }
    return end;
  }

  /** What the client needs for the next page. */
  SearchIteratorV2Results next(float[] scores) {
    float bound = scores.length > 0 ? scores[scores.length - 1] : (float) lastBound.orElse(0);
    return SearchIteratorV2Results.newBuilder().setToken(token).setLastBound(bound).build();
  }
}
