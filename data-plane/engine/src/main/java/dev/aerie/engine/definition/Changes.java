package dev.aerie.engine.definition;

import dev.aerie.engine.catalog.Collection;
import dev.aerie.engine.catalog.LoadState;
import dev.aerie.engine.catalog.Partition;
import dev.aerie.engine.schema.CollectionSchema;
import dev.aerie.engine.schema.IndexSpec;
import java.util.List;
import java.util.Map;

/** Copies of a collection's definition with one part changed. */
public record Changes(Collection of) {
  /** Changes of a collection. */
  public static Changes of(Collection collection) {
    return new Changes(collection);
  }

  /** In another database or under another name. */
  public Collection name(String database, String name) {
    return copy(
        database,
        name,
        of.schema(),
        of.schemaTimestamp(),
        of.partitions(),
        of.indexes(),
        of.properties(),
        of.loadState());
  }

  Collection schema(CollectionSchema schema, long timestamp) {
    return copy(
        of.database(),
        of.name(),
        schema,
        timestamp,
        of.partitions(),
        of.indexes(),
        of.properties(),
        of.loadState());
  }

  Collection partitions(List<Partition> partitions) {
    return copy(partitions, of.indexes(), of.properties(), of.loadState());
  }

  Collection indexes(List<IndexSpec> indexes) {
    return copy(of.partitions(), indexes, of.properties(), of.loadState());
  }

  Collection properties(Map<String, String> properties) {
    return copy(of.partitions(), of.indexes(), properties, of.loadState());
  }

  /**
   * Loads or releases some partitions, or all; a collection is loaded while one of its partitions
   * is.
   */
  Collection loadState(LoadState state, List<String> names) {
    names.forEach(of::partition);
    List<Partition> partitions =
        of.partitions().stream()
            .map(
                p ->
                    names.isEmpty() || names.contains(p.name())
                        ? new Partition(p.id(), p.name(), state, p.createdTimestamp())
                        : p)
            .toList();
    boolean loaded = partitions.stream().anyMatch(p -> p.loadState() == LoadState.LOADED);
    return copy(
        partitions, of.indexes(), of.properties(), loaded ? LoadState.LOADED : LoadState.RELEASED);
  }

  private Collection copy(
      List<Partition> partitions,
      List<IndexSpec> indexes,
      Map<String, String> properties,
      LoadState loadState) {
    return copy(
        of.database(),
        of.name(),
        of.schema(),
        of.schemaTimestamp(),
        partitions,
        indexes,
        properties,
        loadState);
  }

  private Collection copy(
      String database,
      String name,
      CollectionSchema schema,
      long schemaTimestamp,
      List<Partition> partitions,
      List<IndexSpec> indexes,
      Map<String, String> properties,
      LoadState loadState) {
    return new Collection(
        of.id(),
        database,
        name,
        schema,
        partitions,
        indexes,
        properties,
        of.consistency(),
        of.shards(),
        loadState,
        of.createdTimestamp(),
        schemaTimestamp);
  }
}
