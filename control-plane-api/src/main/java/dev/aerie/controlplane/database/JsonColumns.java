package dev.aerie.controlplane.database;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import jakarta.enterprise.context.ApplicationScoped;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Values that are kept as JSON. Safe for use by many threads. */
@ApplicationScoped
public class JsonColumns {
  private static final int SHORT = 64;
  private static final int MOST_KNOWN = 1_000;

  private final ObjectMapper json;

  /** To find out how a type is read takes longer than to read a small value. */
  private final Map<Type, ObjectReader> readers = new ConcurrentHashMap<>();

  /** Small values are mostly the same, such as no labels. */
  private final Map<Kept, Object> known = new ConcurrentHashMap<>();

  JsonColumns(ObjectMapper json) {
    this.json = json;
  }

  /** The text to keep. */
  public String write(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a value to keep is not JSON", impossible);
    }
  }

  /** What was kept; values that are the same may be one, so they must be immutable. */
  @SuppressWarnings("unchecked")
  public <T> T read(String text, TypeReference<T> type) {
    if (text.length() > SHORT) {
      return parsed(text, type);
    }
    if (known.size() >= MOST_KNOWN) {
      known.clear();
    }
    return (T) known.computeIfAbsent(new Kept(type.getType(), text), kept -> parsed(text, type));
  }

  private record Kept(Type type, String text) {}

  private <T> T parsed(String text, TypeReference<T> type) {
    try {
      return readers.computeIfAbsent(type.getType(), known -> json.readerFor(type)).readValue(text);
    } catch (JsonProcessingException broken) {
      throw new IllegalStateException("a kept value is not what was written", broken);
    }
  }
}
