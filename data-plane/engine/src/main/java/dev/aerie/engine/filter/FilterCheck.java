package dev.aerie.engine.filter;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.filter.Filter.Comparison;
import dev.aerie.engine.filter.Operand.ArithmeticOperator;
import dev.aerie.engine.filter.Operand.FieldRef;
import dev.aerie.engine.filter.Operand.Literal;
import dev.aerie.engine.filter.OperandTypes.Kind;
import dev.aerie.engine.schema.CollectionSchema;
import java.util.List;

/**
 * Checks that a filter fits a schema: fields that are there, values of a type that can be compared.
 */
public final class FilterCheck {
  private final OperandTypes types;

  private FilterCheck(CollectionSchema schema) {
    this.types = new OperandTypes(schema);
  }

  /**
   * @throws EngineException {@link ErrorCode#FILTER_SYNTAX} with the position
   */
  public static void check(Filter filter, CollectionSchema schema) {
    FilterCheck check = new FilterCheck(schema);
    if (filter instanceof Filter.And and) {
      and.conditions().subList(0, and.conditions().size() - 1).forEach(check::check);
      check.checkLast(and.conditions().getLast());
    } else {
      check.checkLast(filter);
    }
  }

  /** Here alone a sample may stand: it is drawn from the rows that pass what comes before. */
  private void checkLast(Filter filter) {
    if (!(filter instanceof Filter.RandomSample sample)) {
      check(filter);
    } else if (!(sample.fraction() > 0 && sample.fraction() < 1)) {
      throw error(sample.position(), "random_sample needs a fraction between 0 and 1");
    }
  }

  private void check(Filter filter) {
    switch (filter) {
      case Filter.And f -> f.conditions().forEach(this::check);
      case Filter.Or f -> f.conditions().forEach(this::check);
      case Filter.Not f -> check(f.condition());
      case Filter.Constant _ -> {}
      case Filter.Test f -> expect(f.value(), Kind.BOOL, f.position(), "a condition is needed");
      case Filter.Compare f -> compare(f);
      case Filter.In f -> {
        arithmetic(f.left());
        f.values().forEach(v -> comparable(f.left(), v, v.position()));
      }
      case Filter.Like f -> expect(f.left(), Kind.TEXT, f.position(), "like needs a text");
      case Filter.IsNull f -> types.kind(f.field());
      case Filter.Exists f ->
          expect(f.field(), Kind.ANY, f.position(), "exists needs a JSON field");
      case Filter.Contains f -> contains(f);
      case Filter.TextMatch f ->
          expect(f.field(), Kind.TEXT, f.position(), "text_match needs a text");
      case Filter.PhraseMatch f ->
          expect(f.field(), Kind.TEXT, f.position(), "phrase_match needs a text");
      case Filter.RandomSample f ->
          throw error(
              f.position(), "random_sample can only be the last condition, after 'and' or alone");
    }
  }

  private void compare(Filter.Compare f) {
    arithmetic(f.left());
    arithmetic(f.right());
    comparable(f.left(), f.right(), f.position());
    boolean ordered = f.comparison() != Comparison.EQ && f.comparison() != Comparison.NE;
    for (Operand side : List.of(f.left(), f.right())) {
      Kind kind = types.kind(side);
      if (ordered && (kind == Kind.BOOL || kind == Kind.LIST)) {
        throw error(f.position(), types.describe(side) + " has no order: only == and != apply");
      }
    }
  }

  private void contains(Filter.Contains f) {
    Kind kind = types.kind(f.field());
    if (kind != Kind.ANY && kind != Kind.LIST) {
      throw error(f.position(), types.describe(f.field()) + " is no JSON or array");
    }
    if (kind == Kind.LIST) {
      FieldRef element = new FieldRef(f.field().field(), List.of(new Operand.Step.Index(0)), -1);
      f.values().forEach(v -> comparable(element, v, v.position()));
    }
  }

  /** What arithmetic and array_length are applied to, all the way down. */
  private void arithmetic(Operand operand) {
    switch (operand) {
      case Operand.Arithmetic a -> {
        arithmetic(a.left());
        arithmetic(a.right());
        expect(a.left(), Kind.NUMBER, a.position(), "arithmetic needs numbers");
        expect(a.right(), Kind.NUMBER, a.position(), "arithmetic needs numbers");
        boolean divides =
            a.operator() == ArithmeticOperator.DIVIDE || a.operator() == ArithmeticOperator.MODULO;
        if (divides && a.right() instanceof Literal(Number n, _) && n.doubleValue() == 0) {
          throw error(a.position(), "a division by zero");
        }
      }
      case Operand.ArrayLength a ->
          expect(a.field(), Kind.LIST, a.position(), "array_length needs an array");
      case FieldRef _, Literal _ -> {}
    }
  }

  private void comparable(Operand left, Operand right, int position) {
    Kind a = types.kind(left);
    Kind b = types.kind(right);
    if (a != b && a != Kind.ANY && b != Kind.ANY) {
      throw error(
          position,
          "%s cannot be compared with %s".formatted(types.describe(left), types.describe(right)));
    }
  }

  private void expect(Operand operand, Kind wanted, int position, String need) {
    Kind kind = types.kind(operand);
    if (kind != wanted && kind != Kind.ANY) {
      throw error(position, "%s, not %s".formatted(need, types.describe(operand)));
    }
  }

  static EngineException error(int position, String what) {
    return new EngineException(
        ErrorCode.FILTER_SYNTAX,
        position < 0 ? "filter: " + what : "filter, position %d: %s".formatted(position, what));
  }
}
