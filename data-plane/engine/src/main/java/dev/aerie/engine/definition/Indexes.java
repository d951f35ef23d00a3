package dev.aerie.engine.definition;

import dev.aerie.engine.catalog.Collection;
import dev.aerie.engine.catalog.LoadState;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.schema.DataType;
import dev.aerie.engine.schema.FieldSchema;
import dev.aerie.engine.schema.IndexSpec;
import dev.aerie.engine.schema.Metric;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The rules of a collection's indexes. */
final class Indexes {
  private static final Set<Metric> FLOAT_METRICS = EnumSet.of(Metric.L2, Metric.IP, Metric.COSINE);

  private Indexes() {}

  static Collection add(Collection collection, IndexSpec index) {
    FieldSchema field = collection.schema().field(index.field());
    if (field.type() == DataType.FLOAT_VECTOR
        && index.metric().filter(FLOAT_METRICS::contains).isEmpty()) {
      throw new EngineException(
          ErrorCode.METRIC_MISMATCH,
          "field '%s' is a float vector: its index needs metric_type L2, IP or COSINE%s"
              .formatted(field.name(), index.metric().map(m -> ", not " + m).orElse("")));
    }
    Optional<IndexSpec> present = collection.indexOf(index.field());
    if (present.isPresent()) {
      if (present.get().equals(index)) {
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
