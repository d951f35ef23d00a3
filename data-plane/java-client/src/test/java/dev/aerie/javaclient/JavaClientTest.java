package dev.aerie.javaclient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.milvus.orm.iterator.QueryIterator;
import io.milvus.orm.iterator.SearchIterator;
import io.milvus.orm.iterator.SearchIteratorV2;
import io.milvus.response.QueryResultsWrapper.RowRecord;
import io.milvus.v2.client.ConnectConfig;
import io.milvus.v2.client.MilvusClientV2;
import io.milvus.v2.common.ConsistencyLevel;
import io.milvus.v2.common.DataType;
import io.milvus.v2.common.IndexParam;
import io.milvus.v2.common.IndexParam.IndexType;
import io.milvus.v2.common.IndexParam.MetricType;
import io.milvus.v2.exception.MilvusClientException;
import io.milvus.v2.service.collection.request.AddFieldReq;
import io.milvus.v2.service.collection.request.CreateCollectionReq;
import io.milvus.v2.service.collection.request.CreateCollectionReq.CollectionSchema;
import io.milvus.v2.service.collection.request.DescribeCollectionReq;
import io.milvus.v2.service.collection.request.DropCollectionReq;
import io.milvus.v2.service.collection.request.HasCollectionReq;
import io.milvus.v2.service.collection.request.LoadCollectionReq;
import io.milvus.v2.service.collection.request.ReleaseCollectionReq;
import io.milvus.v2.service.index.request.AlterIndexPropertiesReq;
import io.milvus.v2.service.index.request.CreateIndexReq;
import io.milvus.v2.service.index.request.DescribeIndexReq;
import io.milvus.v2.service.index.request.DropIndexReq;
import io.milvus.v2.service.index.request.ListIndexesReq;
import io.milvus.v2.service.vector.request.AnnSearchReq;
import io.milvus.v2.service.vector.request.DeleteReq;
import io.milvus.v2.service.vector.request.FunctionScore;
import io.milvus.v2.service.vector.request.GetReq;
import io.milvus.v2.service.vector.request.HybridSearchReq;
import io.milvus.v2.service.vector.request.InsertReq;
import io.milvus.v2.service.vector.request.QueryIteratorReq;
import io.milvus.v2.service.vector.request.QueryReq;
import io.milvus.v2.service.vector.request.SearchIteratorReq;
import io.milvus.v2.service.vector.request.SearchIteratorReqV2;
import io.milvus.v2.service.vector.request.SearchReq;
import io.milvus.v2.service.vector.request.UpsertReq;
import io.milvus.v2.service.vector.request.data.BaseVector;
import io.milvus.v2.service.vector.request.data.FloatVec;
import io.milvus.v2.service.vector.request.data.SparseFloatVec;
import io.milvus.v2.service.vector.request.ranker.BoostRanker;
import io.milvus.v2.service.vector.request.ranker.DecayRanker;
import io.milvus.v2.service.vector.request.ranker.RRFRanker;
import io.milvus.v2.service.vector.request.ranker.WeightedRanker;
import io.milvus.v2.service.vector.response.SearchResp;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What Milvus's Java client does against Milvus, against the packaged server: 50 rows along a line.
 */
class JavaClientTest {
  private static final int ROWS = 50;

  @TempDir static Path folder;

  private static ServerProcess server;
  private static MilvusClientV2 client;

  private final String collection = "c" + UUID.randomUUID().toString().replace("-", "");

  @BeforeAll
  static void start() throws IOException {
    server = new ServerProcess(folder);
    client = new MilvusClientV2(ConnectConfig.builder().uri(server.uri()).build());
  }

  @AfterAll
  static void stop() {
    client.close();
    server.close();
  }

  @BeforeEach
  void create() {
    CollectionSchema schema = CollectionSchema.builder().enableDynamicField(true).build();
    schema.addField(
        AddFieldReq.builder().fieldName("id").dataType(DataType.Int64).isPrimaryKey(true).build());
    schema.addField(
        AddFieldReq.builder()
            .fieldName("vector")
            .dataType(DataType.FloatVector)
            .dimension(2)
            .build());
    schema.addField(
        AddFieldReq.builder().fieldName("words").dataType(DataType.SparseFloatVector).build());
    schema.addField(
        AddFieldReq.builder()
            .fieldName("parity")
            .dataType(DataType.VarChar)
            .maxLength(8)
            .isNullable(true)
            .build());
    schema.addField(
        AddFieldReq.builder()
            .fieldName("tags")
            .dataType(DataType.Array)
            .elementType(DataType.Int32)
            .maxCapacity(4)
            .build());
    client.createCollection(
        CreateCollectionReq.builder()
            .collectionName(collection)
            .collectionSchema(schema)
            .consistencyLevel(ConsistencyLevel.STRONG)
            .indexParams(
                List.of(
                    IndexParam.builder()
                        .fieldName("vector")
                        .indexName("near")
                        .indexType(IndexType.HNSW)
                        .metricType(MetricType.L2)
                        .extraParams(Map.of("M", 16, "efConstruction", 100))
                        .build(),
                    IndexParam.builder()
                        .fieldName("words")
                        .indexType(IndexType.SPARSE_INVERTED_INDEX)
                        .metricType(MetricType.IP)
                        .build()))
            .build());
    assertThat(
            client
                .insert(
                    InsertReq.builder()
                        .collectionName(collection)
                        .data(IntStream.range(0, ROWS).mapToObj(JavaClientTest::row).toList())
                        .build())
                .getInsertCnt())
        .isEqualTo(ROWS);
  }

  @AfterEach
  void drop() {
    client.dropCollection(DropCollectionReq.builder().collectionName(collection).build());
    assertThat(client.hasCollection(HasCollectionReq.builder().collectionName(collection).build()))
        .isFalse();
  }

  private static JsonObject row(int i) {
    JsonArray vector = new JsonArray();
    vector.add((float) i);
    vector.add(0f);
    JsonObject words = new JsonObject();
    words.addProperty(Integer.toString(i % 5), 1f + i);
    JsonArray tags = new JsonArray();
    tags.add(i);
    JsonObject row = new JsonObject();
    row.addProperty("id", (long) i);
    row.add("vector", vector);
    row.add("words", words);
    row.addProperty("parity", i % 2 == 0 ? "even" : "odd");
    row.add("tags", tags);
    row.addProperty("extra", "e" + i);
    return row;
  }

  private static List<BaseVector> at(float place) {
    return List.of(new FloatVec(new float[] {place, 0}));
  }

  private static List<Object> ids(SearchResp found) {
    return found.getSearchResults().getFirst().stream()
        .map(SearchResp.SearchResult::getId)
        .toList();
  }

  @Test
  void searchesWithAFilterAndOutputFields() {
    SearchResp found =
        client.search(
            SearchReq.builder()
                .collectionName(collection)
                .annsField("vector")
                .data(at(10.2f))
                .filter("parity == \"odd\" and array_contains_any(tags, [9, 10, 11, 13])")
                .limit(3)
                .outputFields(List.of("parity", "extra", "tags"))
                .build());
    assertThat(ids(found)).containsExactly(11L, 9L, 13L);
    SearchResp.SearchResult first = found.getSearchResults().getFirst().getFirst();
    assertThat(first.getScore()).isCloseTo(.64f, org.assertj.core.data.Offset.offset(.001f));
    assertThat(first.getEntity()).containsEntry("parity", "odd").containsEntry("tags", List.of(11));
    assertThat(first.getEntity().get("extra")).hasToString("e11");
  }

  @Test
  void searchesHybridByBothRankers() {
    TreeMap<Long, Float> word = new TreeMap<>(Map.of(3L, 1f));
    List<AnnSearchReq> both =
        List.of(
            AnnSearchReq.builder().vectorFieldName("vector").vectors(at(48)).limit(5).build(),
            AnnSearchReq.builder()
                .vectorFieldName("words")
                .vectors(List.of(new SparseFloatVec(word)))
                .limit(5)
                .build());
    for (var ranker :
        List.of(
            RRFRanker.builder().k(60).build(),
            WeightedRanker.builder().weights(List.of(.5f, .5f)).build())) {
      SearchResp found =
          client.hybridSearch(
              HybridSearchReq.builder()
                  .collectionName(collection)
                  .searchRequests(both)
                  .ranker(ranker)
                  .limit(4)
                  .build());
      assertThat(ids(found)).hasSize(4).startsWith(48L);
    }
  }

  @Test
  void ranksByFunctionsAndSearchesByKeys() {
    BoostRanker odd =
        BoostRanker.builder().name("odd").filter("parity == \"odd\"").weight(.01f).build();
    BoostRanker chance =
        BoostRanker.builder()
            .name("chance")
            .weight(1f)
            .randomScoreSeed(126L)
            .randomScoreField("id")
            .build();
    DecayRanker near =
        DecayRanker.builder()
            .name("near")
            .inputFieldNames(List.of("id"))
            .function("exp")
            .origin(20)
            .scale(1)
            .decay(.1)
            .build();
    SearchReq.SearchReqBuilder search =
        SearchReq.builder().collectionName(collection).annsField("vector").limit(3);
    assertThat(ids(client.search(search.data(at(0)).ranker(odd).build())))
        .containsExactly(0L, 1L, 3L);
    assertThat(ids(client.search(search.data(at(10)).ranker(near).build())))
        .containsExactly(20L, 19L, 21L);
    FunctionScore score = FunctionScore.builder().addFunction(odd).addFunction(chance).build();
    assertThat(ids(client.search(search.data(at(0)).ranker(null).functionScore(score).build())))
        .hasSize(3);
    SearchResp found =
        client.search(
            SearchReq.builder()
                .collectionName(collection)
                .annsField("vector")
                .ids(List.of(7L))
                .filter("id > 6")
                .limit(3)
                .build());
    assertThat(ids(found)).containsExactly(7L, 8L, 9L);
  }

  @Test
  void upsertsGetsAndDeletes() {
    JsonObject changed = row(7);
    changed.addProperty("extra", "changed");
    changed.add("parity", com.google.gson.JsonNull.INSTANCE);
    client.upsert(
        UpsertReq.builder().collectionName(collection).data(List.of(changed, row(100))).build());
    Map<String, Object> found =
        client
            .get(GetReq.builder().collectionName(collection).ids(List.of(7L)).build())
            .getGetResults()
            .getFirst()
            .getEntity();
    assertThat(found.get("extra")).hasToString("changed");
    assertThat(found.get("parity")).isNull();

    client.delete(DeleteReq.builder().collectionName(collection).ids(List.of(7L)).build());
    client.delete(DeleteReq.builder().collectionName(collection).filter("id >= 40").build());
    assertThat(
            client
                .query(
                    QueryReq.builder()
                        .collectionName(collection)
                        .outputFields(List.of("count(*)"))
                        .build())
                .getQueryResults()
                .getFirst()
                .getEntity())
        .containsEntry("count(*)", 39L);
  }

  @Test
  void queriesWithTemplatesAndPages() {
    assertThat(
            client
                .query(
                    QueryReq.builder()
                        .collectionName(collection)
                        .filter("id in {wanted} and extra like \"e%\"")
                        .filterTemplateValues(Map.of("wanted", List.of(1L, 2L, 3L, 4L, 99L)))
                        .outputFields(List.of("id"))
                        .offset(1)
                        .limit(2)
                        .build())
                .getQueryResults()
                .stream()
                .map(row -> row.getEntity().get("id")))
        .containsExactly(2L, 3L);
  }

  @Test
  void iteratesOverAllRowsOnce() {
    QueryIterator query =
        client.queryIterator(
            QueryIteratorReq.builder()
                .collectionName(collection)
                .expr("id >= 5")
                .outputFields(List.of("id"))
                .batchSize(7L)
                .build());
    List<Object> queried = new ArrayList<>();
    for (List<RowRecord> page = query.next(); !page.isEmpty(); page = query.next()) {
      page.forEach(row -> queried.add(row.get("id")));
    }
    query.close();
    assertThat(queried)
        .containsExactlyElementsOf(
            IntStream.range(5, ROWS).mapToObj(i -> (Object) (long) i).toList());

    SearchIteratorV2 search =
        client.searchIteratorV2(
            SearchIteratorReqV2.builder()
                .collectionName(collection)
                .vectorFieldName("vector")
                .vectors(at(0))
                .metricType(MetricType.L2)
                .batchSize(7L)
                .limit(30)
                .build());
    List<Object> searched = new ArrayList<>();
    for (List<SearchResp.SearchResult> page = search.next();
        !page.isEmpty();
        page = search.next()) {
      page.forEach(row -> searched.add(row.getId()));
    }
    search.close();
    assertThat(searched)
        .containsExactlyElementsOf(
            IntStream.range(0, 30).mapToObj(i -> (Object) (long) i).toList());
  }

  @Test
  void iteratesTheOldWayToo() {
    SearchIterator search =
        client.searchIterator(
            SearchIteratorReq.builder()
                .collectionName(collection)
                .vectorFieldName("vector")
                .vectors(at(0))
                .metricType(MetricType.L2)
                .batchSize(10L)
                .build());
    List<Object> found = new ArrayList<>();
    for (List<RowRecord> page = search.next(); !page.isEmpty(); page = search.next()) {
      page.forEach(row -> found.add(row.get("id")));
    }
    search.close();
    assertThat(found).doesNotHaveDuplicates().hasSize(ROWS);
  }

  @Test
  void describesAndChangesIndexes() {
    assertThat(
            client
                .describeCollection(
                    DescribeCollectionReq.builder().collectionName(collection).build())
                .getFieldNames())
        .containsExactly("id", "vector", "words", "parity", "tags");
    var described =
        client.describeIndex(
            DescribeIndexReq.builder().collectionName(collection).indexName("near").build());
    assertThat(described.getIndexDescriptions().getFirst().getMetricType())
        .isEqualTo(MetricType.L2);

    client.releaseCollection(ReleaseCollectionReq.builder().collectionName(collection).build());
    client.alterIndexProperties(
        AlterIndexPropertiesReq.builder()
            .collectionName(collection)
            .indexName("near")
            .property("mmap.enabled", "true")
            .build());
    assertThat(
            client
                .describeIndex(
                    DescribeIndexReq.builder().collectionName(collection).indexName("near").build())
                .getIndexDescriptions()
                .toString())
        .contains("mmap.enabled");
    client.dropIndex(DropIndexReq.builder().collectionName(collection).indexName("near").build());
    assertThat(client.listIndexes(ListIndexesReq.builder().collectionName(collection).build()))
        .doesNotContain("near");
    client.createIndex(
        CreateIndexReq.builder()
            .collectionName(collection)
            .indexParams(
                List.of(
                    IndexParam.builder()
                        .fieldName("vector")
                        .indexType(IndexType.AUTOINDEX)
                        .metricType(MetricType.IP)
                        .build()))
            .build());
    client.loadCollection(LoadCollectionReq.builder().collectionName(collection).build());
    assertThat(
            ids(
                client.search(
                    SearchReq.builder()
                        .collectionName(collection)
                        .annsField("vector")
                        .data(at(1))
                        .limit(1)
                        .build())))
        .containsExactly(ROWS - 1L);
  }

  @Test
  void refusalsComeAsMilvusExceptions() {
    assertThatThrownBy(
            () ->
                client.query(
                    QueryReq.builder().collectionName(collection).filter("id >>> 3").build()))
        .isInstanceOf(MilvusClientException.class)
        .hasMessageContaining("column");
    assertThatThrownBy(
            () ->
                client.query(QueryReq.builder().collectionName("nothing").filter("id > 3").build()))
        .isInstanceOf(MilvusClientException.class)
        .hasMessageContaining("nothing");
  }
}
