package dev.aerie.engine.collection;

import dev.aerie.engine.catalog.Collection;
import dev.aerie.engine.row.Column;
import dev.aerie.engine.scalar.IndexedRows;
import dev.aerie.engine.scalar.ScalarIndexes;
import dev.aerie.engine.scalar.SortedColumn;
import dev.aerie.engine.scalar.TextIndex;
import dev.aerie.engine.schema.IndexSpec;
import dev.aerie.engine.segment.Segment;
import dev.aerie.engine.text.TextAnalyzer;
import dev.aerie.engine.vector.Block;
import dev.aerie.engine.vector.VectorRows;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A segment with the scalar indexes that its collection defines. Thread-safe.
 *
 * @param sortedFields the primary key, by which rows are got one by one, and the fields with a
 *     scalar index, of whatever type: INVERTED, BITMAP, STL_SORT and TRIE are one structure here
 */
record IndexedSegment(Segment segment, Set<String> sortedFields, ScalarIndexes indexes)
    implements Block, IndexedRows {
  /** Fewer rows are looked at one by one. */
  private static final int INDEXED_ROWS = 1024;

  /** The fields of a collection whose values have an order in its segments. */
  static Set<String> sortedFields(Collection collection) {
    return Stream.concat(
            Stream.of(collection.schema().primaryKey().name()),
            collection.indexes().stream()
                .filter(index -> index.metric().isEmpty())
                .map(IndexSpec::field))
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public int rows() {
    return segment.rows();
  }

  @Override
  public Column column(String field) {
    return segment.column(field);
  }

  @Override
  public VectorRows vectors(String field) {
    return segment.vectors(field);
  }

  @Override
  public Optional<SortedColumn> sorted(String field) {
    Column column = column(field);
    if (rows() < INDEXED_ROWS || !SortedColumn.supports(column)) {
      return Optional.empty();
    }
    if (sortedFields.contains(field)) {
      return Optional.of(indexes.sorted(segment.id(), field, column));
    }
    return column instanceof Column.Strings texts
        ? indexes.repeated(segment.id(), field, texts)
        : Optional.empty();
  }

  @Override
  public Optional<TextIndex> words(String field, TextAnalyzer analyzer) {
    return rows() >= INDEXED_ROWS && column(field) instanceof Column.Strings texts
        ? Optional.of(indexes.words(segment.id(), field, analyzer, texts))
        : Optional.empty();
  }
}
