package dev.aerie.engine.filter;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.schema.CollectionSchema;
import java.util.Map;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenStream;
import org.antlr.v4.runtime.misc.IntervalSet;

/** Reads conditions in Milvus's filter language. Stateless. */
public final class FilterParser {
  private static final int MOST_CHARACTERS = 1 << 20;

  /** Of a list of primary keys; as long as a message of Milvus's. */
  private static final int MOST_CHARACTERS_OF_KEYS = 64 << 20;

  /** Deeper nesting could overflow the stack of a small thread. */
  static final int DEEPEST = 256;

  /** Longer filters are cut in messages. */
  private static final int QUOTED_CHARACTERS = 200;

  private FilterParser() {}

  /**
   * The condition that a text states.
   *
   * @param schema names that are none of its fields are keys of the dynamic field, if it has one
   * @param templates values of {@code {name}}: Boolean, Long, Double, String or lists of these
   * @throws EngineException {@link ErrorCode#FILTER_SYNTAX} with line and column, both counted from
   *     1
   */
  public static Filter parse(String text, CollectionSchema schema, Map<String, Object> templates) {
    requireAtMost(MOST_CHARACTERS_OF_KEYS, text);
    return KeyList.read(text, schema).orElseGet(() -> parsed(text, schema, templates));
  }

  static Filter parsed(String text, CollectionSchema schema, Map<String, Object> templates) {
    requireAtMost(MOST_CHARACTERS, text);
    FilterGrammarLexer lexer = new FilterGrammarLexer(CharStreams.fromString(text));
    FilterGrammarParser parser = new BoundedParser(text, new CommonTokenStream(lexer));
    SyntaxRefusal refusal = new SyntaxRefusal(text);
    lexer.removeErrorListeners();
    lexer.addErrorListener(refusal);
    parser.removeErrorListeners();
    parser.addErrorListener(refusal);
    return new FilterBuilder(text, schema, templates).condition(parser.filter().expr());
  }

  private static void requireAtMost(int most, String text) {
    if (text.length() > most) {
      throw new EngineException(
          ErrorCode.FILTER_SYNTAX, "a filter has at most " + most + " characters");
    }
  }

  static EngineException refuse(String text, int line, int column, String why) {
    String quoted =
        text.length() <= QUOTED_CHARACTERS ? text : text.substring(0, QUOTED_CHARACTERS) + "…";
    return new EngineException(
        ErrorCode.FILTER_SYNTAX,
        "cannot parse filter '%s': line %d, column %d: %s"
            .formatted(quoted, line, column + 1, why));
  }

  /** Refuses nesting before it overflows the stack. */
  private static final class BoundedParser extends FilterGrammarParser {
    private final String text;
    private int depth;

    BoundedParser(String text, TokenStream tokens) {
      super(tokens);
      this.text = text;
    }

    @Override
    public void enterRecursionRule(
        ParserRuleContext context, int state, int ruleIndex, int precedence) {
      if (++depth > DEEPEST) {
        Token at = getCurrentToken();
        throw refuse(
            text,
            at.getLine(),
            at.getCharPositionInLine(),
            "nested more than %d deep; write long lists with 'in [...]'".formatted(DEEPEST));
      }
      super.enterRecursionRule(context, state, ruleIndex, precedence);
    }

    @Override
    public void unrollRecursionContexts(ParserRuleContext parent) {
      depth--;
      super.unrollRecursionContexts(parent);
    }
  }

  private static final class SyntaxRefusal extends BaseErrorListener {
    private final String text;

    SyntaxRefusal(String text) {
      this.text = text;
    }

    @Override
    public void syntaxError(
        Recognizer<?, ?> recognizer,
        Object symbol,
        int line,
        int column,
        String message,
        RecognitionException cause) {
      throw refuse(text, line, column, reason(recognizer, symbol));
    }

    private String reason(Recognizer<?, ?> recognizer, Object symbol) {
      if (!(recognizer instanceof Parser parser) || !(symbol instanceof Token token)) {
        return "a character that has no meaning here, or a text whose quote is not closed";
      }
      String found = token.getType() == Token.EOF ? "the end" : "'" + token.getText() + "'";
      return "%s is expected here, not %s%s"
          .formatted(
              expected(parser),
              found,
              token.getText().equals("=") ? "; values are compared with ==" : "");
    }

    private static String expected(Parser parser) {
      IntervalSet tokens = parser.getExpectedTokens();
      if (tokens.contains(FilterGrammarParser.OPEN)) {
        return "a value or condition";
      }
      if (tokens.contains(Token.EOF)) {
        return "an operator or the end";
      }
      return tokens.toString(parser.getVocabulary());
    }
  }
}
