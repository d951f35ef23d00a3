package dev.aerie.engine.scalar;

import dev.aerie.engine.row.Column;
import dev.aerie.engine.text.TextAnalyzer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import java.util.function.Function;

/**
 * The values at one place of a column of documents, as far as they are of one kind, as a column of
 * their own; and their order. Immutable.
 *
 * @param values null where there is nothing, or something of another kind
 * @param absent rows that have nothing there
 * @param grams of the texts, where they have such an index
 */
public record PathColumn(
    Kind kind, Column values, BitSet absent, SortedColumn order, Optional<GramIndex> grams)
    implements ScalarIndex, IndexedRows {
  /** What the values are taken as. */
  public enum Kind {
    BOOL,
    DOUBLE,
    VARCHAR
  }

  /** Whole numbers up to here are exact as doubles. */
  private static final double EXACT = 1L << 53;

  /** What a text takes beside its characters. */
  private static final int TEXT_BYTES = 48;

  /**
   * The values at a place.
   *
   * @param at finds the place in a document: Boolean, Long, Double, String, others, or empty
   * @param most bytes that the grams may take; without them where they take more
   * @return empty where a number can't be told from its neighbours as a double
   */
  static Optional<PathColumn> of(
      Column.Jsons documents,
      Kind kind,
      Function<byte[], Optional<Object>> at,
      Optional<GramIndex.Lengths> grams,
      long most) {
    int rows = documents.size();
    BitSet absent = new BitSet();
    BitSet nulls = new BitSet();
    boolean[] flags = new boolean[kind == Kind.BOOL ? rows : 0];
    double[] numbers = new double[kind == Kind.DOUBLE ? rows : 0];
    String[] texts = new String[kind == Kind.VARCHAR ? rows : 0];
    Arrays.fill(texts, "");
    for (int row = 0; row < rows; row++) {
      Optional<Object> value =
          documents.isNull(row) ? Optional.empty() : at.apply(documents.values()[row]);
      absent.set(row, value.isEmpty());
      switch (value.orElse(absent)) {
        case Boolean flag when kind == Kind.BOOL -> flags[row] = flag;
        case Number number when kind == Kind.DOUBLE -> {
          if (!isExact(number)) {
            return Optional.empty();
          }
          numbers[row] = number.doubleValue();
        }
        case String text when kind == Kind.VARCHAR -> texts[row] = text;
        default -> nulls.set(row);
      }
    }
    Column values =
        switch (kind) {
          case BOOL -> new Column.Bools(flags, nulls);
          case DOUBLE -> new Column.Doubles(numbers, nulls);
          case VARCHAR -> new Column.Strings(texts, nulls);
        };
    return Optional.of(
        new PathColumn(
            kind,
            values,
            absent,
            SortedColumn.of(values),
            values instanceof Column.Strings strings
                ? grams.flatMap(lengths -> GramIndex.of(strings, lengths, most))
                : Optional.empty()));
  }

  /** Whether a constant of a filter is of this kind, and compares with it as a double does. */
  public boolean isComparable(Object constant) {
    return switch (constant) {
      case Boolean _ -> kind == Kind.BOOL;
      case Number number -> kind == Kind.DOUBLE && isExact(number);
      case String _ -> kind == Kind.VARCHAR;
      default -> false;
    };
  }

  private static boolean isExact(Number number) {
    return !(number instanceof Long value) || Math.abs((double) value) <= EXACT;
  }

  @Override
  public int rows() {
    return values.size();
  }

  @Override
  public Column column(String field) {
    return values;
  }

  @Override
  public Optional<SortedColumn> sorted(String field) {
    return Optional.of(order);
  }

  @Override
  public Optional<TextIndex> words(String field, TextAnalyzer analyzer) {
    return Optional.empty();
  }

  @Override
  public Optional<GramIndex> grams(String field) {
    return grams;
  }

  @Override
  public long bytes() {
    long each =
        values instanceof Column.Strings texts
            ? Arrays.stream(texts.values()).mapToLong(text -> TEXT_BYTES + text.length()).sum()
            : (long) Double.BYTES * rows();
    return each + order.bytes() + grams.map(GramIndex::bytes).orElse(0L);
  }
}
