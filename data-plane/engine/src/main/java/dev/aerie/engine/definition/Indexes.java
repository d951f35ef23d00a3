package dev.aerie.engine.definition;

import dev.aerie.engine.catalog.Collection;
import dev.aerie.engine.catalog.LoadState;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.indextype.IndexProperties;
import dev.aerie.engine.indextype.IndexType;
import dev.aerie.engine.schema.CollectionSchema;
import dev.aerie.engine.schema.DataType;
import dev.aerie.engine.schema.FieldSchema;
import dev.aerie.engine.schema.IndexSpec;
import dev.aerie.engine.schema.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rules of a collection's indexes. */
final class Indexes {
  private Indexes() {}

  static Collection add(Collection collection, IndexSpec index) {
    IndexType.check(index, field(collection.schema(), index.field()));
    checkRanking(collection.schema(), index);
    Optional<IndexSpec> present =
        collection.indexes().stream()
            .filter(i -> i.field().equals(index.field()))
            .filter(i -> IndexType.path(i).equals(IndexType.path(index)))
            .findFirst();
    if (present.isPresent()) {
      if (IndexProperties.same(present.get(), index)) {
        return collection;
      }
      throw new EngineException(
          ErrorCode.INDEX_EXISTS,
          "at most one distinct index is allowed per field; field '%s' has '%s'"
              .formatted(index.field(), present.get().name()));
    }
    if (collection.indexes().stream().anyMatch(i -> i.name().equals(index.name()))) {
      throw new EngineException(
          ErrorCode.INDEX_EXISTS, "the index name '" + index.name() + "' is taken");
    }
    List<IndexSpec> indexes = new ArrayList<>(collection.indexes());
    indexes.add(index);
    return Changes.of(collection).indexes(indexes);
  }

  private static void checkRanking(CollectionSchema schema, IndexSpec index) {
    boolean counted = schema.functionOf(index.field()).isPresent();
    boolean ranked = index.metric().filter(metric -> metric == Metric.BM25).isPresent();
    if (ranked && !counted) {
      throw new EngineException(
          ErrorCode.METRIC_MISMATCH,
          "only BM25 Function output field support BM25 metric type; '%s' is none"
              .formatted(index.field()));
    }
    if (counted && !ranked) {
      throw new EngineException(
          ErrorCode.METRIC_MISMATCH,
          "index metric type of BM25 function output field '%s' must be BM25"
              .formatted(index.field()));
    }
  }

  /** The field of a name; a key of the dynamic field is one of JSON. */
  private static FieldSchema field(CollectionSchema schema, String name) {
    return schema.dynamicField() && schema.find(name).isEmpty()
        ? FieldSchema.builder(name, DataType.JSON).build()
        : schema.field(name);
  }

  static Collection alter(
      Collection collection, String name, Map<String, String> set, List<String> removed) {
    IndexSpec before =
        collection.indexes().stream()
            .filter(index -> index.name().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    new EngineException(
                        ErrorCode.INDEX_NOT_FOUND,
                        "index not found: collection '%s' has no index '%s'"
                            .formatted(collection.name(), name)));
    IndexSpec after = IndexProperties.changed(before, set, removed);
    if (collection.loadState() == LoadState.LOADED) {
      throw new EngineException(
          ErrorCode.COLLECTION_LOADED,
          "can't alter index on loaded collection, please release the collection first: collection already loaded[collection=%s]"
              .formatted(collection.name()));
    }
    return Changes.of(collection)
        .indexes(
            collection.indexes().stream().map(i -> i.name().equals(name) ? after : i).toList());
  }

  static Collection remove(Collection collection, String nameOrField) {
    List<IndexSpec> remaining =
        collection.indexes().stream()
            .filter(i -> !i.name().equals(nameOrField) && !i.field().equals(nameOrField))
            .toList();
    boolean vectorIndexGone =
        collection.indexes().stream()
            .anyMatch(i -> i.metric().isPresent() && !remaining.contains(i));
    if (vectorIndexGone && collection.loadState() == LoadState.LOADED) {
      throw new EngineException(
          ErrorCode.INVALID_ARGUMENT,
          "vector index cannot be dropped on loaded collection: " + collection.name());
    }
    return Changes.of(collection).indexes(remaining);
  }
}
