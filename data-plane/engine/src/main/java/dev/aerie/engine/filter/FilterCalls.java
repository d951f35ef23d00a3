package dev.aerie.engine.filter;

import dev.aerie.engine.filter.Filter.Quantifier;
import dev.aerie.engine.filter.FilterGrammarParser.ArgumentContext;
import dev.aerie.engine.filter.FilterGrammarParser.CallContext;
import dev.aerie.engine.filter.Operand.Literal;
import java.util.List;
import java.util.Locale;

/** The functions of the filter language. */
final class FilterCalls {
  private static final String MINIMUM = "minimum_should_match";
  private static final int MOST_WORDS = 1_000;

  private final FilterBuilder builder;

  FilterCalls(FilterBuilder builder) {
    this.builder = builder;
  }

  Object build(CallContext at) {
    String name = at.IDENTIFIER().getText().toLowerCase(Locale.ROOT);
    return switch (name) {
      case "json_contains", "array_contains" -> {
        requireArguments(at, 2, 2);
        List<Literal> values = List.of(builder.literal(argument(at, 1)));
        yield new Filter.Contains(
            builder.field(argument(at, 0)), Quantifier.ALL, values, FilterBuilder.position(at));
      }
      case "json_contains_all", "array_contains_all" -> contains(at, Quantifier.ALL);
      case "json_contains_any", "array_contains_any" -> contains(at, Quantifier.ANY);
      case "array_length" -> {
        requireArguments(at, 1, 1);
        yield new Operand.ArrayLength(builder.field(argument(at, 0)), FilterBuilder.position(at));
      }
      case "text_match" -> textMatch(at);
      case "phrase_match" -> phraseMatch(at);
      case "random_sample" -> {
        requireArguments(at, 1, 1);
        yield new Filter.RandomSample(number(at, 0).doubleValue(), FilterBuilder.position(at));
      }
      default -> throw builder.refuse(at, "function " + name + " is not supported");
    };
  }

  private Filter contains(CallContext at, Quantifier quantifier) {
    requireArguments(at, 2, 2);
    return new Filter.Contains(
        builder.field(argument(at, 0)),
        quantifier,
        builder.literals(argument(at, 1)),
        FilterBuilder.position(at));
  }

  private Filter textMatch(CallContext at) {
    int minimum = 1;
    if (at.argument().size() == 3 && at.argument(2).IDENTIFIER() != null) {
      ArgumentContext option = at.argument(2);
      if (!option.IDENTIFIER().getText().equalsIgnoreCase(MINIMUM)) {
        throw builder.refuse(option, "the only option of text_match is " + MINIMUM);
      }
      minimum = whole(at, 2, 1, MOST_WORDS);
    } else {
      requireArguments(at, 2, 2);
    }
    return new Filter.TextMatch(
        builder.field(argument(at, 0)),
        builder.analyzer(argument(at, 0)),
        string(at, 1),
        minimum,
        FilterBuilder.position(at));
  }

  private Filter phraseMatch(CallContext at) {
    requireArguments(at, 2, 3);
    int slop = at.argument().size() == 3 ? whole(at, 2, 0, Integer.MAX_VALUE) : 0;
    return new Filter.PhraseMatch(
        builder.field(argument(at, 0)),
        builder.analyzer(argument(at, 0)),
        string(at, 1),
        slop,
        FilterBuilder.position(at));
  }

  private static FilterGrammarParser.ExprContext argument(CallContext at, int number) {
    return at.argument(number).expr();
  }

  private String string(CallContext at, int argument) {
    if (builder.literal(argument(at, argument)).value() instanceof String value) {
      return value;
    }
    throw builder.refuse(argument(at, argument), "a text in quotes is needed here");
  }

  private Number number(CallContext at, int argument) {
    if (builder.literal(argument(at, argument)).value() instanceof Number value) {
      return value;
    }
    throw builder.refuse(argument(at, argument), "a number is needed here");
  }

  private int whole(CallContext at, int argument, int least, int most) {
    if (number(at, argument) instanceof Long value && value >= least && value <= most) {
      return value.intValue();
    }
    throw builder.refuse(
        argument(at, argument),
        "a whole number from %d to %d is needed here".formatted(least, most));
  }

  private void requireArguments(CallContext at, int least, int most) {
    String name = at.IDENTIFIER().getText();
    int given = at.argument().size();
    if (given < least || given > most) {
      throw builder.refuse(
          at,
          "%s takes %s arguments, not %d"
              .formatted(name, least == most ? least : least + " to " + most, given));
    }
    for (ArgumentContext argument : at.argument()) {
      if (argument.IDENTIFIER() != null) {
        throw builder.refuse(
            argument, "%s has no option %s".formatted(name, argument.IDENTIFIER().getText()));
      }
    }
  }
}
