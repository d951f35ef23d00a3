package dev.aerie.server.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.server.json.Octets;
import dev.aerie.server.json.SparsePairs;
import io.milvus.grpc.DataType;
import io.milvus.grpc.PlaceholderGroup;
import io.milvus.grpc.PlaceholderType;
import io.milvus.grpc.PlaceholderValue;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** What a search in JSON looks for. */
final class QueryVectors {
  private QueryVectors() {}

  /**
   * The queries for the wire.
   *
   * @param type of the field that is searched
   */
  static ByteString group(List<JsonNode> data, DataType type) {
    if (data.isEmpty()) {
      throw Body.missing("data, a list of vectors");
    }
    PlaceholderValue.Builder value = PlaceholderValue.newBuilder().setTag("$0");
    if (type == DataType.BinaryVector) {
      value.setType(PlaceholderType.BinaryVector);
      data.forEach(
          vector -> value.addValues(Octets.read(vector).orElseThrow(() -> refused(vector))));
    } else if (data.stream().allMatch(JsonNode::isTextual)) {
      value.setType(PlaceholderType.VarChar);
      data.forEach(text -> value.addValues(ByteString.copyFromUtf8(text.textValue())));
    } else if (type == DataType.SparseFloatVector) {
      value.setType(PlaceholderType.SparseFloatVector);
      data.forEach(
          vector -> value.addValues(SparsePairs.read(vector).orElseThrow(() -> refused(vector))));
    } else {
      value.setType(PlaceholderType.FloatVector);
      data.forEach(vector -> value.addValues(floats(vector)));
    }
    return PlaceholderGroup.newBuilder().addPlaceholders(value).build().toByteString();
  }

  private static ByteString floats(JsonNode vector) {
    ByteBuffer bytes =
        ByteBuffer.allocate(vector.size() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (JsonNode number : vector) {
      if (!number.isNumber()) {
        throw refused(number);
      }
      bytes.putFloat(number.floatValue());
    }
    return ByteString.copyFrom(bytes.flip());
  }

  private static EngineException refused(JsonNode value) {
    return new EngineException(
        ErrorCode.INVALID_ARGUMENT,
        "data has to be vectors of the kind that the field has, not " + value);
  }
}
