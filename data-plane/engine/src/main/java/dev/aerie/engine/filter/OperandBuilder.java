package dev.aerie.engine.filter;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.filter.Operand.ArithmeticOperator;
import dev.aerie.engine.filter.Operand.FieldRef;
import dev.aerie.engine.filter.Operand.Literal;
import dev.aerie.engine.filter.Operand.Step;
import dev.aerie.engine.schema.CollectionSchema;
import dev.aerie.engine.text.MatchFields;
import dev.aerie.engine.text.TextAnalyzer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.ParseTree;

/** Turns the values in a parse tree into {@link Operand}s. */
abstract class OperandBuilder extends FilterGrammarBaseVisitor<Object> {
  private final String text;
  private final CollectionSchema schema;
  private final Map<String, Object> templates;
  private int depth;

  OperandBuilder(String text, CollectionSchema schema, Map<String, Object> templates) {
    this.text = text;
    this.schema = schema;
    this.templates = templates;
  }

  /** Long sums and products hang to the left as deep as they are long. */
  @Override
  public final Object visit(ParseTree tree) {
    if (++depth > FilterParser.DEEPEST) {
      throw refuse(
          (ParserRuleContext) tree, "more than " + FilterParser.DEEPEST + " operators in a row");
    }
    Object built = super.visit(tree);
    depth--;
    return built;
  }

  final Operand operand(ParserRuleContext at) {
    return switch (visit(at)) {
      case Operand operand -> operand;
      case Filter.Constant(boolean value, int position) -> new Literal(value, position);
      default -> throw refuse(at, "a value is needed here, not a condition");
    };
  }

  final FieldRef field(ParserRuleContext at) {
    if (visit(at) instanceof FieldRef field) {
      return field;
    }
    throw refuse(at, "the name of a field is needed here");
  }

  /** The analyzer of a field whose words can be matched. */
  final TextAnalyzer analyzer(ParserRuleContext at) {
    FieldRef field = field(at);
    return Optional.of(field)
        .filter(ref -> ref.path().isEmpty())
        .flatMap(ref -> schema.find(ref.field()))
        .flatMap(MatchFields::matcher)
        .orElseThrow(
            () ->
                refuse(
                    at,
                    "field '%s' does not enable match; make it with enable_analyzer and enable_match"
                        .formatted(field.field())));
  }

  final Literal literal(ParserRuleContext at) {
    if (visit(at) instanceof Literal literal) {
      return literal;
    }
    throw refuse(at, "a constant is needed here");
  }

  final List<Literal> literals(ParserRuleContext at) {
    if (literal(at).value() instanceof List<?> values) {
      return values.stream().map(value -> new Literal(value, position(at))).toList();
    }
    throw refuse(at, "a list in [ ] is needed here");
  }

  @Override
  public Object visitParens(FilterGrammarParser.ParensContext at) {
    FilterGrammarParser.ExprContext inside = at.expr();
    while (inside instanceof FilterGrammarParser.ParensContext deeper) {
      inside = deeper.expr();
    }
    return visit(inside);
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
    return Literals.value(at.literal())
        .map(value -> new Literal(value, position(at)))
        .orElseThrow(() -> refuse(at, at.getText() + " is no 64-bit integer"));
  }

  @Override
  public Object visitField(FilterGrammarParser.FieldContext at) {
    List<Step> path = new ArrayList<>();
    at.path().forEach(step -> path.add(step(step)));
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

  private Step step(FilterGrammarParser.PathContext at) {
    if (at.STRING() != null) {
      return new Step.Key(Quotes.unquote(at.STRING().getText()));
    }
    return Literals.integer(at.INTEGER().getText())
        .filter(i -> i <= Integer.MAX_VALUE)
        .map(i -> new Step.Index(i.intValue()))
        .orElseThrow(() -> refuse(at, at.getText() + " is no position in an array"));
  }

  @Override
  public Object visitArray(FilterGrammarParser.ArrayContext at) {
    List<Object> values = at.expr().stream().map(element -> literal(element).value()).toList();
    return new Literal(values, position(at));
  }

  @Override
  public Object visitSign(FilterGrammarParser.SignContext at) {
    boolean negative = at.op.getText().equals("-");
    if (negative && Literals.isSmallestNegated(at.expr())) {
      return new Literal(Long.MIN_VALUE, position(at));
    }
    Operand operand = operand(at.expr());
    if (!negative) {
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

  static int position(ParserRuleContext at) {
    return at.start.getStartIndex();
  }

  final EngineException refuse(ParserRuleContext at, String why) {
    return FilterParser.refuse(text, at.start.getLine(), at.start.getCharPositionInLine(), why);
  }
}
