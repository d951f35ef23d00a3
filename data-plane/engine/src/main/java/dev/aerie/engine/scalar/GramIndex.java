package dev.aerie.engine.scalar;

import dev.aerie.engine.row.Column;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.roaringbitmap.RoaringBitmap;

/**
 * From each run of so many characters, a gram, to the rows of a text column that have it. A text
 * that holds a longer run holds all its grams, so that few rows are left to be looked at.
 * Immutable.
 */
public final class GramIndex implements ScalarIndex {
  /** More make the set of rows hardly smaller. */
  private static final int GRAMS_A_PIECE = 16;

  private static final int GRAM_BYTES = 120;

  private final Lengths lengths;
  private final int rows;
  private final Map<String, RoaringBitmap> rowsOf;

  /**
   * Lengths of the grams, in characters: the shorter ones serve pieces too short for the longer.
   */
  public record Lengths(int shortest, int longest) {}

  private GramIndex(Lengths lengths, int rows, Map<String, RoaringBitmap> rowsOf) {
    this.lengths = lengths;
    this.rows = rows;
    this.rowsOf = rowsOf;
  }

  /**
   * The index of a whole column; null rows have no grams.
   *
   * @param most bytes it may take; empty as soon as it takes more
   */
  static Optional<GramIndex> of(Column.Strings texts, Lengths lengths, long most) {
    Gathered gathered = new Gathered();
    for (int row = 0; row < texts.size(); row++) {
      if (!texts.isNull(row)) {
        int added = row;
        grams(texts.values()[row], lengths).forEach(gram -> gathered.add(gram, added));
        if (gathered.exceeds(most)) {
          return Optional.empty();
        }
      }
    }
    gathered.rowsOf.values().forEach(RoaringBitmap::runOptimize);
    return Optional.of(new GramIndex(lengths, texts.size(), gathered.rowsOf));
  }

  /**
   * Rows that may hold all of some pieces of text, among them all that do; empty when the pieces
   * are too short to tell.
   */
  public Optional<BitSet> candidates(List<String> pieces) {
    List<RoaringBitmap> having =
        pieces.stream()
            .flatMap(this::grams)
            .distinct()
            .map(gram -> rowsOf.getOrDefault(gram, new RoaringBitmap()))
            .sorted(Comparator.comparingInt(RoaringBitmap::getCardinality))
            .limit(GRAMS_A_PIECE)
            .toList();
    if (having.isEmpty()) {
      return Optional.empty();
    }
    RoaringBitmap all = having.getFirst().clone();
    having.forEach(all::and);
    BitSet found = new BitSet(rows);
    all.forEach((org.roaringbitmap.IntConsumer) found::set);
    return Optional.of(found);
  }

  private Stream<String> grams(String piece) {
    if (piece.length() >= lengths.longest) {
      return grams(piece, lengths.longest);
    }
    return piece.length() >= lengths.shortest ? grams(piece, lengths.shortest) : Stream.of();
  }

  private static Stream<String> grams(String text, Lengths lengths) {
    return lengths.shortest == lengths.longest
        ? grams(text, lengths.longest)
        : Stream.concat(grams(text, lengths.shortest), grams(text, lengths.longest));
  }

  private static Stream<String> grams(String text, int length) {
    return IntStream.rangeClosed(0, text.length() - length)
        .mapToObj(at -> text.substring(at, at + length));
  }

  @Override
  public long bytes() {
    return bytes(rowsOf);
  }

  private static long bytes(Map<String, RoaringBitmap> rowsOf) {
    return rowsOf.values().stream().mapToLong(r -> GRAM_BYTES + r.getLongSizeInBytes()).sum();
  }

  /** Grams while they become an index. */
  private static final class Gathered {
    private final Map<String, RoaringBitmap> rowsOf = new HashMap<>();
    private long estimate;

    void add(String gram, int row) {
      RoaringBitmap rows = rowsOf.get(gram);
      if (rows == null) {
        rows = new RoaringBitmap();
        rowsOf.put(gram, rows);
        estimate += GRAM_BYTES;
      }
      rows.add(row);
      estimate += Short.BYTES;
    }

    /** Rows that lie close together take less than estimated; to look is dear, so it is seldom. */
    boolean exceeds(long most) {
      if (estimate > most) {
        long bytes = bytes(rowsOf);
        estimate = Math.min(bytes, most - most / 8);
        return bytes > most;
      }
      return false;
    }
  }
}
