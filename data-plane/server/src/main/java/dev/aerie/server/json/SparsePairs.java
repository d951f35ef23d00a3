package dev.aerie.server.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import dev.aerie.server.codec.SparseRows;
import io.milvus.grpc.SparseFloatArray;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Sparse vectors in JSON: an object of weights by index, or one of the lists {@code indices} and
 * {@code values}.
 */
public final class SparsePairs {
  private static final long MOST = 0xfffffffeL;

  private SparsePairs() {}

  /** The pairs for the wire, by rising index; empty for what is no sparse vector. */
  public static Optional<ByteString> read(JsonNode value) {
    if (!value.isObject()) {
      return Optional.empty();
    }
    Map<Long, Float> pairs = new TreeMap<>();
    boolean fits =
        value.has("indices") && value.has("values")
            ? readLists(value.get("indices"), value.get("values"), pairs)
            : readObject(value, pairs);
    if (!fits) {
      return Optional.empty();
    }
    ByteBuffer bytes = ByteBuffer.allocate(pairs.size() * 8).order(ByteOrder.LITTLE_ENDIAN);
    pairs.forEach((index, weight) -> bytes.putInt((int) (long) index).putFloat(weight));
    return Optional.of(ByteString.copyFrom(bytes.flip()));
  }

  private static boolean readLists(JsonNode indices, JsonNode values, Map<Long, Float> pairs) {
    boolean fits = indices.size() == values.size();
    for (int i = 0; fits && i < indices.size(); i++) {
      fits = add(indices.get(i).asText(), values.get(i), pairs);
    }
    return fits;
  }

  private static boolean readObject(JsonNode value, Map<Long, Float> pairs) {
    return value.properties().stream()
        .allMatch(entry -> add(entry.getKey(), entry.getValue(), pairs));
  }

  private static boolean add(String index, JsonNode weight, Map<Long, Float> pairs) {
    try {
      long number = Long.parseLong(index);
      return number >= 0
          && number <= MOST
          && weight.isNumber()
          && pairs.put(number, weight.floatValue()) == null;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /** Rows as objects of weights by index. */
  public static List<Map<String, Float>> write(SparseFloatArray wire) {
    var column = SparseRows.read(wire.getContentsList(), new BitSet());
    return java.util.stream.IntStream.range(0, column.size())
        .mapToObj(
            row -> {
              Map<String, Float> pairs = new LinkedHashMap<>();
              for (int i = column.offsets()[row]; i < column.offsets()[row + 1]; i++) {
                pairs.put(Integer.toUnsignedString(column.indices()[i]), column.weights()[i]);
              }
              return pairs;
            })
        .toList();
  }
}
