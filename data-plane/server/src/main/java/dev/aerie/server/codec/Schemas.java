package dev.aerie.server.codec;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.schema.CollectionSchema;
import dev.aerie.engine.schema.DataType;
import dev.aerie.engine.schema.FieldSchema;
import io.milvus.grpc.ValueField;
import java.util.Map;
import java.util.Optional;

/** Schemas between the wire and the engine. */
public final class Schemas {
  private Schemas() {}

  /**
   * The schema a client asks for.
   *
   * @throws EngineException {@link ErrorCode#UNSUPPORTED} for functions other than BM25, {@link
   *     ErrorCode#INVALID_ARGUMENT} for parameters that are no numbers
   */
  public static CollectionSchema fromWire(io.milvus.grpc.CollectionSchema wire) {
    return new CollectionSchema(
        wire.getDescription(),
        wire.getFieldsList().stream()
            .filter(field -> !field.getIsDynamic())
            .map(field -> field(field, wire.getAutoID()))
            .toList(),
        wire.getEnableDynamicField(),
        wire.getFunctionsList().stream().map(Functions::fromWire).toList());
  }

  /** A field that is added to a collection; errors as {@link #fromWire} has them. */
  public static FieldSchema fieldFromWire(io.milvus.grpc.FieldSchema wire) {
    return field(wire, false);
  }

  private static FieldSchema field(io.milvus.grpc.FieldSchema wire, boolean autoId) {
    Map<String, String> params = Pairs.toMap(wire.getTypeParamsList());
    FieldSchema.Builder field =
        FieldSchema.builder(wire.getName(), DataType.ofNumber(wire.getDataTypeValue()))
            .description(wire.getDescription())
            .primaryKey(wire.getIsPrimaryKey())
            .autoId(wire.getAutoID() || (autoId && wire.getIsPrimaryKey()))
            .nullable(wire.getNullable())
            .partitionKey(wire.getIsPartitionKey())
            .clusteringKey(wire.getIsClusteringKey())
            .dimension(number(wire, params, "dim"))
            .maxLength(number(wire, params, "max_length"))
            .maxCapacity(number(wire, params, "max_capacity"))
            .typeParams(params);
    if (wire.getDataTypeValue() == DataType.ARRAY.number()) {
      field.elementType(DataType.ofNumber(wire.getElementTypeValue()));
    }
    if (wire.hasDefaultValue()) {
      field.defaultValue(defaultValue(wire.getDefaultValue()));
    }
    return field.build();
  }

  private static int number(
      io.milvus.grpc.FieldSchema wire, Map<String, String> params, String name) {
    String value = params.getOrDefault(name, "0");
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new EngineException(
          ErrorCode.INVALID_ARGUMENT,
          "field '%s': %s is no whole number: %s".formatted(wire.getName(), name, value),
          e);
    }
  }

  private static Object defaultValue(ValueField wire) {
    return switch (wire.getDataCase()) {
      case BOOL_DATA -> wire.getBoolData();
      case INT_DATA -> (long) wire.getIntData();
      case LONG_DATA -> wire.getLongData();
      case FLOAT_DATA -> (double) wire.getFloatData();
      case DOUBLE_DATA -> wire.getDoubleData();
      case STRING_DATA -> wire.getStringData();
      default ->
          throw new EngineException(
              ErrorCode.UNSUPPORTED,
              "a default value of kind " + wire.getDataCase() + " is not supported");
    };
  }

  /** A schema as it is described to clients. */
  public static io.milvus.grpc.CollectionSchema toWire(String name, CollectionSchema schema) {
    io.milvus.grpc.CollectionSchema.Builder wire =
        io.milvus.grpc.CollectionSchema.newBuilder()
            .setName(name)
            .setDescription(schema.description())
            .setEnableDynamicField(schema.dynamicField());
    schema.fields().stream()
        .filter(field -> !field.name().equals(CollectionSchema.META))
        .map(
            field ->
                field(field).toBuilder()
                    .setIsFunctionOutput(schema.functionOf(field.name()).isPresent())
                    .build())
        .forEach(wire::addFields);
    schema.functions().stream()
        .map(function -> Functions.toWire(schema, function))
        .forEach(wire::addFunctions);
    return wire.build();
  }

  private static io.milvus.grpc.FieldSchema field(FieldSchema field) {
    io.milvus.grpc.FieldSchema.Builder wire =
        io.milvus.grpc.FieldSchema.newBuilder()
            .setFieldID(field.id())
            .setName(field.name())
            .setDescription(field.description())
            .setIsPrimaryKey(field.primaryKey())
            .setAutoID(field.autoId())
            .setNullable(field.nullable())
            .setIsPartitionKey(field.partitionKey())
            .setIsClusteringKey(field.clusteringKey())
            .setDataTypeValue(field.type().number())
            .addAllTypeParams(Pairs.of(field.typeParams()));
    field.elementType().ifPresent(type -> wire.setElementTypeValue(type.number()));
    defaultValue(field).ifPresent(wire::setDefaultValue);
    return wire.build();
  }

  private static Optional<ValueField> defaultValue(FieldSchema field) {
    ValueField.Builder wire = ValueField.newBuilder();
    return field
        .defaultValue()
        .map(
            value ->
                switch (field.type()) {
                  case BOOL -> wire.setBoolData((Boolean) value);
                  case INT64 -> wire.setLongData((Long) value);
                  case FLOAT -> wire.setFloatData(((Number) value).floatValue());
                  case DOUBLE -> wire.setDoubleData(((Number) value).doubleValue());
                  case VARCHAR -> wire.setStringData((String) value);
                  default -> wire.setIntData(((Number) value).intValue());
                })
        .map(ValueField.Builder::build);
  }
}
