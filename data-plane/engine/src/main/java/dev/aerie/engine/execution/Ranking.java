package dev.aerie.engine.execution;

import dev.aerie.engine.collection.Slice;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.indextype.IndexType;
import dev.aerie.engine.postings.PostingLists;
import dev.aerie.engine.row.Column;
import dev.aerie.engine.schema.CollectionSchema;
import dev.aerie.engine.schema.FieldSchema;
import dev.aerie.engine.schema.IndexSpec;
import dev.aerie.engine.text.MatchFields;
import dev.aerie.engine.text.TextAnalyzer;
import dev.aerie.engine.text.WordCounts;
import dev.aerie.engine.vector.QueryVector;
import dev.aerie.engine.vector.SparseVectors;
import dev.aerie.engine.vector.TermWeighting.Bm25;
import java.util.List;
import java.util.Optional;

/**
 * Turns texts that are searched for into weights of their words, by how rare these are among the
 * rows that are searched. Rows that are deleted count until their segment is merged.
 */
final class Ranking {
  private static final float DEFAULT_K1 = 1.2f;
  private static final float DEFAULT_B = 0.75f;

  private final String field;
  private final List<Slice> slices;
  private final TextAnalyzer analyzer;
  private final Bm25 weighting;
  private final long rows;

  /**
   * @param index of the field, with the parameters of the ranking
   * @throws EngineException {@link ErrorCode#INVALID_ARGUMENT} when no function fills the field
   */
  Ranking(CollectionSchema schema, FieldSchema field, IndexSpec index, List<Slice> slices) {
    this.field = field.name();
    this.slices = slices;
    this.analyzer =
        schema
            .functionOf(field.name())
            .map(function -> MatchFields.analyzer(schema.field(function.inputs().getFirst())))
            .orElseThrow(
                () ->
                    new EngineException(
                        ErrorCode.INVALID_ARGUMENT,
                        "field '%s' is not filled by a BM25 function: search it with vectors, not with texts"
                            .formatted(field.name())));
    this.rows = slices.stream().mapToLong(slice -> slice.block().rows()).sum();
    double length = slices.stream().mapToDouble(this::length).sum();
    this.weighting =
        new Bm25(
            parameter(index, "bm25_k1", DEFAULT_K1),
            parameter(index, "bm25_b", DEFAULT_B),
            length > 0 ? (float) (length / rows) : 1);
  }

  /**
   * @throws EngineException {@link ErrorCode#INVALID_ARGUMENT} for a query that is no text
   */
  QueryVector.Sparse query(QueryVector given) {
    if (!(given instanceof QueryVector.Text query)) {
      throw new EngineException(
          ErrorCode.INVALID_ARGUMENT,
          "please provide varchar/text for BM25 Function based search: field '%s'"
              .formatted(field));
    }
    Column.SparseVectors words =
        WordCounts.of(analyzer, new Column.Strings(new String[] {query.text()}, Column.none()));
    float[] weights = new float[words.indices().length];
    for (int i = 0; i < weights.length; i++) {
      int word = words.indices()[i];
      long having = slices.stream().mapToLong(slice -> frequency(slice, word)).sum();
      weights[i] =
          words.weights()[i] * (float) Math.log(1 + (rows - having + 0.5) / (having + 0.5));
    }
    return new QueryVector.Sparse(words.indices(), weights, weighting);
  }

  private double length(Slice slice) {
    return lists(slice)
        .map(PostingLists::totalLength)
        .orElseGet(() -> vectors(slice).totalLength());
  }

  private int frequency(Slice slice, int word) {
    return lists(slice)
        .map(lists -> lists.frequency(word))
        .orElseGet(() -> vectors(slice).frequency(word));
  }

  /** The inverted index of a segment; none for rows in memory. */
  private Optional<PostingLists> lists(Slice slice) {
    return slice.indexes().getOrDefault(field, List.of()).stream()
        .filter(PostingLists.class::isInstance)
        .map(PostingLists.class::cast)
        .findFirst();
  }

  private SparseVectors vectors(Slice slice) {
    return (SparseVectors) slice.block().vectors(field);
  }

  private static float parameter(IndexSpec index, String name, float otherwise) {
    return IndexType.parameter(index, name).map(Float::parseFloat).orElse(otherwise);
  }
}
