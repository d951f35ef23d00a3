package dev.aerie.engine.write;

import dev.aerie.engine.catalog.Collection;
import dev.aerie.engine.catalog.Partition;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.filter.ColumnValues;
import dev.aerie.engine.row.Column;
import dev.aerie.engine.row.ColumnBuilder;
import dev.aerie.engine.row.RowBatch;
import dev.aerie.engine.schema.FieldSchema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Decides which partition rows go to. */
final class PartitionKey {
  private PartitionKey() {}

  /**
   * The rows by partition id: the named one, the default one, or by the hash of the partition key.
   */
  static Map<Long, RowBatch> spread(Collection collection, String partition, RowBatch rows) {
    Optional<FieldSchema> key =
        collection.schema().fields().stream().filter(FieldSchema::partitionKey).findFirst();
    if (key.isEmpty()) {
      String name = partition.isEmpty() ? Partition.DEFAULT : partition;
      return Map.of(collection.partition(name).id(), rows);
    }
    if (!partition.isEmpty()) {
      throw new EngineException(
          ErrorCode.INVALID_ARGUMENT, "a partition cannot be named where a partition key decides");
    }
    return byHash(collection.partitions(), rows, rows.column(key.get().name()));
  }

  private static Map<Long, RowBatch> byHash(
      List<Partition> partitions, RowBatch rows, Column keys) {
    int[] slots =
        IntStream.range(0, rows.rows())
            .map(
                row ->
                    keys.isNull(row)
                        ? 0
                        : Math.floorMod(
                            ColumnValues.value(keys, row).hashCode(), partitions.size()))
            .toArray();
    Map<Long, RowBatch> spread = new LinkedHashMap<>();
    for (int slot = 0; slot < partitions.size(); slot++) {
      int wanted = slot;
      int[] picked = IntStream.range(0, rows.rows()).filter(row -> slots[row] == wanted).toArray();
      if (picked.length > 0) {
        Map<String, Column> columns = new LinkedHashMap<>();
        rows.columns()
            .forEach(
                (name, column) ->
                    columns.put(
                        name,
                        ColumnBuilder.like(column, picked.length).append(column, picked).build()));
        spread.put(partitions.get(slot).id(), new RowBatch(picked.length, columns));
      }
    }
    return spread;
  }
}
