package dev.aerie.engine.catalog;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.query.ConsistencyLevel;
import dev.aerie.engine.schema.CollectionSchema;
import dev.aerie.engine.schema.IndexSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of a collection beside its rows; an immutable snapshot.
 *
 * @param createdTimestamp hybrid timestamp
 * @param schemaTimestamp hybrid timestamp of the last change of the schema
 * @param shards as the client asked, described back
 * @param properties as the client set them
 */
public record Collection(
    long id,
    String database,
    String name,
    CollectionSchema schema,
    List<Partition> partitions,
    List<IndexSpec> indexes,
    Map<String, String> properties,
    ConsistencyLevel consistency,
    int shards,
    LoadState loadState,
    long createdTimestamp,
    long schemaTimestamp) {

  /** Property with the seconds that rows are kept; none or 0 for always. */
  public static final String TIME_TO_LIVE = "collection.ttl.seconds";

  /** Property by which rows may bring primary keys that the server makes otherwise. */
  public static final String TAKES_KEYS = "allow_insert_auto_id";

  public Collection {
    partitions = List.copyOf(partitions);
    indexes = List.copyOf(indexes);
    properties = Map.copyOf(properties);
  }

  /**
   * @throws EngineException {@link ErrorCode#PARTITION_NOT_FOUND}
   */
  public Partition partition(String partitionName) {
    return partitions.stream()
        .filter(p -> p.name().equals(partitionName))
        .findFirst()
        .orElseThrow(
            () ->
                new EngineException(
                    ErrorCode.PARTITION_NOT_FOUND,
                    "partition '%s' of collection '%s' does not exist"
                        .formatted(partitionName, name)));
  }

  /** How long rows are kept after they were written; empty for always. */
  @JsonIgnore
  public Optional<Duration> timeToLive() {
    return Optional.ofNullable(properties.get(TIME_TO_LIVE))
        .map(Long::parseLong)
        .filter(seconds -> seconds > 0)
        .map(Duration::ofSeconds);
  }

  /** Whether rows may bring primary keys that the server makes otherwise. */
  @JsonIgnore
  public boolean takesKeys() {
    return Boolean.parseBoolean(properties.get(TAKES_KEYS));
  }

  /**
   * Where a partition's rows are kept between reads: as it says itself, or else as all do.
   *
   * @param ofCluster where nothing is said
   */
  @JsonIgnore
  public Tier tier(Partition partition, Tier ofCluster) {
    return Optional.ofNullable(properties.get(Tier.propertyOf(partition.name())))
        .or(() -> Optional.ofNullable(properties.get(Tier.PROPERTY)))
        .map(Tier::parse)
        .orElse(ofCluster);
  }

  public Optional<IndexSpec> indexOf(String field) {
    return indexes.stream().filter(i -> i.field().equals(field)).findFirst();
  }
}
