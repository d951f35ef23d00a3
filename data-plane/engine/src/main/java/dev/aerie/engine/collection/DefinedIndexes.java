package dev.aerie.engine.collection;

import dev.aerie.engine.catalog.Collection;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.filter.Filter;
import dev.aerie.engine.filter.FilterParser;
import dev.aerie.engine.indextype.IndexType;
import dev.aerie.engine.scalar.GramIndex;
import dev.aerie.engine.scalar.PathColumn;
import dev.aerie.engine.scalar.PathIndex;
import dev.aerie.engine.schema.CollectionSchema;
import dev.aerie.engine.schema.IndexSpec;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The scalar indexes that a collection defines, as its segments serve them. Immutable.
 *
 * @param sorted the primary key, by which rows are got one by one, and the fields with an index:
 *     INVERTED, BITMAP, STL_SORT and TRIE are one structure here
 * @param grams of text fields
 * @param paths of fields of documents; those of arrays and whole documents serve nothing
 */
record DefinedIndexes(
    Set<String> sorted, Map<String, GramIndex.Lengths> grams, Map<Place, PathIndex> paths) {
  /** A place in the documents of a field, as {@code ["a"][0]}. */
  record Place(String field, String path) {}

  static DefinedIndexes of(Collection collection) {
    Set<String> sorted = new HashSet<>(Set.of(collection.schema().primaryKey().name()));
    Map<String, GramIndex.Lengths> grams = new HashMap<>();
    Map<Place, PathIndex> paths = new HashMap<>();
    for (IndexSpec index : collection.indexes()) {
      if (index.metric().isPresent()) {
        continue;
      }
      Optional<GramIndex.Lengths> lengths = lengths(index);
      if (!IndexType.path(index).isEmpty()) {
        place(index, collection.schema())
            .ifPresent(
                place ->
                    kind(index).ifPresent(kind -> paths.put(place, new PathIndex(kind, lengths))));
      } else if (lengths.isPresent()) {
        grams.put(index.field(), lengths.get());
      } else {
        sorted.add(index.field());
      }
    }
    return new DefinedIndexes(Set.copyOf(sorted), Map.copyOf(grams), Map.copyOf(paths));
  }

  private static Optional<GramIndex.Lengths> lengths(IndexSpec index) {
    return IndexType.parse(index.indexType()) == IndexType.NGRAM
        ? Optional.of(new GramIndex.Lengths(number(index, "min_gram"), number(index, "max_gram")))
        : Optional.empty();
  }

  private static int number(IndexSpec index, String name) {
    return Integer.parseInt(IndexType.parameter(index, name).orElseThrow().trim());
  }

  private static Optional<PathColumn.Kind> kind(IndexSpec index) {
    String cast = IndexType.cast(index).toUpperCase(Locale.ROOT);
    return switch (cast) {
      case "BOOL", "DOUBLE", "VARCHAR" -> Optional.of(PathColumn.Kind.valueOf(cast));
      default -> Optional.empty();
    };
  }

  /** What the path means in a filter, so that both mean the same place. */
  private static Optional<Place> place(IndexSpec index, CollectionSchema schema) {
    try {
      Filter filter = FilterParser.parse("exists " + IndexType.path(index), schema, Map.of());
      return filter instanceof Filter.Exists exists
          ? Optional.of(new Place(exists.field().field(), exists.field().place()))
          : Optional.empty();
    } catch (EngineException _) {
      return Optional.empty(); // a path that no filter can name is never asked for
    }
  }
}
