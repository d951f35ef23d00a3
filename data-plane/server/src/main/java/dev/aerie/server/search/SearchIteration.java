package dev.aerie.server.search;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.query.SearchRequest;
import dev.aerie.engine.query.SearchResult;
import dev.aerie.engine.schema.Metric;
import io.milvus.grpc.SearchIteratorV2Results;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A page of a search iterator. The client carries the state: the score of the last row it has seen
 * bounds the next page, which begins behind all rows of that score. So those are on the page that
 * ends with it, even if that makes it longer than it was asked to be, or, where they are too many
 * for that, on the next one.
 *
 * @param lastBound score of the last row seen; empty on the first page
 */
record SearchIteration(String token, int batchSize, OptionalDouble lastBound) {
  static final String ITERATOR = "search_iter_v2";
  private static final String BATCH_SIZE = "search_iter_batch_size";
  private static final String LAST_BOUND = "search_iter_last_bound";
  private static final String TOKEN = "search_iter_id";
  private static final int DEFAULT_BATCH = 1000;
  private static final int MOST_ROWS = SearchRequest.MAX_TOP_K;

  /**
   * The page that a search asks for; empty for a search without iterator.
   *
   * @throws EngineException {@link ErrorCode#INVALID_ARGUMENT} for a batch of no or too many rows
   */
  static Optional<SearchIteration> of(SearchParams params) {
    return params
        .find(ITERATOR)
        .filter(Boolean::parseBoolean)
        .map(
            value ->
                new SearchIteration(
                    params.find(TOKEN).orElseGet(() -> UUID.randomUUID().toString()),
                    batchSize(params),
                    params.decimal(LAST_BOUND)));
  }

  private static int batchSize(SearchParams params) {
    long size = params.number(BATCH_SIZE, DEFAULT_BATCH);
    if (size < 1 || size > MOST_ROWS) {
      throw refused(
          "batch size [%d] is invalid, it should be in range [1, %d]".formatted(size, MOST_ROWS));
    }
    return (int) size;
  }

  /**
   * The search for this page's rows: a range search from the second page on.
   *
   * @throws EngineException {@link ErrorCode#INVALID_ARGUMENT} for a search with several vectors
   */
  SearchRequest bound(SearchRequest search, Metric metric) {
    if (search.vectors().size() != 1) {
      throw refused(
          "a search iterator takes one vector, not %d".formatted(search.vectors().size()));
    }
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
   * @param page as bounded
   * @param engine makes a search
   * @throws EngineException {@link ErrorCode#UNSUPPORTED} when more rows tie than a page may have
   */
  SearchResult rows(SearchRequest page, Function<SearchRequest, SearchResult> engine) {
    if (isBeyondTheLast(page)) {
      SearchRequest any = page.toBuilder().topK(1).noRange().build();
      return PickedRows.of(engine.apply(any), new int[0], new int[1]);
    }
    int wanted = Math.min(batchSize + 1, MOST_ROWS);
    SearchResult found = engine.apply(page.toBuilder().topK(wanted).build());
    while (found.scores().length == wanted && wanted < MOST_ROWS && end(found.scores()) == wanted) {
      wanted = Math.min(2 * wanted, MOST_ROWS);
      found = engine.apply(page.toBuilder().topK(wanted).build());
    }
    int end = end(found.scores());
    if (end == MOST_ROWS) {
      end = beginOfLastScore(found.scores());
    }
    return PickedRows.of(found, IntStream.range(0, end).toArray(), new int[] {end});
  }

  /** Whether no score lies between the last row seen and the outer bound. */
  private boolean isBeyondTheLast(SearchRequest page) {
    if (lastBound.isEmpty()) {
      return false;
    }
    float inner = (float) page.rangeFilter().orElseThrow();
    float outer = (float) page.radius().orElseThrow();
    return page.metric().orElseThrow().largerIsNearer() ? inner <= outer : inner >= outer;
  }

  /** How many rows there are up to the last one that ties with the end of the page. */
  private int end(float[] scores) {
    int end = Math.min(batchSize, scores.length);
    while (end > 0 && end < scores.length && scores[end] == scores[end - 1]) {
      end++;
    }
    return end;
  }

  /** Rows of the last score may go on beyond what a search gives, so the page ends before them. */
  private static int beginOfLastScore(float[] scores) {
    int begin = scores.length - 1;
    while (begin > 0 && scores[begin - 1] == scores[begin]) {
      begin--;
    }
    if (begin == 0) {
      throw new EngineException(
          ErrorCode.UNSUPPORTED,
          "A search iterator past %d rows of one score (%s) is not supported by this server yet; iterate over parts of the rows, by filters"
              .formatted(MOST_ROWS, scores[0]));
    }
    return begin;
  }

  /** What the client needs for the next page. */
  SearchIteratorV2Results next(float[] scores) {
    float bound = scores.length > 0 ? scores[scores.length - 1] : (float) lastBound.orElse(0);
    return SearchIteratorV2Results.newBuilder().setToken(token).setLastBound(bound).build();
  }

  private static EngineException refused(String why) {
    return new EngineException(ErrorCode.INVALID_ARGUMENT, why);
  }
}
