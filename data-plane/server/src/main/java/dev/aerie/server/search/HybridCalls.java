package dev.aerie.server.search;

import dev.aerie.engine.Engine;
import dev.aerie.engine.catalog.Collection;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.query.SearchRequest;
import dev.aerie.engine.query.SearchResult;
import dev.aerie.server.codec.OutputFields;
import dev.aerie.server.codec.Placeholders;
import dev.aerie.server.definition.Databases;
import dev.aerie.server.wire.Call;
import dev.aerie.server.wire.Calls;
import dev.aerie.server.wire.Statuses;
import io.milvus.grpc.HybridSearchRequest;
import io.milvus.grpc.SearchResultData;
import io.milvus.grpc.SearchResults;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/** Searches over several vector fields, or with several vectors, fused into one ranking. */
@ApplicationScoped
public class HybridCalls implements Calls {
  private static final int DEFAULT_LIMIT = 10;

  private final Engine engine;
  private final SlowLog slowLog;

  HybridCalls(Engine engine, SlowLog slowLog) {
    this.engine = engine;
    this.slowLog = slowLog;
  }

  @Override
  public List<Call<?, ?>> calls() {
    return List.of(Call.read("HybridSearch", this::search));
  }

  private SearchResults search(HybridSearchRequest wire) {
    requireSearches(wire);
    Collection collection =
        engine.definitions().collection(Databases.of(wire.getDbName()), wire.getCollectionName());
    SearchParams params = SearchParams.of(wire.getRankParamsList());
    int limit = params.count("limit", DEFAULT_LIMIT);
    int offset = params.count("offset", 0);
    SearchRequest.checkLimits(limit, offset);
    Reranker reranker = reranker(wire, collection);
    Optional<Grouping> grouping = Grouping.of(params, collection.schema(), limit, offset);
    if (grouping.isPresent() && reranker.decay().isPresent()) {
      throw refused("a decay cannot be used with groups");
    }
    long start = System.nanoTime();
    List<SearchResult> results =
        wire.getRequestsList().stream()
            .map(sub -> found(part(wire, sub), collection, grouping, reranker))
            .toList();
    requireAsMany(results.stream().mapToLong(result -> result.counts().length));
    List<String> asked = OutputFields.columns(collection.schema(), wire.getOutputFieldsList());
    SearchResult fused =
        grouping
            .map(groups -> groupedFusion(results, reranker, groups))
            .orElseGet(() -> FusedResult.of(results, reranker, offset, limit));
    slowLog.offer("hybrid search", collection.name(), "", start, fused.plan());
    List<String> names = OutputFields.names(collection.schema(), wire.getOutputFieldsList());
    SearchResultData.Builder data =
        SearchCalls.data(
                PickedRows.withFields(fused, asked), Rounding.of(params), collection, names)
            .setNumQueries(fused.counts().length)
            .setTopK(limit);
    grouping.ifPresent(groups -> SearchCalls.tellGroups(data, fused, groups));
    return SearchResults.newBuilder()
        .setStatus(Statuses.ok())
        .setCollectionName(collection.name())
        .setResults(data)
        .setSessionTs(engine.timestamp())
        .build();
  }

  /** How the parts become one ranking, as the function says, else the ranking's parameters. */
  private static Reranker reranker(HybridSearchRequest wire, Collection collection) {
    int searches = wire.getRequestsCount();
    RankFunctions functions =
        RankFunctions.of(wire.getFunctionScore(), collection, Map.of(), searches);
    if (functions.boosts().isPresent()) {
      throw refused("reranker 'boost' is for the searches of a hybrid, not for the whole");
    }
    return functions
        .reranker()
        .orElseGet(
            () -> new Reranker(Fusions.of(wire.getRankParamsList(), searches), Optional.empty()));
  }

  /**
   * What one part finds, with the columns that ranking the whole needs: its best groups where the
   * whole is grouped, else those of the whole would be few.
   */
  private SearchResult found(
      io.milvus.grpc.SearchRequest part,
      Collection collection,
      Optional<Grouping> grouping,
      Reranker reranker) {
    if (part.hasIds()) {
      throw refused("a part needs vectors or texts, not ids");
    }
    RankFunctions boosts =
        RankFunctions.of(part.getFunctionScore(), collection, part.getExprTemplateValuesMap(), 1);
    if (boosts.reranker().isPresent()) {
      throw refused("of rerankers a part takes 'boost' only");
    }
    SearchRequest request =
        SearchCalls.request(
            part,
            SearchParams.of(part.getSearchParamsList()),
            collection,
            Placeholders.vectors(part.getPlaceholderGroup()));
    request.checkHits();
    List<String> columns =
        new RankFunctions(Optional.empty(), Optional.of(reranker)).columns(request.outputFields());
    SearchRequest complete = request.toBuilder().outputFields(columns).build();
    return grouping
        .map(groups -> groups.within(request.topK(), request.offset()))
        .map(
            groups ->
                groups.search(
                    request.mostCandidates(),
                    topK ->
                        boosts.search(SearchCalls.nearest(complete, groups, topK), engine::search)))
        .map(GroupedResult::ranked)
        .orElseGet(() -> boosts.search(complete, engine::search));
  }

  /** The groups of all rows that the parts have found, by the fused ranking. */
  private static SearchResult groupedFusion(
      List<SearchResult> results, Reranker reranker, Grouping grouping) {
    SearchResult all = FusedResult.of(results, reranker, 0, Integer.MAX_VALUE);
    return GroupedResult.of(all, grouping).result();
  }

  /** What a part leaves out, it has of the whole. */
  private static io.milvus.grpc.SearchRequest part(
      HybridSearchRequest whole, io.milvus.grpc.SearchRequest part) {
    io.milvus.grpc.SearchRequest.Builder request =
        part.toBuilder()
            .setDbName(whole.getDbName())
            .setCollectionName(whole.getCollectionName())
            .setUseDefaultConsistency(whole.getUseDefaultConsistency())
            .setConsistencyLevel(whole.getConsistencyLevel())
            .setGuaranteeTimestamp(whole.getGuaranteeTimestamp())
            .clearOutputFields()
            .addAllOutputFields(whole.getOutputFieldsList());
    if (part.getPartitionNamesCount() == 0) {
      request.addAllPartitionNames(whole.getPartitionNamesList());
    }
    return request.build();
  }

  private static void requireSearches(HybridSearchRequest wire) {
    requireAsMany(wire.getRequestsList().stream().mapToLong(io.milvus.grpc.SearchRequest::getNq));
  }

  /** What a part says of its vectors may differ from what it has. */
  private static void requireAsMany(LongStream vectors) {
    if (vectors.distinct().count() != 1) {
      throw refused("needs at least one search, and as many vectors in each");
    }
  }

  private static EngineException refused(String why) {
    return new EngineException(ErrorCode.INVALID_ARGUMENT, "HybridSearch: " + why);
  }
}
