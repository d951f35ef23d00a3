package dev.aerie.server.search;

import dev.aerie.engine.Engine;
import dev.aerie.engine.catalog.Collection;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.query.SearchRequest;
import dev.aerie.engine.query.SearchResult;
import dev.aerie.server.codec.OutputFields;
import dev.aerie.server.definition.Databases;
import dev.aerie.server.wire.Call;
import dev.aerie.server.wire.Calls;
import dev.aerie.server.wire.Statuses;
import io.milvus.grpc.HybridSearchRequest;
import io.milvus.grpc.SearchResultData;
import io.milvus.grpc.SearchResults;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

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
    int limit = (int) params.number("limit", DEFAULT_LIMIT);
    int offset = (int) params.number("offset", 0);
    Fusion fusion = Fusions.of(wire);
    Optional<Grouping> grouping = Grouping.of(params, collection.schema(), limit, offset);
    long start = System.nanoTime();
    List<SearchRequest> requests =
        wire.getRequestsList().stream()
            .map(sub -> SearchCalls.request(part(wire, sub), collection))
            .map(
                part ->
                    grouping
                        .map(
                            groups ->
                                part.toBuilder()
                                    .outputFields(groups.columns(part.outputFields()))
                                    .build())
                        .orElse(part))
            .toList();
    List<SearchResult> results = requests.stream().map(engine::search).toList();
    SearchResult fused =
        grouping
            .map(groups -> groupedFusion(results, fusion, groups))
            .orElseGet(() -> FusedResult.of(results, fusion, offset, limit));
    slowLog.offer("hybrid search", collection.name(), "", start, fused.plan());
    List<String> names = OutputFields.names(collection.schema(), wire.getOutputFieldsList());
    SearchResultData.Builder data =
        SearchCalls.data(fused, Rounding.of(params), collection, names)
            .setNumQueries(fused.counts().length)
            .setTopK(limit);
    List<String> asked = OutputFields.columns(collection.schema(), wire.getOutputFieldsList());
    grouping.ifPresent(groups -> SearchCalls.tellGroups(data, fused, groups, asked));
    return SearchResults.newBuilder()
        .setStatus(Statuses.ok())
        .setCollectionName(collection.name())
        .setResults(data)
        .setSessionTs(engine.timestamp())
        .build();
  }

  /** The groups of all rows that the parts have found, by the fused ranking. */
  private static SearchResult groupedFusion(
      List<SearchResult> results, Fusion fusion, Grouping grouping) {
    SearchResult all = FusedResult.of(results, fusion, 0, Integer.MAX_VALUE);
    return GroupedResult.of(all, grouping).result();
  }

  /** What a part leaves out, it has of the whole. */
  private static io.milvus.grpc.SearchRequest part(
      HybridSearchRequest whole, io.milvus.grpc.SearchRequest part) {
    io.milvus.grpc.SearchRequest.Builder request =
        part.toBuilder()
            .setDbName(whole.getDbName())
            .setCollectionName(whole.getCollectionName())
            .setGuaranteeTimestamp(whole.getGuaranteeTimestamp())
            .clearOutputFields()
            .addAllOutputFields(whole.getOutputFieldsList());
    if (part.getPartitionNamesCount() == 0) {
      request.addAllPartitionNames(whole.getPartitionNamesList());
    }
    return request.build();
  }

  private static void requireSearches(HybridSearchRequest wire) {
    long counts =
        wire.getRequestsList().stream().map(io.milvus.grpc.SearchRequest::getNq).distinct().count();
    if (counts != 1) {
      throw new EngineException(
          ErrorCode.INVALID_ARGUMENT,
          "HybridSearch needs at least one search, and as many vectors in each");
    }
  }
}
