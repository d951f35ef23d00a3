package dev.aerie.engine.scalar;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.aerie.engine.row.Column;
import dev.aerie.engine.text.TextAnalyzer;
import java.util.Optional;

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
  }

  private static final int UNIT = 1024;

  private final AsyncCache<Key, ScalarIndex> cache;

  /**
   * @param bytes budget of memory
   */
  public ScalarIndexes(long bytes) {
    this.cache =
        Caffeine.newBuilder()
            .maximumWeight(bytes / UNIT)
            .weigher((Key _, ScalarIndex index) -> Math.toIntExact(1 + index.bytes() / UNIT))
            .buildAsync();
  }

  /** An eighth of the heap. */
  public static ScalarIndexes ofHeap() {
    return new ScalarIndexes(Runtime.getRuntime().maxMemory() / 8);
  }

  /** The order of a column of a segment. */
  public SortedColumn sorted(long segmentId, String field, Column column) {
    return (SortedColumn)
        cache.get(new Key.Sorted(segmentId, field), _ -> SortedColumn.of(column)).join();
  }

  /** The order of a text column of a segment if its texts are few; empty where they are many. */
  public Optional<SortedColumn> repeated(long segmentId, String field, Column.Strings texts) {
    ScalarIndex found =
        cache
            .get(
                new Key.Repeated(segmentId, field),
                _ -> SortedColumn.ofRepeated(texts).<ScalarIndex>map(o -> o).orElse(new NoIndex()))
            .join();
    return found instanceof SortedColumn order ? Optional.of(order) : Optional.empty();
  }

  /** The words of a column of a segment. */
  public TextIndex words(
      long segmentId, String field, TextAnalyzer analyzer, Column.Strings texts) {
    return (TextIndex)
        cache
            .get(new Key.Words(segmentId, field, analyzer), _ -> TextIndex.of(texts, analyzer))
            .join();
  }
}
