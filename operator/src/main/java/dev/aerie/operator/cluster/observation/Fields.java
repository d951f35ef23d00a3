package dev.aerie.operator.cluster.observation;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads objects of foreign kinds, of which no field need be there. */
final class Fields {

  private Fields() {}

  /** The fields of a value, none if it has none. */
  static Map<?, ?> map(Object value) {
    return value instanceof Map<?, ?> fields ? fields : Map.of();
  }

  /** The objects of a list, none if it is none. */
  static List<? extends Map<?, ?>> list(Object value) {
    return value instanceof Collection<?> all ? all.stream().map(Fields::map).toList() : List.of();
  }

  static String text(Object value, String absent) {
    return value instanceof String string && !string.isEmpty() ? string : absent;
  }

  static long number(Object value) {
    return value instanceof Number number ? number.longValue() : 0;
  }

  /** The condition of a type among the {@code conditions} of something. */
  static Optional<Map<?, ?>> condition(Map<?, ?> of, String type) {
    return list(of.get("conditions")).stream()
        .filter(each -> type.equals(each.get("type")))
        .<Map<?, ?>>map(each -> each)
        .findFirst();
  }

  static boolean holds(Map<?, ?> condition) {
    return "True".equals(condition.get("status"));
  }

  /** A condition's reason and message. */
  static String said(Map<?, ?> condition) {
    return "%s %s"
        .formatted(text(condition.get("reason"), ""), text(condition.get("message"), ""))
        .strip();
  }
}
