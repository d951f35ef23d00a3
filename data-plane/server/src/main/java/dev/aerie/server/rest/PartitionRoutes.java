package dev.aerie.server.rest;

import io.milvus.grpc.MilvusServiceGrpc;
import io.milvus.grpc.ShowPartitionsResponse;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** Partitions of collections. */
@ApplicationScoped
class PartitionRoutes implements Routes {
  private static final Argument PARTITION = Argument.needed("partition_name", "partitionName");
  private static final Argument PARTITIONS = Argument.needed("partition_names", "partitionNames");

  private final Gateway gateway;

  PartitionRoutes(Gateway gateway) {
    this.gateway = gateway;
  }

  @Override
  public Map<String, Route> routes() {
    return Map.of(
        "partitions/list",
        gateway.query(
            MilvusServiceGrpc.getShowPartitionsMethod(),
            ShowPartitionsResponse::getPartitionNamesList,
            Argument.COLLECTION),
        "partitions/has",
        gateway.query(
            MilvusServiceGrpc.getHasPartitionMethod(),
            found -> Map.of("has", found.getValue()),
            Argument.COLLECTION,
            PARTITION),
        "partitions/create",
        gateway.command(
            MilvusServiceGrpc.getCreatePartitionMethod(), Argument.COLLECTION, PARTITION),
        "partitions/drop",
        gateway.command(MilvusServiceGrpc.getDropPartitionMethod(), Argument.COLLECTION, PARTITION),
        "partitions/load",
        gateway.command(
            MilvusServiceGrpc.getLoadPartitionsMethod(), Argument.COLLECTION, PARTITIONS),
        "partitions/release",
        gateway.command(
            MilvusServiceGrpc.getReleasePartitionsMethod(), Argument.COLLECTION, PARTITIONS),
        "partitions/get_stats",
        gateway.query(
            MilvusServiceGrpc.getGetPartitionStatisticsMethod(),
            found -> Statistics.of(found.getStatsList()),
            Argument.COLLECTION,
            PARTITION));
  }
}
