package dev.aerie.engine.schema;

import java.util.Map;
import java.util.Optional;

/**
 * One field of a collection.
 *
 * @param id number of the field in its collection, given by the engine at creation; 0 before
 * @param name unique in the collection; names starting with {@code $} are the engine's own
 * @param dimension of a dense vector; 0 for anything else
 * @param maxLength of a VARCHAR (or of VARCHAR elements) in UTF-8 bytes; 0 for anything else
 * @param elementType of an ARRAY
 * @param maxCapacity most elements of an ARRAY; 0 for anything else
 * @param defaultValue used where an inserted row leaves the field out or null: Boolean, Long,
 *     Double or String
 * @param typeParams type parameters as the client gave them, described back verbatim
 */
public record FieldSchema(
    long id,
    String name,
    String description,
    DataType type,
    boolean primaryKey,
    boolean autoId,
    boolean nullable,
    boolean partitionKey,
    boolean clusteringKey,
    int dimension,
    int maxLength,
    Optional<DataType> elementType,
    int maxCapacity,
    Optional<Object> defaultValue,
    Map<String, String> typeParams) {

  public FieldSchema {
    typeParams = Map.copyOf(typeParams);
  }

  public static Builder builder(String name, DataType type) {
    return new Builder(name, type);
  }

  /** A copy of this field with the number the engine gave it. */
  public FieldSchema withId(long newId) {
    return copy(newId, maxLength, maxCapacity, typeParams);
  }

  /** A copy of this field with other limits and parameters. */
  public FieldSchema withParams(
      int newMaxLength, int newMaxCapacity, Map<String, String> newTypeParams) {
    return copy(id, newMaxLength, newMaxCapacity, newTypeParams);
  }

  private FieldSchema copy(
      long newId, int newMaxLength, int newMaxCapacity, Map<String, String> newTypeParams) {
    return new FieldSchema(
        newId,
        name,
        description,
        type,
        primaryKey,
        autoId,
        nullable,
        partitionKey,
        clusteringKey,
        dimension,
        newMaxLength,
        elementType,
        newMaxCapacity,
        defaultValue,
        newTypeParams);
  }

  /** Collects the parts of a field; what is not set is off, zero or empty. Not thread-safe. */
  public static final class Builder {
    private final String name;
    private final DataType type;
    private String description = "";
    private boolean primaryKey;
    private boolean autoId;
    private boolean nullable;
    private boolean partitionKey;
    private boolean clusteringKey;
    private int dimension;
    private int maxLength;
    private Optional<DataType> elementType = Optional.empty();
    private int maxCapacity;
    private Optional<Object> defaultValue = Optional.empty();
    private Map<String, String> typeParams = Map.of();

    private Builder(String name, DataType type) {
      this.name = name;
      this.type = type;
    }

    public Builder description(String value) {
      description = value;
      return this;
    }

    public Builder primaryKey(boolean value) {
      primaryKey = value;
      return this;
    }

    public Builder autoId(boolean value) {
      autoId = value;
      return this;
    }

    public Builder nullable(boolean value) {
      nullable = value;
      return this;
    }

    public Builder partitionKey(boolean value) {
      partitionKey = value;
      return this;
    }

    public Builder clusteringKey(boolean value) {
      clusteringKey = value;
      return this;
    }

    public Builder dimension(int value) {
      dimension = value;
      return this;
    }

    public Builder maxLength(int value) {
      maxLength = value;
      return this;
    }

    public Builder elementType(DataType value) {
      elementType = Optional.of(value);
      return this;
    }

    public Builder maxCapacity(int value) {
      maxCapacity = value;
      return this;
    }

    /** A Boolean, Long, Double or String, by the field's type. */
    public Builder defaultValue(Object value) {
      defaultValue = Optional.of(value);
      return this;
    }

    public Builder typeParams(Map<String, String> value) {
      typeParams = value;
      return this;
    }

    public FieldSchema build() {
      return new FieldSchema(
          0,
          name,
          description,
          type,
          primaryKey,
          autoId,
          nullable,
          partitionKey,
          clusteringKey,
          dimension,
          maxLength,
          elementType,
          maxCapacity,
          defaultValue,
          typeParams);
    }
  }
}
