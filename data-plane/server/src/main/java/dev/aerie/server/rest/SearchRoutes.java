package dev.aerie.server.rest;

import dev.aerie.server.codec.Pairs;
import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.HybridSearchRequest;
import io.milvus.grpc.MilvusServiceGrpc;
import io.milvus.grpc.SearchResultData;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Searching for the nearest rows. */
@ApplicationScoped
class SearchRoutes implements Routes {
  private final Client client;

  SearchRoutes(Client client) {
    this.client = client;
  }

  @Override
  public Map<String, Route> routes() {
    return Map.of("entities/search", this::search, "entities/hybrid_search", this::hybrid);
  }

  private Answer search(Body body) {
    return hits(
        body,
        client
            .call(
                MilvusServiceGrpc.getSearchMethod(),
                SearchBody.read(body, body.object("searchParams"), client.schema(body))
                    .setDbName(body.database())
                    .setCollectionName(body.collection())
                    .addAllOutputFields(body.texts("outputFields"))
                    .setUseDefaultConsistency(Consistencies.isLeftToTheCollection(body))
                    .setGuaranteeTimestamp(Consistencies.guarantee(body))
                    .build())
            .getResults());
  }

  private Answer hybrid(Body body) {
    Map<String, String> ranking = new LinkedHashMap<>();
    ranking.put("limit", SearchBody.limit(body));
    ranking.put("offset", Long.toString(body.number("offset", 0)));
    Body rerank = body.object("rerank");
    ranking.put("strategy", rerank.text("strategy", "rrf"));
    ranking.put("params", rerank.object("params").json().toString());
    ranking.putAll(SearchBody.grouping(body));
    HybridSearchRequest.Builder request =
        HybridSearchRequest.newBuilder()
            .setDbName(body.database())
            .setCollectionName(body.collection())
            .addAllPartitionNames(body.texts("partitionNames"))
            .addAllOutputFields(body.texts("outputFields"))
            .addAllRankParams(Pairs.of(ranking))
            .setFunctionScore(FunctionBody.score(body))
            .setUseDefaultConsistency(Consistencies.isLeftToTheCollection(body))
            .setGuaranteeTimestamp(Consistencies.guarantee(body));
    CollectionSchema schema = client.schema(body);
    for (Body part : body.objects("search")) {
      request.addRequests(
          SearchBody.read(
              part, part.object(part.has("params") ? "params" : "searchParams"), schema));
    }
    return hits(
        body, client.call(MilvusServiceGrpc.getHybridSearchMethod(), request.build()).getResults());
  }

  private Answer hits(Body body, SearchResultData found) {
    RowDecoder decoder = new RowDecoder(client.allowsInt64(), body.texts("outputFields"));
    List<Object> ids = decoder.ids(found.getIds());
    List<Map<String, Object>> rows = decoder.rows(found.getFieldsDataList(), ids.size());
    for (int row = 0; row < rows.size(); row++) {
      rows.get(row).put("id", ids.get(row));
      rows.get(row).put("distance", found.getScores(row));
    }
    return Answer.ofHits(rows, found.getTopksList());
  }
}
