package dev.aerie.engine.filter;

import dev.aerie.engine.row.Column;
import dev.aerie.engine.row.RowView;
import dev.aerie.engine.scalar.GramIndex;
import dev.aerie.engine.scalar.IndexedRows;
import dev.aerie.engine.scalar.PathColumn;
import dev.aerie.engine.scalar.PathIndex;
import dev.aerie.engine.scalar.ScalarIndexes;
import dev.aerie.engine.scalar.SortedColumn;
import dev.aerie.engine.scalar.TextIndex;
import dev.aerie.engine.text.TextAnalyzer;
import java.util.Optional;
import java.util.function.Function;

/** Rows with an index on every column that can have one. */
record IndexedTable(RowView plain, ScalarIndexes indexes) implements IndexedRows {
  private static final GramIndex.Lengths GRAMS = new GramIndex.Lengths(1, 2);

  static IndexedTable ofMany(RowView plain) {
    return new IndexedTable(plain, new ScalarIndexes(1L << 30));
  }

  static IndexedTable of(RowView plain) {
    return new IndexedTable(plain, new ScalarIndexes(1 << 20));
  }

  @Override
  public int rows() {
    return plain.rows();
  }

  @Override
  public Column column(String field) {
    return plain.column(field);
  }

  @Override
  public Optional<SortedColumn> sorted(String field) {
    return SortedColumn.supports(column(field))
        ? Optional.of(indexes.sorted(1, field, column(field)))
        : Optional.empty();
  }

  @Override
  public Optional<TextIndex> words(String field, TextAnalyzer analyzer) {
    return indexes.words(1, field, analyzer, (Column.Strings) column(field));
  }

  @Override
  public Optional<GramIndex> grams(String field) {
    return indexes.grams(1, field, GRAMS, (Column.Strings) column(field));
  }

  /** Each place has an index of some kind, whatever the values there are. */
  @Override
  public Optional<PathColumn> path(
      String field, String place, Function<byte[], Optional<Object>> at) {
    PathColumn.Kind[] kinds = PathColumn.Kind.values();
    PathColumn.Kind kind = kinds[Math.floorMod((field + place).hashCode(), kinds.length)];
    return column(field) instanceof Column.Jsons documents
        ? indexes.path(1, field, place, new PathIndex(kind, Optional.of(GRAMS)), documents, at)
        : Optional.empty();
  }
}
