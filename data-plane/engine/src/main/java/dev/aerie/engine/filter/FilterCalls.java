package dev.aerie.engine.filter;

import dev.aerie.engine.filter.Filter.Quantifier;
import dev.aerie.engine.filter.Operand.Literal;
import java.util.List;
import java.util.Locale;

/** The functions of the filter language. */
final class FilterCalls {
  private final FilterBuilder builder;

  FilterCalls(FilterBuilder builder) {
    this.builder = builder;
  }

  Object build(FilterGrammarParser.CallContext at) {
    String name = at.IDENTIFIER().getText().toLowerCase(Locale.ROOT);
    int position = FilterBuilder.position(at);
    return switch (name) {
      case "json_contains", "array_contains" -> {
        requireArguments(at, 2, 2);
        List<Literal> values = List.of(builder.literal(at.expr(1)));
        yield new Filter.Contains(builder.field(at.expr(0)), Quantifier.ALL, values, position);
      }
      case "json_contains_all", "array_contains_all" -> contains(at, Quantifier.ALL);
      case "json_contains_any", "array_contains_any" -> contains(at, Quantifier.ANY);
      case "array_length" -> {
        requireArguments(at, 1, 1);
        yield new Operand.ArrayLength(builder.field(at.expr(0)), position);
      }
      case "text_match" -> {
        requireArguments(at, 2, 2);
        yield new Filter.TextMatch(builder.field(at.expr(0)), string(at, 1), 1, position);
      }
      case "phrase_match" -> {
        requireArguments(at, 2, 3);
        int slop = at.expr().size() == 3 ? (int) number(at, 2) : 0;
        yield new Filter.PhraseMatch(builder.field(at.expr(0)), string(at, 1), slop, position);
      }
      case "random_sample" -> {
        requireArguments(at, 1, 1);
        yield new Filter.RandomSample(number(at, 0), position);
      }
      default -> throw builder.refuse(at, "function " + name + " is not supported");
    };
  }

  private Filter contains(FilterGrammarParser.CallContext at, Quantifier quantifier) {
    requireArguments(at, 2, 2);
    return new Filter.Contains(
        builder.field(at.expr(0)),
        quantifier,
        builder.literals(at.expr(1)),
        FilterBuilder.position(at));
  }

  private String string(FilterGrammarParser.CallContext at, int argument) {
    if (builder.literal(at.expr(argument)).value() instanceof String value) {
      return value;
    }
    throw builder.refuse(at.expr(argument), "a text in quotes is needed here");
  }

  private double number(FilterGrammarParser.CallContext at, int argument) {
    if (builder.literal(at.expr(argument)).value() instanceof Number value) {
      return value.doubleValue();
    }
    throw builder.refuse(at.expr(argument), "a number is needed here");
  }

  private void requireArguments(FilterGrammarParser.CallContext at, int least, int most) {
    int given = at.expr().size();
    if (given < least || given > most) {
      throw builder.refuse(
          at,
          "%s takes %s arguments, not %d"
              .formatted(
                  at.IDENTIFIER().getText(), least == most ? least : least + " to " + most, given));
    }
  }
}
