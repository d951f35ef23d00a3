package dev.aerie.engine.filter;

import dev.aerie.engine.filter.Filter.Comparison;
import dev.aerie.engine.filter.Operand.FieldRef;
import dev.aerie.engine.filter.Operand.Literal;
import dev.aerie.engine.schema.CollectionSchema;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.antlr.v4.runtime.ParserRuleContext;

/**
 * Turns a parse tree into a {@link Filter}. One grammar rule serves conditions and values; each
 * visit gives one or the other, and {@link #condition} and {@link #operand} say where which is
 * needed.
 */
final class FilterBuilder extends OperandBuilder {
  private final FilterCalls calls = new FilterCalls(this);

  FilterBuilder(String text, CollectionSchema schema, Map<String, Object> templates) {
    super(text, schema, templates);
  }

  Filter condition(ParserRuleContext at) {
    return switch (visit(at)) {
      case Filter filter -> filter;
      case FieldRef field -> new Filter.Test(field, field.position());
      case Literal(Boolean value, int position) -> new Filter.Constant(value, position);
      default -> throw refuse(at, "a condition is needed here, not a value");
    };
  }

  @Override
  public Object visitExists(FilterGrammarParser.ExistsContext at) {
    return new Filter.Exists(field(at.expr()), position(at));
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

  /** A chain {@code 1 < a < 5} hangs to the left; each of its comparisons has to hold. */
  @Override
  public Object visitComparison(FilterGrammarParser.ComparisonContext at) {
    List<Filter> chain = new ArrayList<>();
    FilterGrammarParser.ExprContext rest = at;
    Operand right = operand(at.expr(1));
    while (rest instanceof FilterGrammarParser.ComparisonContext comparison) {
      rest = comparison.expr(0);
      Operand left =
          operand(
              rest instanceof FilterGrammarParser.ComparisonContext before ? before.expr(1) : rest);
      chain.add(new Filter.Compare(comparison(comparison.op.getText()), left, right, position(at)));
      right = left;
    }
    Collections.reverse(chain);
    return chain.size() == 1 ? chain.getFirst() : new Filter.And(chain, position(at));
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

  /** A chain of one operator hangs to the left: walked, not recursed, as it may be long. */
  @Override
  public Object visitConjunction(FilterGrammarParser.ConjunctionContext at) {
    List<Filter> conditions = new ArrayList<>();
    FilterGrammarParser.ExprContext rest = at;
    while (rest instanceof FilterGrammarParser.ConjunctionContext and) {
      conditions.add(condition(and.expr(1)));
      rest = and.expr(0);
    }
    conditions.add(condition(rest));
    return new Filter.And(conditions.reversed(), position(at));
  }

  @Override
  public Object visitDisjunction(FilterGrammarParser.DisjunctionContext at) {
    List<Filter> conditions = new ArrayList<>();
    FilterGrammarParser.ExprContext rest = at;
    while (rest instanceof FilterGrammarParser.DisjunctionContext or) {
      conditions.add(condition(or.expr(1)));
      rest = or.expr(0);
    }
    conditions.add(condition(rest));
    return new Filter.Or(conditions.reversed(), position(at));
  }

  @Override
  public Object visitCall(FilterGrammarParser.CallContext at) {
    return calls.build(at);
  }
}
