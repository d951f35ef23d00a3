package dev.aerie.engine.text;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;

/**
 * How texts are split into words: a tokenizer and filters of its words, one after the other.
 * Immutable; {@link #open} gives what does the work.
 */
public final class TextAnalyzer {
  private final String definition;
  private final Supplier<Tokenizer> tokenizer;
  private final List<UnaryOperator<TokenStream>> filters;

  /**
   * @param definition the parameters it was made from
   */
  TextAnalyzer(
      String definition, Supplier<Tokenizer> tokenizer, List<UnaryOperator<TokenStream>> filters) {
    this.definition = definition;
    this.tokenizer = tokenizer;
    this.filters = List.copyOf(filters);
  }

  /** The words of a text. */
  public List<Token> tokens(String text) {
    return open().tokens(text);
  }

  /** The words of a text as they are compared, in order. */
  public List<String> terms(String text) {
    return tokens(text).stream().map(Token::term).toList();
  }

  /** A splitter for many texts, one after the other; not thread-safe. */
  public Splitter open() {
    Tokenizer source = tokenizer.get();
    TokenStream words = source;
    for (UnaryOperator<TokenStream> filter : filters) {
      words = filter.apply(words);
    }
    return new Splitter(source, words);
  }

  /** Analyzers made from equal parameters are equal. */
  @Override
  public boolean equals(Object other) {
    return other instanceof TextAnalyzer analyzer && analyzer.definition.equals(definition);
  }

  @Override
  public int hashCode() {
    return definition.hashCode();
  }

  @Override
  public String toString() {
    return "analyzer " + definition;
  }

  /** Splits texts; not thread-safe. */
  public static final class Splitter {
    private final Tokenizer source;
    private final TokenStream words;
    private final CharTermAttribute term;
    private final OffsetAttribute offset;
    private final PositionIncrementAttribute increment;

    private Splitter(Tokenizer source, TokenStream words) {
      this.source = source;
      this.words = words;
      this.term = words.addAttribute(CharTermAttribute.class);
      this.offset = words.addAttribute(OffsetAttribute.class);
      this.increment = words.addAttribute(PositionIncrementAttribute.class);
    }

    /** The words of a text. */
    public List<Token> tokens(String text) {
      List<Token> tokens = new ArrayList<>();
      int position = -1;
      try {
        source.setReader(new StringReader(text));
        words.reset();
        while (words.incrementToken()) {
          position += increment.getPositionIncrement();
          tokens.add(
              new Token(term.toString(), position, offset.startOffset(), offset.endOffset()));
        }
        words.end();
        words.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return tokens;
    }
  }
}
