package dev.aerie.operator.cluster.apply;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Quantity;

/** Whether an object already says all that is wanted of it. */
final class Difference {

  private Difference() {}

  /**
   * True if each field of {@code wanted} has the same value in {@code actual}. Fields only {@code
   * actual} has are Kubernetes' or somebody else's.
   */
  static boolean none(JsonNode wanted, JsonNode actual) {
    if (wanted.isObject()) {
      return actual.isObject()
          && wanted.properties().stream()
              .allMatch(field -> none(field.getValue(), actual.path(field.getKey())));
    }
    if (wanted.isArray()) {
      return actual.isArray() && wanted.size() == actual.size() && sameElements(wanted, actual);
    }
    return wanted.equals(actual)
        || wanted.asText().equals(actual.asText())
        || sameQuantity(wanted.asText(), actual.asText());
  }

  private static boolean sameElements(JsonNode wanted, JsonNode actual) {
    for (int i = 0; i < wanted.size(); i++) {
      if (!none(wanted.get(i), actual.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** The API server writes 1024Mi as 1Gi. */
  private static boolean sameQuantity(String wanted, String actual) {
    try {
      return Quantity.parse(wanted)
              .getNumericalAmount()
              .compareTo(Quantity.parse(actual).getNumericalAmount())
          == 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
