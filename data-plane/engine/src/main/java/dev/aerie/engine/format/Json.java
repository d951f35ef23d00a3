package dev.aerie.engine.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.aerie.engine.objectstore.ObjectStoreException;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Records of ours as JSON inside envelopes: readable by people, and open to new fields. */
public final class Json {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.USE_LONG_FOR_INTS)
          .build();

  private Json() {}

  public static byte[] write(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @throws ObjectStoreException OBJECT_DAMAGED naming the object when the bytes are not that
   *     type's JSON
   */
  public static <T> T read(String key, byte[] json, Class<T> type) {
    try {
      return MAPPER.readValue(json, type);
    } catch (IOException e) {
      throw ObjectStoreException.damaged(
          key, "holds no readable " + type.getSimpleName() + ": " + e.getMessage());
    }
  }
}
