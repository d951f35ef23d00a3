package dev.aerie.engine.scalar;

import dev.aerie.engine.row.Column;
import dev.aerie.engine.text.TextAnalyzer;
import dev.aerie.engine.text.Token;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** From word to the rows of a text column that have it. Immutable. */
public final class TextIndex implements ScalarIndex {
  private static final int WORD_BYTES = 120;
  private static final int[] NOWHERE = new int[0];

  private final Map<String, int[]> rowsOf;
  private final int rows;
  private final long bytes;

  private TextIndex(Map<String, int[]> rowsOf, int rows, long bytes) {
    this.rowsOf = rowsOf;
    this.rows = rows;
    this.bytes = bytes;
  }

  /**
   * The index of a whole column; null rows have no words.
   *
   * @param most bytes it may take; empty as soon as it takes more
   */
  static Optional<TextIndex> of(Column.Strings texts, TextAnalyzer analyzer, long most) {
    Map<String, Postings> postings = new HashMap<>();
    TextAnalyzer.Splitter splitter = analyzer.open();
    long bytes = 0;
    for (int row = 0; row < texts.size(); row++) {
      if (texts.isNull(row)) {
        continue;
      }
      for (Token token : splitter.tokens(texts.values()[row])) {
        Postings rows = postings.computeIfAbsent(token.term(), Postings::new);
        bytes += rows.add(row);
      }
      if (bytes > most) {
        return Optional.empty();
      }
    }
    Map<String, int[]> rowsOf = HashMap.newHashMap(postings.size());
    postings.forEach((word, found) -> rowsOf.put(word, found.toArray()));
    return Optional.of(new TextIndex(rowsOf, texts.size(), bytes));
  }

  /** Rows that have at least so many of the words. */
  public BitSet match(Set<String> words, int minimum) {
    if (minimum == 1) {
      BitSet any = new BitSet(rows);
      words.forEach(word -> set(any, rowsOf.getOrDefault(word, NOWHERE)));
      return any;
    }
    int[] counts = new int[rows];
    BitSet enough = new BitSet(rows);
    for (String word : words) {
      for (int row : rowsOf.getOrDefault(word, NOWHERE)) {
        if (++counts[row] == minimum) {
          enough.set(row);
        }
      }
    }
    return enough;
  }

  /** Rows that have all of the words, in whatever order; all rows for no word. */
  public BitSet all(Collection<String> words) {
    List<int[]> fewestFirst =
        words.stream()
            .map(word -> rowsOf.getOrDefault(word, NOWHERE))
            .sorted((a, b) -> Integer.compare(a.length, b.length))
            .toList();
    BitSet all = new BitSet(rows);
    all.set(0, rows);
    for (int[] found : fewestFirst) {
      BitSet having = new BitSet(rows);
      set(having, found);
      all.and(having);
    }
    return all;
  }

  @Override
  public long bytes() {
    return bytes;
  }

  private static void set(BitSet set, int[] found) {
    for (int row : found) {
      set.set(row);
    }
  }

  /** Rows in rising order, each once. */
  private static final class Postings {
    private final int wordBytes;
    private int[] found = new int[2];
    private int size;

    Postings(String word) {
      wordBytes = WORD_BYTES + word.length();
    }

    /** Gives the bytes that it takes more. */
    int add(int row) {
      if (size > 0 && found[size - 1] == row) {
        return 0;
      }
      if (size == found.length) {
        found = Arrays.copyOf(found, 2 * size);
      }
      found[size++] = row;
      return Integer.BYTES + (size == 1 ? wordBytes : 0);
    }

    int[] toArray() {
      return Arrays.copyOf(found, size);
    }
  }
}
