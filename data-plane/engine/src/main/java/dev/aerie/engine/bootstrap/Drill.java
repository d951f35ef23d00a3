package dev.aerie.engine.bootstrap;

import dev.aerie.engine.Engine;
import dev.aerie.engine.catalog.Collection;
import dev.aerie.engine.catalog.Database;
import dev.aerie.engine.catalog.LoadState;
import dev.aerie.engine.collection.Digest;
import dev.aerie.engine.query.Consistency;
import dev.aerie.engine.query.QueryRequest;
import dev.aerie.engine.query.SearchRequest;
import dev.aerie.engine.query.SearchResult;
import dev.aerie.engine.row.Column;
import dev.aerie.engine.schema.FieldSchema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Compares a restored cluster with what it was restored from: rows by number and checksum, and a
 * sample of searches by what they find.
 */
public final class Drill {
  private static final int SAMPLES = 20;
  private static final int TOP_K = 10;

  private final Engine original;
  private final Engine restored;

  public Drill(Engine original, Engine restored) {
    this.original = original;
    this.restored = restored;
  }

  /**
   * What came out.
   *
   * @param rows rows of the original
   * @param differences what is not the same, in words; empty if all is
   * @param recall share of the original's hits that the restored one finds; empty if no collection
   *     can be searched
   */
  public record Result(
      int collections, long rows, List<String> differences, OptionalDouble recall) {}

  public Result run() {
    List<String> differences = new ArrayList<>();
    List<Double> recalls = new ArrayList<>();
    long rows = 0;
    int collections = 0;
    for (Database database : original.definitions().databases()) {
      for (Collection collection : original.definitions().collections(database.name())) {
        rows += compare(collection, differences);
        collections++;
        recalls.addAll(recalls(collection));
      }
    }
    return new Result(
        collections,
        rows,
        List.copyOf(differences),
        recalls.stream().mapToDouble(Double::doubleValue).average());
  }

  private long compare(Collection collection, List<String> differences) {
    Digest expected = original.digest(collection.database(), collection.name());
    if (restored.definitions().findCollection(collection.database(), collection.name()).isEmpty()) {
      differences.add("collection '%s' is not there".formatted(collection.name()));
      return expected.rows();
    }
    Digest found = restored.digest(collection.database(), collection.name());
    if (!found.equals(expected)) {
      differences.add(
          "collection '%s' has %d rows with checksum %016x, expected %d with %016x"
              .formatted(
                  collection.name(),
                  found.rows(),
                  found.checksum(),
                  expected.rows(),
                  expected.checksum()));
    }
    return expected.rows();
  }

  private List<Double> recalls(Collection collection) {
    if (collection.loadState() != LoadState.LOADED) {
      return List.of();
    }
    List<Double> recalls = new ArrayList<>();
    for (FieldSchema field : collection.schema().vectorFields()) {
      if (collection.indexOf(field.name()).isPresent()) {
        for (float[] query : samples(collection, field.name())) {
          SearchRequest search = search(collection, field.name(), query);
          recall(original.search(search), restored.search(search)).ifPresent(recalls::add);
        }
      }
    }
    return recalls;
  }

  private static SearchRequest search(Collection collection, String field, float[] query) {
    return SearchRequest.builder(collection.name(), List.of(query), TOP_K)
        .database(collection.database())
        .field(field)
        .build();
  }

  private List<float[]> samples(Collection collection, String field) {
    Column column =
        original
            .query(
                new QueryRequest(
                    collection.database(),
                    collection.name(),
                    List.of(),
                    Optional.empty(),
                    List.of(field),
                    SAMPLES,
                    0,
                    Consistency.BOUNDED))
            .rows()
            .column(field);
    List<float[]> samples = new ArrayList<>();
    if (column instanceof Column.FloatVectors vectors) {
      for (int row = 0; row < vectors.size(); row++) {
        if (!vectors.isNull(row)) {
          int at = row * vectors.dimension();
          samples.add(Arrays.copyOfRange(vectors.values(), at, at + vectors.dimension()));
        }
      }
    }
    return samples;
  }

  private static Optional<Double> recall(SearchResult expected, SearchResult found) {
    Set<Object> wanted = keys(expected.primaryKeys());
    Set<Object> hits = keys(found.primaryKeys());
    hits.retainAll(wanted);
    return wanted.isEmpty() ? Optional.empty() : Optional.of(hits.size() / (double) wanted.size());
  }

  private static Set<Object> keys(Column column) {
    Set<Object> keys = new HashSet<>();
    for (int row = 0; row < column.size(); row++) {
      keys.add(
          switch (column) {
            case Column.Longs c -> (Object) c.values()[row];
            case Column.Strings c -> c.values()[row];
            default -> throw new IllegalArgumentException("not a primary key: " + column);
          });
    }
    return keys;
  }
}
