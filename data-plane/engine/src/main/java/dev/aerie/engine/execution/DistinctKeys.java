package dev.aerie.engine.execution;

import dev.aerie.engine.collection.Slice;
import dev.aerie.engine.row.Column;
import dev.aerie.engine.row.SystemColumns;
import dev.aerie.engine.schema.DataType;
import dev.aerie.engine.schema.FieldSchema;
import dev.aerie.engine.vector.TopK.Ranked;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Leaves of found rows with one primary key one: an insert does not look for rows that have its
 * keys already. Looks at what was found only, not at all rows. Immutable.
 */
final class DistinctKeys {
  private final List<Column> keys;
  private final List<long[]> written;
  private final boolean numbers;

  DistinctKeys(FieldSchema primaryKey, List<Slice> slices) {
    this.keys = slices.stream().map(slice -> slice.block().column(primaryKey.name())).toList();
    this.written =
        slices.stream()
            .map(slice -> ((Column.Longs) slice.block().column(SystemColumns.TIMESTAMP)).values())
            .toList();
    this.numbers = primaryKey.type() == DataType.INT64;
  }

  /** Rows by their keys, and those of one key the newest first. */
  Comparator<RowReference> order() {
    return byKey().thenComparing(this::age);
  }

  /** Rows in that order, without those that are not the first of their key. */
  List<RowReference> of(List<RowReference> ordered) {
    Comparator<RowReference> byKey = byKey();
    int[] firsts =
        IntStream.range(0, ordered.size())
            .filter(i -> i == 0 || byKey.compare(ordered.get(i - 1), ordered.get(i)) != 0)
            .toArray();
    return firsts.length == ordered.size()
        ? ordered
        : IntStream.of(firsts).mapToObj(ordered::get).toList();
  }

  /**
   * The hits in their order, of each key the nearest one, which stays the same however many are
   * asked for; of equally near ones the newest.
   */
  Ranked of(Ranked hits) {
    long[] references = hits.references();
    if (!haveAKeyTwice(references)) {
      return hits;
    }
    Map<Object, Integer> places = new HashMap<>();
    float[] scores = new float[references.length];
    long[] kept = new long[references.length];
    for (int i = 0; i < references.length; i++) {
      int end = places.size();
      int place = places.computeIfAbsent(key(RowReference.of(references[i])), _ -> end);
      boolean isNewer = hits.scores()[i] == scores[place] && isNewer(references[i], kept[place]);
      if (place == end || isNewer) {
        scores[place] = hits.scores()[i];
        kept[place] = references[i];
      }
    }
    return new Ranked(scores, kept).first(places.size());
  }

  private boolean isNewer(long reference, long other) {
    return age(RowReference.of(reference), RowReference.of(other)) < 0;
  }

  private boolean haveAKeyTwice(long[] references) {
    if (numbers) {
      long[] sorted = Arrays.stream(references).map(r -> number(RowReference.of(r))).toArray();
      Arrays.sort(sorted);
      return IntStream.range(1, sorted.length).anyMatch(i -> sorted[i - 1] == sorted[i]);
    }
    Set<Object> met = new HashSet<>();
    return !Arrays.stream(references).allMatch(r -> met.add(key(RowReference.of(r))));
  }

  private Comparator<RowReference> byKey() {
    return numbers ? Comparator.comparingLong(this::number) : Comparator.comparing(this::text);
  }

  /** The newer comes first; of rows of one write that is the later one. */
  private int age(RowReference a, RowReference b) {
    int byTime = Long.compare(time(b), time(a));
    return byTime != 0
        ? byTime
        : Long.compare(
            RowReference.pack(b.slice(), b.row()), RowReference.pack(a.slice(), a.row()));
  }

  private long time(RowReference row) {
    return written.get(row.slice())[row.row()];
  }

  private Object key(RowReference row) {
    return numbers ? (Object) number(row) : text(row);
  }

  private long number(RowReference row) {
    return ((Column.Longs) keys.get(row.slice())).values()[row.row()];
  }

  private String text(RowReference row) {
    return ((Column.Strings) keys.get(row.slice())).values()[row.row()];
  }
}
