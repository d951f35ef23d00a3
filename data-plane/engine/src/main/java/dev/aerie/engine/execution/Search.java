package dev.aerie.engine.execution;

import dev.aerie.engine.catalog.Collection;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.filter.FilterCheck;
import dev.aerie.engine.index.Effort;
import dev.aerie.engine.query.SearchRequest;
import dev.aerie.engine.query.SearchResult;
import dev.aerie.engine.row.ColumnBuilder;
import dev.aerie.engine.row.EmptyColumns;
import dev.aerie.engine.row.RowBatch;
import dev.aerie.engine.schema.DataType;
import dev.aerie.engine.schema.FieldSchema;
import dev.aerie.engine.schema.IndexSpec;
import dev.aerie.engine.schema.Metric;
import dev.aerie.engine.vector.QueryVector;
import dev.aerie.engine.vector.TopK.Ranked;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** Nearest-neighbour searches over a snapshot. Thread-safe. */
public final class Search {
  private final Reads reads;
  private final long answerBytes;

  /**
   * @param answerBytes most memory that an answer may take
   */
  public Search(Reads reads, long answerBytes) {
    this.reads = reads;
    this.answerBytes = answerBytes;
  }

  public SearchResult search(SearchRequest request) {
    Reads.View view =
        reads.view(
            request.database(), request.collection(), request.partitions(), request.consistency());
    FieldSchema field = field(view.collection(), request);
    Metric metric = metric(view.collection(), field, request);
    check(request, field);
    Stream.concat(request.filter().stream(), request.conditions().stream())
        .forEach(f -> FilterCheck.check(f, view.collection().schema()));
    Projection projection = new Projection(view.collection(), request.outputFields(), false);
    RangeBounds bounds =
        RangeBounds.of(request, metric, field.type() == DataType.SPARSE_FLOAT_VECTOR);
    int wanted = request.topK() + request.offset();
    Effort effort =
        Effort.of(
            wanted,
            number(request, "level", 1),
            request.params().containsKey("ef")
                ? OptionalInt.of(number(request, "ef", 0))
                : OptionalInt.empty(),
            dropRatio(request));

    DistinctKeys keys = new DistinctKeys(view.collection().schema().primaryKey(), view.slices());
    Nearest nearest =
        new Nearest(view.slices(), field.name(), metric, request.filter(), bounds, keys);
    List<Ranked> found = nearest.of(queries(request, view, field), effort);
    return result(request, view, metric, projection, found, nearest.explanations());
  }

  /** The queries, texts among them as the weights of their words. */
  private static List<QueryVector> queries(
      SearchRequest request, Reads.View view, FieldSchema field) {
    boolean ranked = view.collection().schema().functionOf(field.name()).isPresent();
    boolean asked = request.vectors().stream().anyMatch(QueryVector.Text.class::isInstance);
    if (!asked && !ranked) {
      return request.vectors();
    }
    Ranking ranking =
        new Ranking(
            view.collection().schema(),
            field,
            view.collection().indexOf(field.name()).orElseThrow(),
            view.slices());
    return request.vectors().stream().<QueryVector>map(ranking::query).toList();
  }

  private SearchResult result(
      SearchRequest request,
      Reads.View view,
      Metric metric,
      Projection projection,
      List<Ranked> found,
      List<String> explanations) {
    AnswerBytes bytes = new AnswerBytes(answerBytes);
    int most = found.stream().mapToInt(Ranked::size).sum();
    bytes.take((long) most * AnswerBytes.OF_A_ROW);
    FieldSchema primaryKey = view.collection().schema().primaryKey();
    ColumnBuilder keys = ColumnBuilder.like(EmptyColumns.of(primaryKey), 0);
    List<RowReference> rows = new ArrayList<>();
    int[] counts = new int[found.size()];
    float[] scores = new float[most];
    for (int q = 0; q < counts.length; q++) {
      Ranked ranked = found.get(q);
      for (int i = request.offset(); i < ranked.size(); i++) {
        RowReference row = RowReference.of(ranked.references()[i]);
        keys.append(
            view.slices().get(row.slice()).block().column(primaryKey.name()),
            row.row(),
            row.row() + 1);
        scores[rows.size()] = ranked.scores()[i];
        rows.add(row);
        counts[q]++;
      }
    }
    return new SearchResult(
        metric,
        keys.build(),
        Arrays.copyOf(scores, rows.size()),
        counts,
        projection.of(view.slices(), rows, bytes),
        explanations,
        request.conditions().stream().map(c -> Accepted.among(rows, view.slices(), c)).toList(),
        (names, hits) -> fields(view, names, rows, hits));
  }

  private RowBatch fields(
      Reads.View view, List<String> names, List<RowReference> rows, int[] hits) {
    List<RowReference> wanted = Arrays.stream(hits).mapToObj(rows::get).toList();
    return new Projection(view.collection(), names, false)
        .of(view.slices(), wanted, new AnswerBytes(answerBytes));
  }

  private static FieldSchema field(Collection collection, SearchRequest request) {
    List<FieldSchema> vectorFields = collection.schema().vectorFields();
    if (request.field().isEmpty()) {
      if (vectorFields.size() > 1) {
        throw new EngineException(
            ErrorCode.INVALID_ARGUMENT,
            "multiple anns_fields exist, please specify one of "
                + vectorFields.stream().map(FieldSchema::name).toList());
      }
      return vectorFields.getFirst();
    }
    FieldSchema field = collection.schema().field(request.field());
    if (!field.type().isVector()) {
      throw new EngineException(
          ErrorCode.INVALID_ARGUMENT, "field '" + field.name() + "' is no vector field");
    }
    return field;
  }

  private static Metric metric(Collection collection, FieldSchema field, SearchRequest request) {
    Metric indexed =
        collection
            .indexOf(field.name())
            .flatMap(IndexSpec::metric)
            .orElseThrow(
                () ->
                    new EngineException(
                        ErrorCode.INDEX_NOT_FOUND, "field '" + field.name() + "' has no index"));
    if (request.metric().isPresent() && request.metric().get() != indexed) {
      throw new EngineException(
          ErrorCode.METRIC_MISMATCH,
          "metric type not match: invalid parameter[expected=%s][actual=%s]"
              .formatted(indexed, request.metric().get()));
    }
    return indexed;
  }

  private static void check(SearchRequest request, FieldSchema field) {
    request.checkHits();
    request.vectors().forEach(query -> QueryRules.check(query, field));
  }

  private static double dropRatio(SearchRequest request) {
    String given = request.params().getOrDefault("drop_ratio_search", "0");
    double ratio;
    try {
      ratio = Double.parseDouble(given);
    } catch (NumberFormatException e) {
      ratio = Double.NaN;
    }
    if (!(ratio >= 0 && ratio < 1)) {
      throw new EngineException(
          ErrorCode.INVALID_ARGUMENT,
          "search parameter drop_ratio_search '%s' has to be in range [0, 1)".formatted(given));
    }
    return ratio;
  }

  private static int number(SearchRequest request, String name, int otherwise) {
    String given = request.params().get(name);
    try {
      return given == null ? otherwise : Integer.parseInt(given);
    } catch (NumberFormatException e) {
      throw new EngineException(
          ErrorCode.INVALID_ARGUMENT,
          "search parameter %s '%s' is no whole number".formatted(name, given),
          e);
    }
  }
}
