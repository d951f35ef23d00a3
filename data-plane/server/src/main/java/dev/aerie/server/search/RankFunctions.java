package dev.aerie.server.search;

import dev.aerie.engine.catalog.Collection;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.query.SearchRequest;
import dev.aerie.engine.query.SearchResult;
import io.milvus.grpc.FunctionSchema;
import io.milvus.grpc.FunctionScore;
import io.milvus.grpc.TemplateValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The functions by which a request wants the hits of its searches ranked: first boosts, then at
 * most one reranker.
 */
record RankFunctions(Optional<Boosts> boosts, Optional<Reranker> reranker) {
  /** How many of the nearest rows are ranked for each one wanted. */
  private static final int CANDIDATES_A_ROW = 10;

  /**
   * The functions of a request.
   *
   * @param searches how many searches the reranker has to fuse
   * @throws EngineException {@link ErrorCode#UNSUPPORTED} for a reranker that is not there, {@link
   *     ErrorCode#INVALID_ARGUMENT} for one that cannot work
   */
  static RankFunctions of(
      FunctionScore wire,
      Collection collection,
      Map<String, TemplateValue> templates,
      int searches) {
    List<Boosts.Boost> boosts = new ArrayList<>();
    Optional<Reranker> reranker = Optional.empty();
    for (FunctionSchema schema : wire.getFunctionsList()) {
      RankFunction function = RankFunction.of(schema);
      switch (function.reranker()) {
        case "boost" -> boosts.add(Boosts.Boost.of(function, collection, templates));
        case "rrf", "weighted", Reranker.DECAY -> {
          if (reranker.isPresent()) {
            throw function.refused("currently only supports one rerank function beside boosts");
          }
          reranker = Optional.of(Reranker.of(function, collection.schema(), searches));
        }
        default ->
            throw new EngineException(
                ErrorCode.UNSUPPORTED,
                "reranker '%s' is not supported by this server yet; use boost, decay, rrf or weighted"
                    .formatted(function.reranker()));
      }
    }
    return new RankFunctions(
        boosts.isEmpty() ? Optional.empty() : Optional.of(Boosts.of(boosts, wire)), reranker);
  }

  /** Whether hits stay as they are. */
  boolean isEmpty() {
    return boosts.isEmpty() && reranker.isEmpty();
  }

  /**
   * The best rows by the functions, of those that lie nearest.
   *
   * @param nearest searches without them
   */
  SearchResult search(SearchRequest request, Function<SearchRequest, SearchResult> nearest) {
    if (isEmpty()) {
      return nearest.apply(request);
    }
    request.checkHits();
    int wanted = request.topK() + request.offset();
    SearchResult found =
        nearest.apply(
            request.toBuilder()
                .topK(Math.min(wanted * CANDIDATES_A_ROW, request.mostCandidates()))
                .offset(0)
                .outputFields(columns(request.outputFields()))
                .conditions(boosts.map(Boosts::conditions).orElse(List.of()))
                .build());
    SearchResult boosted = boosts.map(b -> b.apply(found)).orElse(found);
    SearchResult best =
        reranker
            .map(r -> FusedResult.of(List.of(boosted), r, request.offset(), request.topK()))
            .orElseGet(() -> PickedRows.page(boosted, request.offset(), request.topK()));
    return PickedRows.withColumns(best, request.outputFields());
  }

  /** Output columns that the functions need beside those asked for. */
  List<String> columns(List<String> asked) {
    return Stream.of(
            asked.stream(),
            boosts.stream().flatMap(b -> b.fields().stream()),
            reranker.flatMap(Reranker::decay).map(Decay::field).stream())
        .flatMap(names -> names)
        .distinct()
        .toList();
  }
}
