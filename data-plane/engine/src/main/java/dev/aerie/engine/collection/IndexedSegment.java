package dev.aerie.engine.collection;

import dev.aerie.engine.row.Column;
import dev.aerie.engine.scalar.GramIndex;
import dev.aerie.engine.scalar.IndexedRows;
import dev.aerie.engine.scalar.PathColumn;
import dev.aerie.engine.scalar.ScalarIndexes;
import dev.aerie.engine.scalar.SortedColumn;
import dev.aerie.engine.scalar.TextIndex;
import dev.aerie.engine.segment.Segment;
import dev.aerie.engine.text.TextAnalyzer;
import dev.aerie.engine.vector.Block;
import dev.aerie.engine.vector.VectorRows;
import java.util.Optional;
import java.util.function.Function;

/** A segment with the scalar indexes that its collection defines. Thread-safe. */
record IndexedSegment(Segment segment, DefinedIndexes defined, ScalarIndexes indexes)
    implements Block, IndexedRows {
  /** Fewer rows are looked at one by one. */
  private static final int INDEXED_ROWS = 1024;

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
    if (defined.sorted().contains(field)) {
      return Optional.of(indexes.sorted(segment.id(), field, column));
    }
    return column instanceof Column.Strings texts
        ? indexes.repeated(segment.id(), field, texts)
        : Optional.empty();
  }

  @Override
  public Optional<TextIndex> words(String field, TextAnalyzer analyzer) {
    return rows() >= INDEXED_ROWS && column(field) instanceof Column.Strings texts
        ? indexes.words(segment.id(), field, analyzer, texts)
        : Optional.empty();
  }

  @Override
  public Optional<GramIndex> grams(String field) {
    return rows() >= INDEXED_ROWS && column(field) instanceof Column.Strings texts
        ? Optional.ofNullable(defined.grams().get(field))
            .flatMap(lengths -> indexes.grams(segment.id(), field, lengths, texts))
        : Optional.empty();
  }

  @Override
  public Optional<PathColumn> path(
      String field, String place, Function<byte[], Optional<Object>> at) {
    return rows() >= INDEXED_ROWS && column(field) instanceof Column.Jsons documents
        ? Optional.ofNullable(defined.paths().get(new DefinedIndexes.Place(field, place)))
            .flatMap(index -> indexes.path(segment.id(), field, place, index, documents, at))
        : Optional.empty();
  }
}
