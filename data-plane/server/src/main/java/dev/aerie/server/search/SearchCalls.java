package dev.aerie.server.search;

import dev.aerie.engine.Engine;
import dev.aerie.engine.catalog.Collection;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.indextype.IndexType;
import dev.aerie.engine.query.SearchRequest;
import dev.aerie.engine.query.SearchResult;
import dev.aerie.engine.schema.IndexSpec;
import dev.aerie.engine.schema.Metric;
import dev.aerie.engine.vector.QueryVector;
import dev.aerie.server.codec.FieldWriter;
import dev.aerie.server.codec.OutputFields;
import dev.aerie.server.codec.Placeholders;
import dev.aerie.server.definition.Databases;
import dev.aerie.server.wire.Call;
import dev.aerie.server.wire.Calls;
import dev.aerie.server.wire.Statuses;
import io.milvus.grpc.SearchResultData;
import io.milvus.grpc.SearchResults;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Nearest-neighbour searches. */
@ApplicationScoped
public class SearchCalls implements Calls {
  private static final String FIELD = "anns_field";

  private final Engine engine;
  private final SlowLog slowLog;

  SearchCalls(Engine engine, SlowLog slowLog) {
    this.engine = engine;
    this.slowLog = slowLog;
  }

  @Override
  public List<Call<?, ?>> calls() {
    return List.of(Call.read("Search", this::search));
  }

  private SearchResults search(io.milvus.grpc.SearchRequest wire) {
    Collection collection =
        engine.definitions().collection(Databases.of(wire.getDbName()), wire.getCollectionName());
    SearchParams params = SearchParams.of(wire.getSearchParamsList());
    Optional<SearchIteration> page = SearchIteration.of(params);
    RankFunctions functions =
        RankFunctions.of(wire.getFunctionScore(), collection, wire.getExprTemplateValuesMap(), 1);
    refuseTogether(wire, params, functions);
    List<String> asked = OutputFields.columns(collection.schema(), wire.getOutputFieldsList());
    SearchRequest whole = request(wire, params, collection, queries(wire, params, collection));
    whole.checkHits();
    SearchRequest request =
        page.map(found -> found.bound(whole, metric(collection, whole))).orElse(whole);
    Optional<Grouping> grouping =
        Grouping.of(params, collection.schema(), request.topK(), request.offset());
    long start = System.nanoTime();
    SearchResult result =
        grouping
            .map(
                groups ->
                    groups.search(
                        request.mostCandidates(),
                        topK -> engine.search(nearest(request, groups, topK))))
            .map(GroupedResult::result)
            .or(() -> page.map(found -> found.rows(request, engine::search)))
            .orElseGet(() -> functions.search(request, engine::search));
    SearchResult answer = PickedRows.withFields(result, asked);
    slowLog.offer("search", collection.name(), wire.getDsl(), start, result.plan());
    List<String> names = OutputFields.names(collection.schema(), wire.getOutputFieldsList());
    SearchResultData.Builder data =
        data(answer, Rounding.of(params), collection, names)
            .setNumQueries(result.counts().length)
            .setTopK(Math.max(request.topK(), result.scores().length));
    page.ifPresent(found -> data.setSearchIteratorV2Results(found.next(result.scores())));
    grouping.ifPresent(groups -> tellGroups(data, result, groups));
    return SearchResults.newBuilder()
        .setStatus(Statuses.ok())
        .setCollectionName(collection.name())
        .setResults(data)
        .setSessionTs(engine.timestamp())
        .build();
  }

  /** The search for the nearest rows that are to be grouped, with what they are grouped by. */
  static SearchRequest nearest(SearchRequest search, Grouping grouping, int topK) {
    return search.toBuilder()
        .topK(topK)
        .offset(0)
        .outputFields(grouping.columns(search.outputFields()))
        .build();
  }

  /** Each row's group goes beside the output fields. */
  static void tellGroups(SearchResultData.Builder data, SearchResult result, Grouping grouping) {
    String name = grouping.field().name();
    data.setGroupByFieldValue(
        FieldWriter.write(name, Optional.of(grouping.field()), result.fields().column(name)));
  }

  /** The metric of a search: the one asked for, else its index's. */
  private static Metric metric(Collection collection, SearchRequest request) {
    String field =
        request.field().isEmpty()
            ? collection.schema().vectorFields().getFirst().name()
            : request.field();
    return request
        .metric()
        .or(() -> collection.indexOf(field).flatMap(IndexSpec::metric))
        .orElse(Metric.COSINE);
  }

  private List<QueryVector> queries(
      io.milvus.grpc.SearchRequest wire, SearchParams params, Collection collection) {
    return wire.hasIds()
        ? KeyedQueries.vectors(engine, wire, collection, params.text(FIELD))
        : Placeholders.vectors(wire.getPlaceholderGroup());
  }

  /** The engine's form of a search on the wire; output fields are read once the hits are chosen. */
  static SearchRequest request(
      io.milvus.grpc.SearchRequest wire,
      SearchParams params,
      Collection collection,
      List<QueryVector> queries) {
    if (wire.hasHighlighter()) {
      throw unsupported("a highlighter", "ask for the text among the output fields");
    }
    checkParams(params, collection);
    return new SearchRequest(
        Databases.of(wire.getDbName()),
        wire.getCollectionName(),
        List.copyOf(wire.getPartitionNamesList()),
        params.text(FIELD),
        queries,
        params.count("topk", 10),
        params.count("offset", 0),
        params.find("metric_type").map(Metric::parse),
        Filters.parse(wire.getDsl(), collection, wire.getExprTemplateValuesMap()),
        params.decimal("radius"),
        params.decimal("range_filter"),
        params.values(),
        List.of(),
        Consistencies.of(wire, collection),
        List.of());
  }

  private static void refuseTogether(
      io.milvus.grpc.SearchRequest wire, SearchParams params, RankFunctions functions) {
    boolean paged = params.find(SearchIteration.ITERATOR).isPresent();
    if (paged && wire.hasIds()) {
      throw unsupported("an iterator and ids", "get the vector of the row and search by it");
    }
    if (!functions.isEmpty() && (paged || params.find(Grouping.FIELD).isPresent())) {
      throw unsupported("a ranker and an iterator or groups", "use one of them");
    }
  }

  private static EngineException unsupported(String what, String instead) {
    return new EngineException(
        ErrorCode.UNSUPPORTED,
        "Search with %s is not supported by this server yet; %s".formatted(what, instead));
  }

  private static void checkParams(SearchParams params, Collection collection) {
    boolean paged = params.find(SearchIteration.ITERATOR).isPresent();
    long wanted = paged ? 0 : params.number("topk", 10) + params.number("offset", 0);
    collection.indexes().stream()
        .filter(index -> index.metric().isPresent())
        .filter(index -> params.find(FIELD).filter(name -> !name.equals(index.field())).isEmpty())
        .findFirst()
        .ifPresent(
            index -> IndexType.parse(index.indexType()).checkSearch(params.values(), wanted));
  }

  /** The hits for the wire. */
  static SearchResultData.Builder data(
      SearchResult result, Rounding rounding, Collection collection, List<String> outputFields) {
    SearchResultData.Builder data =
        SearchResultData.newBuilder()
            .setIds(FieldWriter.ids(result.primaryKeys()))
            .addAllFieldsData(OutputFields.write(collection.schema(), result.fields()))
            .addAllOutputFields(outputFields)
            .setPrimaryFieldName(collection.schema().primaryKey().name());
    for (float score : result.scores()) {
      data.addScores(rounding.round(score));
    }
    for (int count : result.counts()) {
      data.addTopks(count);
    }
    return data;
  }
}
