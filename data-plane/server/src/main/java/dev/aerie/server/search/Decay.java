package dev.aerie.server.search;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.row.Column;
import dev.aerie.engine.schema.CollectionSchema;
import dev.aerie.engine.schema.FieldSchema;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Lowers scores the more a number of the row is away from where it should be.
 *
 * @param field whose number it is
 * @param origin where it should be
 * @param scale how far beyond {@code offset} a score is lowered to {@code decay} of it; above 0
 * @param offset up to where it is not lowered; 0 or above
 * @param decay above 0 and below 1
 */
record Decay(String field, Curve curve, double origin, double scale, double offset, double decay) {
  private static final double DEFAULT_DECAY = 0.5;

  /** How scores fall with the distance. */
  enum Curve {
    /** As a bell does. */
    GAUSS,
    /** By the same part for the same distance. */
    EXP,
    /** By the same amount for the same distance, down to 0. */
    LINEAR;

    private static final Map<String, Curve> BY_NAME =
        Map.of("gauss", GAUSS, "exp", EXP, "linear", LINEAR);
  }

  /**
   * What a function on the wire asks for.
   *
   * @throws EngineException {@link ErrorCode#INVALID_ARGUMENT} when it cannot be done, {@link
   *     ErrorCode#FIELD_NOT_FOUND}
   */
  static Decay of(RankFunction function, CollectionSchema schema) {
    if (function.inputs().size() != 1) {
      throw function.refused("needs one input field, not " + function.inputs());
    }
    FieldSchema field = schema.field(function.inputs().getFirst());
    requireNumber(function, field);
    String name = function.find("function").orElse("").toLowerCase(Locale.ROOT);
    if (!Curve.BY_NAME.containsKey(name)) {
      throw function.refused("function has to be gauss, exp or linear, not '" + name + "'");
    }
    double scale = function.number("scale");
    double offset = function.number("offset", 0);
    double decay = function.number("decay", DEFAULT_DECAY);
    if (scale <= 0) {
      throw function.refused("scale must > 0, but got " + scale);
    }
    if (offset < 0) {
      throw function.refused("offset must >= 0, but got " + offset);
    }
    if (decay <= 0 || decay >= 1) {
      throw function.refused("decay must 0 < decay < 1, but got " + decay);
    }
    return new Decay(
        field.name(), Curve.BY_NAME.get(name), function.number("origin"), scale, offset, decay);
  }

  private static void requireNumber(RankFunction function, FieldSchema field) {
    switch (field.type()) {
      case INT8, INT16, INT32, INT64, FLOAT, DOUBLE -> {}
      default ->
          throw function.refused(
              "field '%s' of type %s is no number".formatted(field.name(), field.type()));
    }
    if (field.nullable()) {
      throw function.refused("function input field cannot be nullable: field " + field.name());
    }
  }

  /** What is left of the score of a row with such a number, 0 to 1. */
  double factor(double number) {
    double distance = Math.max(0, Math.abs(number - origin) - offset) / scale;
    return switch (curve) {
      case GAUSS -> Math.pow(decay, distance * distance);
      case EXP -> Math.pow(decay, distance);
      case LINEAR -> Math.max(0, 1 - (1 - decay) * distance);
    };
  }

  /**
   * Hits in their new order.
   *
   * @param number of the row with a key
   */
  List<Fusion.Hit> apply(List<Fusion.Hit> hits, ToDoubleFunction<Object> number) {
    return Fusion.ranked(
        hits.stream()
            .map(
                hit ->
                    new Fusion.Hit(
                        hit.key(),
                        (float) (hit.score() * factor(number.applyAsDouble(hit.key()))))));
  }

  /** The number of a row. */
  static double number(Column numbers, int row) {
    return switch (numbers) {
      case Column.Ints ints -> ints.values()[row];
      case Column.Longs longs -> longs.values()[row];
      case Column.Floats floats -> floats.values()[row];
      case Column.Doubles doubles -> doubles.values()[row];
      default -> throw new IllegalArgumentException("no numbers: " + numbers);
    };
  }
}
