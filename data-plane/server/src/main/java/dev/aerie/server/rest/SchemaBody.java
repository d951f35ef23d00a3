package dev.aerie.server.rest;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.server.codec.Pairs;
import io.milvus.grpc.DataType;
import io.milvus.grpc.FieldSchema;
import io.milvus.grpc.ValueField;
import java.util.Map;

/** Schemas in JSON: what a create call brings, and how one is described. */
final class SchemaBody {
  private SchemaBody() {}

  /** The schema of a create call: its own, or the quick form's key and vector. */
  static io.milvus.grpc.CollectionSchema read(Body body) {
    return body.has("schema") ? full(body) : quick(body);
  }

  private static io.milvus.grpc.CollectionSchema quick(Body body) {
    FieldSchema.Builder key =
        FieldSchema.newBuilder()
            .setName(body.text("primaryFieldName", "id"))
            .setDataType(type(body.text("idType", "Int64")))
            .setIsPrimaryKey(true)
            .setAutoID(body.flag("autoID", body.flag("autoId", false)));
    if (key.getDataType() == DataType.VarChar) {
      String length = body.object("params").text("max_length", "65535");
      key.addTypeParams(Pairs.pair("max_length", length));
    }
    return io.milvus.grpc.CollectionSchema.newBuilder()
        .setName(body.collection())
        .setDescription(body.text("description", ""))
        .setEnableDynamicField(body.object("params").flag("enableDynamicField", true))
        .addFields(key)
        .addFields(
            FieldSchema.newBuilder()
                .setName(body.text("vectorFieldName", "vector"))
                .setDataType(DataType.FloatVector)
                .addTypeParams(Pairs.pair("dim", body.text("dimension"))))
        .build();
  }

  private static io.milvus.grpc.CollectionSchema full(Body body) {
    Body schema = body.object("schema");
    io.milvus.grpc.CollectionSchema.Builder wire =
        io.milvus.grpc.CollectionSchema.newBuilder()
            .setName(body.collection())
            .setDescription(schema.text("description", body.text("description", "")))
            .setEnableDynamicField(
                schema.flag("enableDynamicField", schema.flag("enabledDynamicField", false)));
    boolean autoId = schema.flag("autoID", schema.flag("autoId", false));
    for (Body field : schema.objects("fields")) {
      wire.addFields(field(field, autoId));
    }
    schema.objects("functions").forEach(function -> wire.addFunctions(FunctionBody.read(function)));
    return wire.build();
  }

  private static FieldSchema field(Body body, boolean autoId) {
    boolean primary = body.flag("isPrimary", false);
    FieldSchema.Builder field =
        FieldSchema.newBuilder()
            .setName(body.text("fieldName"))
            .setDescription(body.text("description", ""))
            .setDataType(type(body.text("dataType")))
            .setIsPrimaryKey(primary)
            .setAutoID(primary && (autoId || body.flag("autoID", false)))
            .setIsPartitionKey(body.flag("isPartitionKey", false))
            .setIsClusteringKey(body.flag("isClusteringKey", false))
            .setNullable(body.flag("nullable", false))
            .addAllTypeParams(Pairs.of(body.object("elementTypeParams").asMap()));
    if (body.has("elementDataType")) {
      field.setElementType(type(body.text("elementDataType")));
    }
    if (body.has("defaultValue")) {
      field.setDefaultValue(defaultValue(body, field.getDataType()));
    }
    return field.build();
  }

  private static ValueField defaultValue(Body body, DataType type) {
    ValueField.Builder value = ValueField.newBuilder();
    ValueField.Builder filled =
        switch (type) {
          case Bool -> value.setBoolData(body.flag("defaultValue", false));
          case Int8, Int16, Int32 -> value.setIntData((int) body.number("defaultValue", 0));
          case Int64 -> value.setLongData(body.number("defaultValue", 0));
          case Float -> value.setFloatData((float) body.json().path("defaultValue").asDouble());
          case Double -> value.setDoubleData(body.json().path("defaultValue").asDouble());
          default -> value.setStringData(body.text("defaultValue"));
        };
    return filled.build();
  }

  private static DataType type(String name) {
    for (DataType type : DataType.values()) {
      if (type.name().equalsIgnoreCase(name)) {
        return type;
      }
    }
    throw new EngineException(
        ErrorCode.INVALID_SCHEMA,
        "there is no data type " + name + "; use one such as Int64, VarChar or FloatVector");
  }

  /** How a field is described. */
  static Map<String, Object> describe(FieldSchema field) {
    return Map.ofEntries(
        Map.entry("id", field.getFieldID()),
        Map.entry("name", field.getName()),
        Map.entry("description", field.getDescription()),
        Map.entry("type", field.getDataType().name()),
        Map.entry("elementType", field.getElementType().name()),
        Map.entry("primaryKey", field.getIsPrimaryKey()),
        Map.entry("partitionKey", field.getIsPartitionKey()),
        Map.entry("clusteringKey", field.getIsClusteringKey()),
        Map.entry("autoId", field.getAutoID()),
        Map.entry("nullable", field.getNullable()),
        Map.entry("params", field.getTypeParamsList().stream().map(SchemaBody::pair).toList()));
  }

  private static Map<String, String> pair(io.milvus.grpc.KeyValuePair pair) {
    return Map.of("key", pair.getKey(), "value", pair.getValue());
  }
}
