package dev.aerie.server.codec;

import com.google.protobuf.ByteString;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.filter.JsonPath;
import io.milvus.grpc.TemplateArrayValue;
import io.milvus.grpc.TemplateValue;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Values of the templates in a filter, from the wire. */
public final class Templates {
  private Templates() {}

  public static Map<String, Object> values(Map<String, TemplateValue> wire) {
    return wire.entrySet().stream()
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> value(entry.getValue())));
  }

  private static Object value(TemplateValue wire) {
    return switch (wire.getValCase()) {
      case BOOL_VAL -> wire.getBoolVal();
      case INT64_VAL -> wire.getInt64Val();
      case FLOAT_VAL -> wire.getFloatVal();
      case STRING_VAL -> wire.getStringVal();
      case ARRAY_VAL -> array(wire.getArrayVal());
      case VAL_NOT_SET ->
          throw new EngineException(ErrorCode.FILTER_SYNTAX, "a template has no value");
    };
  }

  private static List<?> array(TemplateArrayValue wire) {
    return switch (wire.getDataCase()) {
      case BOOL_DATA -> wire.getBoolData().getDataList();
      case LONG_DATA -> wire.getLongData().getDataList();
      case DOUBLE_DATA -> wire.getDoubleData().getDataList();
      case STRING_DATA -> wire.getStringData().getDataList();
      case ARRAY_DATA -> wire.getArrayData().getDataList().stream().map(Templates::array).toList();
      case JSON_DATA -> wire.getJsonData().getDataList().stream().map(Templates::json).toList();
      case DATA_NOT_SET -> List.of();
    };
  }

  /** Values of a list of mixed types come as JSON each. */
  private static Object json(ByteString value) {
    return JsonPath.find(value.toByteArray(), List.of())
        .orElseThrow(
            () -> new EngineException(ErrorCode.FILTER_SYNTAX, "a template's list holds a null"));
  }
}
