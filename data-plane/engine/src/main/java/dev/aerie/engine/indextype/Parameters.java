package dev.aerie.engine.indextype;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Parameters as clients give them: pairs of texts, of which {@code params} may hold further ones.
 */
final class Parameters {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NESTED = "params";

  private Parameters() {}

  /** All parameters, those inside {@code params} included. */
  static Map<String, String> of(Map<String, String> given) {
    Map<String, String> all = new LinkedHashMap<>(given);
    String nested = all.remove(NESTED);
    if (nested != null && !nested.isBlank()) {
      try {
        if (JSON.readTree(nested) instanceof ObjectNode object) {
          object.properties().forEach(e -> all.put(e.getKey(), e.getValue().asText()));
        }
      } catch (JsonProcessingException e) {
        throw Parameter.invalid("params is no JSON object: " + e.getOriginalMessage());
      }
    }
    return all;
  }

  /** Checks those that are known; others are kept and mean nothing. */
  static void check(List<Parameter> known, Map<String, String> given) {
    for (Parameter parameter : known) {
      String value = given.get(parameter.name());
      if (value != null) {
        parameter.check(value);
      }
    }
  }
}
