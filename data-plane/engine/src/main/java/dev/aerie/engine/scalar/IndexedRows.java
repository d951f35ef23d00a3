package dev.aerie.engine.scalar;

import dev.aerie.engine.row.RowView;
import dev.aerie.engine.text.TextAnalyzer;
import java.util.Optional;
import java.util.function.Function;

/**
 * Rows of which some columns have indexes. An index is made when it is first asked for, which takes
 * about as long as looking at every row.
 */
public interface IndexedRows extends RowView {
  /**
   * The rows in the order of a column's values; empty when the column has no index and is not one
   * of few texts, which is ordered without being asked to.
   */
  Optional<SortedColumn> sorted(String field);

  /** The words of a text column; empty when too few rows are worth it, or too many to be held. */
  Optional<TextIndex> words(String field, TextAnalyzer analyzer);

  /** The grams of a text column; empty when it has no such index, or too few rows. */
  default Optional<GramIndex> grams(String field) {
    return Optional.empty();
  }

  /**
   * The values at a place in a column of documents; empty when the place has no index.
   *
   * @param place as {@code ["a"][0]}
   * @param at finds it in a document
   */
  default Optional<PathColumn> path(
      String field, String place, Function<byte[], Optional<Object>> at) {
    return Optional.empty();
  }
}
