package dev.aerie.engine.filter;

import dev.aerie.engine.filter.Operand.FieldRef;
import dev.aerie.engine.filter.Operand.Literal;
import dev.aerie.engine.text.TextAnalyzer;
import java.util.List;

/**
 * A condition on rows, as parsed from Milvus's filter language. Logic has three values: a
 * comparison with null, or with a place in JSON that is not there, is neither true nor false, and
 * its negation neither; only true rows pass.
 *
 * <p>{@code position} is the offset of the condition's operator or first character in the filter's
 * text, from 0; -1 when it was not parsed from text.
 */
public sealed interface Filter {
  int position();

  /**
   * All of two or more conditions. A chained comparison {@code 1 < a < 5} is the And of its two.
   */
  record And(List<Filter> conditions, int position) implements Filter {
    public And {
      conditions = List.copyOf(conditions);
    }
  }

  /** At least one of two or more conditions. */
  record Or(List<Filter> conditions, int position) implements Filter {
    public Or {
      conditions = List.copyOf(conditions);
    }
  }

  record Not(Filter condition, int position) implements Filter {}

  /** Every row, or none. */
  record Constant(boolean value, int position) implements Filter {}

  /** A boolean value standing as a condition by itself. */
  record Test(FieldRef value, int position) implements Filter {}

  record Compare(Comparison comparison, Operand left, Operand right, int position)
      implements Filter {}

  /** {@code left in [..]}; {@code not in} is the Not of it. */
  record In(Operand left, List<Literal> values, int position) implements Filter {
    public In {
      values = List.copyOf(values);
    }

    /** Rows whose field has one of some values. */
    public static In of(String field, List<?> values) {
      return new In(
          new FieldRef(field, List.of(), -1),
          values.stream().map(value -> new Literal(value, -1)).toList(),
          -1);
    }
  }

  /**
   * {@code left like "pattern"} with {@code %}, {@code _} and backslash escapes, over the whole
   * text.
   */
  record Like(Operand left, String pattern, int position) implements Filter {}

  /** {@code is null}; {@code is not null} is the Not of it. Always true or false. */
  record IsNull(FieldRef field, int position) implements Filter {}

  /** {@code exists info["a"]}: the place is there and is not null. Always true or false. */
  record Exists(FieldRef field, int position) implements Filter {}

  /**
   * {@code json_contains}, {@code array_contains} and their {@code _all} and {@code _any} forms.
   */
  record Contains(FieldRef field, Quantifier quantifier, List<Literal> values, int position)
      implements Filter {
    public Contains {
      values = List.copyOf(values);
    }
  }

  /**
   * {@code text_match(field, "words")}: at least {@code minimum} of the query's words occur in the
   * text.
   *
   * @param analyzer the field's
   */
  record TextMatch(FieldRef field, TextAnalyzer analyzer, String query, int minimum, int position)
      implements Filter {}

  /**
   * {@code phrase_match(field, "words", slop)}.
   *
   * @param analyzer the field's
   */
  record PhraseMatch(FieldRef field, TextAnalyzer analyzer, String query, int slop, int position)
      implements Filter {}

  /**
   * {@code random_sample(fraction)}: that share of the rows that pass all other conditions, picked
   * at random.
   */
  record RandomSample(double fraction, int position) implements Filter {}

  /** How two values are compared. */
  enum Comparison {
    EQ,
    NE,
    LT,
    LE,
    GT,
    GE;

    /** The comparison with its sides changed. */
    Comparison flipped() {
      return switch (this) {
        case EQ, NE -> this;
        case LT -> GT;
        case LE -> GE;
        case GT -> LT;
        case GE -> LE;
      };
    }
  }

  /** How many of a list's values have to be contained. */
  enum Quantifier {
    ALL,
    ANY
  }
}
