package dev.aerie.server.codec;

import io.milvus.grpc.KeyValuePair;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Key-value pairs of the wire as maps. */
public final class Pairs {
  private Pairs() {}

  public static Map<String, String> toMap(List<KeyValuePair> pairs) {
    Map<String, String> map = new LinkedHashMap<>();
    pairs.forEach(pair -> map.put(pair.getKey(), pair.getValue()));
    return map;
  }

  public static List<KeyValuePair> of(Map<String, String> map) {
    return map.entrySet().stream().map(entry -> pair(entry.getKey(), entry.getValue())).toList();
  }

  public static KeyValuePair pair(String key, String value) {
    return KeyValuePair.newBuilder().setKey(key).setValue(value).build();
  }
}
