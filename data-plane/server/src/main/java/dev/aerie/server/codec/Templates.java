package dev.aerie.server.codec;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
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
      case DATA_NOT_SET -> List.of();
      case JSON_DATA ->
          throw new EngineException(
              ErrorCode.UNSUPPORTED, "templates of lists of mixed types are not supported yet");
    };
  }
}
