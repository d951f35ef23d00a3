package dev.aerie.controlplane.cluster.connection;

import dev.aerie.controlplane.cluster.option.Engine;
import java.util.List;

/** Programs that connect to a cluster. Pure functions. */
final class Snippets {
  private static final String PYMILVUS =
      """
      import os
      from pymilvus import MilvusClient

      client = MilvusClient(uri="%s", token=os.environ["AERIE_TOKEN"])
      print(client.list_collections())
      """;

  /** Its collections are looked up by pymilvus's ORM, which does not know a client's alias. */
  private static final String LANGCHAIN =
      """
      import os
      from langchain_milvus import Milvus
      from pymilvus import connections

      cluster = {"uri": "%s", "token": os.environ["AERIE_TOKEN"]}
      store = Milvus(
          embedding_function=embeddings,  # any LangChain embeddings
          collection_name="documents",
          connection_args=cluster,
          auto_id=True,
      )
      connections.connect(store.alias, **cluster)
      store.add_texts(["A first document."])
      """;

  /** Its client does not start without SLF4J, which it does not bring. */
  private static final String JAVA =
      """
      import io.milvus.v2.client.ConnectConfig;
      import io.milvus.v2.client.MilvusClientV2;

      var client =
          new MilvusClientV2(
              ConnectConfig.builder().uri("%s").token(System.getenv("AERIE_TOKEN")).build());
      System.out.println(client.listCollections().getCollectionNames());
      """;

  private static final String CURL =
      """
      curl -X POST "%s/v2/vectordb/collections/list" \\
        -H "Authorization: Bearer $AERIE_TOKEN" -H "Content-Type: application/json" -d '{}'
      """;

  private Snippets() {}

  static List<ClusterConnection.Snippet> of(String endpoint) {
    return List.of(
        snippet("pymilvus", "python", "pymilvus", PYMILVUS, endpoint),
        snippet("langchain", "python", "langchain-milvus", LANGCHAIN, endpoint),
        snippet("java", "java", "io.milvus:milvus-sdk-java org.slf4j:slf4j-nop", JAVA, endpoint),
        snippet("curl", "shell", "", CURL, endpoint));
  }

  /** What {@code AERIE_TOKEN} has to be. */
  static String credential(Engine engine) {
    return switch (engine) {
      case AERIE -> "An API key that opens the cluster, in AERIE_TOKEN.";
      case MILVUS ->
          "A user of the cluster and its password, as user:password in AERIE_TOKEN. That of root is in"
              + " the region, in the Secret that ends in -root, and whoever runs the region can read it.";
    };
  }

  private static ClusterConnection.Snippet snippet(
      String name, String language, String requires, String template, String endpoint) {
    return new ClusterConnection.Snippet(name, language, requires, template.formatted(endpoint));
  }
}
