package dev.aerie.engine.filter;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.filter.Filter.Comparison;
import dev.aerie.engine.filter.Operand.ArithmeticOperator;
import dev.aerie.engine.filter.Operand.FieldRef;
import dev.aerie.engine.filter.Operand.Literal;
import dev.aerie.engine.filter.Operand.Step;
import dev.aerie.engine.schema.CollectionSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.antlr.v4.runtime.ParserRuleContext;

/**
 * Turns a parse tree into a {@link Filter}. One grammar rule serves conditions and values; each
 * visit gives one or the other, and {@link #condition} and {@link #operand} say where which is
 * needed.
 */
final class FilterBuilder extends FilterGrammarBaseVisitor<Object> {
  private final String text;
  private final CollectionSchema schema;
  private final Map<String, Object> templates;
  private final FilterCalls calls;

  FilterBuilder(String text, CollectionSchema schema, Map<String, Object> templates) {
    this.text = text;
    this.schema = schema;
    this.templates = templates;
    this.calls = new FilterCalls(this);
  }

  Filter condition(ParserRuleContext at) {
    return switch (visit(at)) {
      case Filter filter -> filter;
      case FieldRef field -> new Filter.Test(field, field.position());
      case Literal(Boolean value, int position) -> new Filter.Constant(value, position);
      default -> throw refuse(at, "a condition is needed here, not a value");
    };
  }

  Operand operand(ParserRuleContext at) {
    return switch (visit(at)) {
      case Operand operand -> operand;
      case Filter.Constant(boolean value, int position) -> new Literal(value, position);
      default -> throw refuse(at, "a value is needed here, not a condition");
    };
  }

  FieldRef field(ParserRuleContext at) {
    if (visit(at) instanceof FieldRef field) {
      return field;
    }
    throw refuse(at, "the name of a field is needed here");
  }

  Literal literal(ParserRuleContext at) {
    if (visit(at) instanceof Literal literal) {
      return literal;
    }
    throw refuse(at, "a constant is needed here");
  }

  List<Literal> literals(ParserRuleContext at) {
    if (literal(at).value() instanceof List<?> values) {
      return values.stream().map(value -> new Literal(value, position(at))).toList();
    }
    throw refuse(at, "a list in [ ] is needed here");
  }

  @Override
  public Object visitParens(FilterGrammarParser.ParensContext at) {
    return visit(at.expr());
  }

  @Override
  public Object visitTemplate(FilterGrammarParser.TemplateContext at) {
    Object value = templates.get(at.IDENTIFIER().getText());
    if (value == null) {
      throw refuse(at, "no value is given for " + at.getText());
    }
    return new Literal(value, position(at));
  }

  @Override
  public Object visitConstant(FilterGrammarParser.ConstantContext at) {
    FilterGrammarParser.LiteralContext literal = at.literal();
    if (literal.INTEGER() != null) {
      return new Literal(integer(at, literal.getText()), position(at));
    }
    if (literal.FLOAT() != null) {
      return new Literal(Double.valueOf(literal.getText()), position(at));
    }
    if (literal.STRING() != null) {
      return new Literal(Quotes.unquote(literal.getText()), position(at));
    }
    return new Literal(literal.TRUE() != null, position(at));
  }

  @Override
  public Object visitField(FilterGrammarParser.FieldContext at) {
    List<Step> path = new ArrayList<>();
    for (FilterGrammarParser.PathContext step : at.path()) {
      path.add(
          step.STRING() != null
              ? new Step.Key(Quotes.unquote(step.STRING().getText()))
              : new Step.Index(integer(at, step.INTEGER().getText()).intValue()));
    }
    String name = at.IDENTIFIER().getText();
    if (schema.find(name).isPresent()
        || (name.equals(CollectionSchema.META) && schema.dynamicField())) {
      return new FieldRef(name, path, position(at));
    }
    if (!schema.dynamicField()) {
      throw refuse(at, "field " + name + " does not exist");
    }
    path.addFirst(new Step.Key(name));
    return new FieldRef(CollectionSchema.META, path, position(at));
  }

  @Override
  public Object visitArray(FilterGrammarParser.ArrayContext at) {
    List<Object> values = at.expr().stream().map(element -> literal(element).value()).toList();
    return new Literal(values, position(at));
  }

  @Override
  public Object visitExists(FilterGrammarParser.ExistsContext at) {
    return new Filter.Exists(field(at.expr()), position(at));
  }

  @Override
  public Object visitSign(FilterGrammarParser.SignContext at) {
    Operand operand = operand(at.expr());
    if (at.op.getText().equals("+")) {
      return operand;
    }
    return switch (operand) {
      case Literal(Long value, int position) -> new Literal(-value, position);
      case Literal(Double value, int position) -> new Literal(-value, position);
      default ->
          new Operand.Arithmetic(
              ArithmeticOperator.SUBTRACT, new Literal(0L, position(at)), operand, position(at));
    };
  }

  @Override
  public Object visitPower(FilterGrammarParser.PowerContext at) {
    return arithmetic(ArithmeticOperator.POWER, at.expr(0), at.expr(1));
  }

  @Override
  public Object visitProduct(FilterGrammarParser.ProductContext at) {
    ArithmeticOperator operator =
        switch (at.op.getText()) {
          case "*" -> ArithmeticOperator.MULTIPLY;
          case "/" -> ArithmeticOperator.DIVIDE;
          default -> ArithmeticOperator.MODULO;
        };
    return arithmetic(operator, at.expr(0), at.expr(1));
  }

  @Override
  public Object visitSum(FilterGrammarParser.SumContext at) {
    return arithmetic(
        at.op.getText().equals("+") ? ArithmeticOperator.ADD : ArithmeticOperator.SUBTRACT,
        at.expr(0),
        at.expr(1));
  }

  private Operand arithmetic(
      ArithmeticOperator operator, ParserRuleContext left, ParserRuleContext right) {
    return new Operand.Arithmetic(operator, operand(left), operand(right), position(left));
  }

  @Override
  public Object visitIsNull(FilterGrammarParser.IsNullContext at) {
    Filter isNull = new Filter.IsNull(field(at.expr()), position(at));
    return at.NOT() == null ? isNull : new Filter.Not(isNull, position(at));
  }

  @Override
  public Object visitLike(FilterGrammarParser.LikeContext at) {
    if (literal(at.expr(1)).value() instanceof String pattern) {
      return new Filter.Like(operand(at.expr(0)), pattern, position(at));
    }
    throw refuse(at.expr(1), "like needs a pattern in quotes");
  }

  @Override
  public Object visitIn(FilterGrammarParser.InContext at) {
    Filter in = new Filter.In(operand(at.expr(0)), literals(at.expr(1)), position(at));
    return at.NOT() == null ? in : new Filter.Not(in, position(at));
  }

  @Override
  public Object visitComparison(FilterGrammarParser.ComparisonContext at) {
    Comparison comparison = comparison(at.op.getText());
    Operand right = operand(at.expr(1));
    return switch (visit(at.expr(0))) {
      case Filter.Compare first ->
          new Filter.And(
              List.of(first, new Filter.Compare(comparison, first.right(), right, position(at))),
              position(at));
      case Filter.And(List<Filter> conditions, int position)
          when conditions.getLast() instanceof Filter.Compare last -> {
        List<Filter> chain = new ArrayList<>(conditions);
        chain.add(new Filter.Compare(comparison, last.right(), right, position(at)));
        yield new Filter.And(chain, position);
      }
      default -> new Filter.Compare(comparison, operand(at.expr(0)), right, position(at));
    };
  }

  private static Comparison comparison(String symbol) {
    return switch (symbol) {
      case "<" -> Comparison.LT;
      case "<=" -> Comparison.LE;
      case ">" -> Comparison.GT;
      case ">=" -> Comparison.GE;
      case "==" -> Comparison.EQ;
      default -> Comparison.NE;
    };
  }

  @Override
  public Object visitNegation(FilterGrammarParser.NegationContext at) {
    return new Filter.Not(condition(at.expr()), position(at));
  }

  @Override
  public Object visitConjunction(FilterGrammarParser.ConjunctionContext at) {
    return new Filter.And(List.of(condition(at.expr(0)), condition(at.expr(1))), position(at));
  }

  @Override
  public Object visitDisjunction(FilterGrammarParser.DisjunctionContext at) {
    return new Filter.Or(List.of(condition(at.expr(0)), condition(at.expr(1))), position(at));
  }

  @Override
  public Object visitCall(FilterGrammarParser.CallContext at) {
    return calls.build(at);
  }

  private Long integer(ParserRuleContext at, String digits) {
    try {
      return Long.valueOf(digits);
    } catch (NumberFormatException e) {
      throw refuse(at, digits + " is no 64-bit integer");
    }
  }

  static int position(ParserRuleContext at) {
    return at.start.getStartIndex();
  }

  EngineException refuse(ParserRuleContext at, String why) {
    return FilterParser.refuse(text, at.start.getLine(), at.start.getCharPositionInLine(), why);
  }
}
