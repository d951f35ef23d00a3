package dev.aerie.engine.filter;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A value inside a filter. {@code position} is the offset of its first character in the filter's
 * text, from 0; -1 when it was not parsed from text.
 */
public sealed interface Operand {
  int position();

  /**
   * A constant: Boolean, Long, Double, String, or a List of those (for JSON and array comparisons).
   */
  record Literal(Object value, int position) implements Operand {}

  /**
   * A field, or a place inside a JSON, array or dynamic field: {@code info["a"][0]} is field {@code
   * info} with path {@code a, 0}. A name that is no field of the schema is a key of the dynamic
   * field: the parser writes {@code color} as field {@code $meta}, path {@code color}, and {@code
   * $meta["k"]} as field {@code $meta}, path {@code k}.
   */
  record FieldRef(String field, List<Step> path, int position) implements Operand {
    public FieldRef {
      path = List.copyOf(path);
    }

    /** The path as one text, such as {@code ["a"][0]}; of two paths never the same. */
    public String place() {
      return path.stream()
          .map(
              step ->
                  switch (step) {
                    case Step.Key(String name) ->
                        "[\"" + name.replace("\\", "\\\\").replace("\"", "\\\"") + "\"]";
                    case Step.Index(int index) -> "[" + index + "]";
                  })
          .collect(Collectors.joining());
    }
  }

  /** One step of a path into JSON or an array. */
  sealed interface Step {
    record Key(String name) implements Step {}

    record Index(int index) implements Step {}
  }

  /** {@code + - * / %} and {@code **} of two numbers. */
  record Arithmetic(ArithmeticOperator operator, Operand left, Operand right, int position)
      implements Operand {}

  /** Number of elements of an array or JSON array. */
  record ArrayLength(FieldRef field, int position) implements Operand {}

  /**
   * Arithmetic of two numbers; integers stay integers except under power, and their division cuts
   * the rest off.
   */
  enum ArithmeticOperator {
    ADD,
    SUBTRACT,
    MULTIPLY,
    DIVIDE,
    MODULO,
    POWER
  }
}
