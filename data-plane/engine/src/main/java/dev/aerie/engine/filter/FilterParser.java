package dev.aerie.engine.filter;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.schema.CollectionSchema;
import java.util.Map;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;

/** Reads conditions in Milvus's filter language. Stateless. */
public final class FilterParser {
  private static final int MOST_CHARACTERS = 1 << 20;

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
    if (text.length() > MOST_CHARACTERS) {
      throw new EngineException(
          ErrorCode.FILTER_SYNTAX, "a filter has at most " + MOST_CHARACTERS + " characters");
    }
    FilterGrammarLexer lexer = new FilterGrammarLexer(CharStreams.fromString(text));
    FilterGrammarParser parser = new FilterGrammarParser(new CommonTokenStream(lexer));
    SyntaxRefusal refusal = new SyntaxRefusal(text);
    lexer.removeErrorListeners();
    lexer.addErrorListener(refusal);
    parser.removeErrorListeners();
    parser.addErrorListener(refusal);
    return new FilterBuilder(text, schema, templates).condition(parser.filter().expr());
  }

  static EngineException refuse(String text, int line, int column, String why) {
    return new EngineException(
        ErrorCode.FILTER_SYNTAX,
        "cannot parse filter '%s': line %d, column %d: %s".formatted(text, line, column + 1, why));
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
      throw refuse(text, line, column, message);
    }
  }
}
