package dev.aerie.engine.filter;

import dev.aerie.engine.row.Column;
import dev.aerie.engine.row.RowView;
import dev.aerie.engine.scalar.IndexedRows;
import dev.aerie.engine.scalar.ScalarIndexes;
import dev.aerie.engine.scalar.SortedColumn;
import dev.aerie.engine.scalar.TextIndex;
import dev.aerie.engine.text.TextAnalyzer;
import java.util.Optional;

/** Rows with an index on every column that can have one. */
record IndexedTable(RowView plain, ScalarIndexes indexes) implements IndexedRows {
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
    return Optional.of(indexes.words(1, field, analyzer, (Column.Strings) column(field)));
  }
}
