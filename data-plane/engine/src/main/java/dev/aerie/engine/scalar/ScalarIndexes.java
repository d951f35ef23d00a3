package dev.aerie.engine.scalar;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.aerie.engine.row.Column;
import dev.aerie.engine.text.TextAnalyzer;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.LongFunction;

/**
 * The scalar indexes of segments, made from their columns when they are first asked for and kept
 * within a budget of memory; what was not asked for longest goes first. Thread-safe: who asks for
 * an index that is being made waits for it.
 */
public final class ScalarIndexes {
  /** Segments are immutable, so that an index stays right while its segment is closed. */
  private sealed interface Key {
    record Sorted(long segmentId, String field) implements Key {}

    record Repeated(long segmentId, String field) implements Key {}

    record Words(long segmentId, String field, TextAnalyzer analyzer) implements Key {}

    record Grams(long segmentId, String field, GramIndex.Lengths lengths) implements Key {}

    record Path(long segmentId, String field, String place, PathIndex index) implements Key {}
  }

  private static final int UNIT = 1024;

  /** Not the common pool: the building of a graph fills that one for minutes. */
  private static final ExecutorService MAKERS =
      Executors.newFixedThreadPool(
          Runtime.getRuntime().availableProcessors(),
          Thread.ofPlatform().name("aerie-index-", 0).daemon().factory());

  private final AsyncCache<Key, ScalarIndex> cache;
  private final long budget;

  /**
   * @param bytes budget of memory
   */
  public ScalarIndexes(long bytes) {
    this.budget = bytes;
    this.cache =
        Caffeine.newBuilder()
            .executor(MAKERS)
            .maximumWeight(bytes / UNIT)
            .weigher((Key _, ScalarIndex index) -> Math.toIntExact(1 + index.bytes() / UNIT))
            .buildAsync();
  }

  /** An eighth of the heap. */
  public static ScalarIndexes ofHeap() {
    return new ScalarIndexes(Runtime.getRuntime().maxMemory() / 8);
  }

  /** Lets go now of what is over the budget, which is done a moment later else. */
  void settle() {
    cache.synchronous().cleanUp();
  }

  /** The order of a column of a segment. */
  public SortedColumn sorted(long segmentId, String field, Column column) {
    return (SortedColumn)
        cache.get(new Key.Sorted(segmentId, field), _ -> SortedColumn.of(column)).join();
  }

  /** The order of a text column of a segment if its texts are few; empty where they are many. */
  public Optional<SortedColumn> repeated(long segmentId, String field, Column.Strings texts) {
    return of(
        new Key.Repeated(segmentId, field),
        budget / 2,
        _ -> SortedColumn.ofRepeated(texts),
        SortedColumn.class);
  }

  /** The words of a column of a segment; empty where they take more memory than there may be. */
  public Optional<TextIndex> words(
      long segmentId, String field, TextAnalyzer analyzer, Column.Strings texts) {
    return of(
        new Key.Words(segmentId, field, analyzer),
        budget - UNIT,
        most -> TextIndex.of(texts, analyzer, most),
        TextIndex.class);
  }

  /** The grams of a column of a segment; empty where they take more memory than there may be. */
  public Optional<GramIndex> grams(
      long segmentId, String field, GramIndex.Lengths lengths, Column.Strings texts) {
    return of(
        new Key.Grams(segmentId, field, lengths),
        budget / 2,
        most -> GramIndex.of(texts, lengths, most),
        GramIndex.class);
  }

  /** The values at a place in a column of documents; empty where they can't be a column. */
  public Optional<PathColumn> path(
      long segmentId,
      String field,
      String place,
      PathIndex index,
      Column.Jsons documents,
      Function<byte[], Optional<Object>> at) {
    return of(
        new Key.Path(segmentId, field, place, index),
        budget / 2,
        most -> PathColumn.of(documents, index.kind(), at, index.grams(), most),
        PathColumn.class);
  }

  /** An index that takes more than it may is not kept, and not made again and again. */
  private <T extends ScalarIndex> Optional<T> of(
      Key key, long most, LongFunction<Optional<T>> make, Class<T> type) {
    ScalarIndex found =
        cache
            .get(
                key,
                _ ->
                    make.apply(most)
                        .filter(index -> index.bytes() <= most)
                        .<ScalarIndex>map(index -> index)
                        .orElse(new NoIndex()))
            .join();
    return type.isInstance(found) ? Optional.of(type.cast(found)) : Optional.empty();
  }
}
