package dev.aerie.engine.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.FilteringTokenFilter;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.miscellaneous.LengthFilter;
import org.apache.lucene.analysis.snowball.SnowballFilter;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/** The filters of an analyzer: they change words or leave some out. */
final class WordFilters {
  private static final String ENGLISH = "_english_";
  private static final Set<String> LANGUAGES =
      Set.of(
          "arabic",
          "danish",
          "dutch",
          "english",
          "finnish",
          "french",
          "german",
          "greek",
          "hungarian",
          "italian",
          "norwegian",
          "portuguese",
          "romanian",
          "russian",
          "spanish",
          "swedish",
          "tamil",
          "turkish");

  private WordFilters() {}

  /** A filter by its name, or by an object with its type and parameters. */
  static UnaryOperator<TokenStream> of(JsonNode filter) {
    String name = filter.isObject() ? filter.path("type").asText() : filter.asText();
    return switch (name) {
      case "lowercase" -> LowerCaseFilter::new;
      case "asciifolding" -> ASCIIFoldingFilter::new;
      case "alphanumonly" -> AlphanumericOnly::new;
      case "stop" -> stop(filter.path("stop_words"));
      case "length" -> length(filter.path("max").asInt(0));
      case "stemmer" -> stemmer(filter.path("language").asText());
      default ->
          throw Analyzers.unsupported(
              "analyzer filter '%s'; use lowercase, asciifolding, alphanumonly, stop, length or"
                  + " stemmer",
              name);
    };
  }

  /** Leaves out the words of a list, or of one text; {@code _english_} stands for many. */
  static UnaryOperator<TokenStream> stop(JsonNode words) {
    CharArraySet stops = new CharArraySet(words.size(), false);
    for (JsonNode word : words.isArray() ? words : List.of(words)) {
      if (!word.isTextual()) {
        throw Analyzers.invalid("stop_words has to be a list of words, not " + words);
      }
      if (word.asText().equals(ENGLISH)) {
        stops.addAll(EnglishAnalyzer.ENGLISH_STOP_WORDS_SET);
      } else {
        stops.add(word.asText());
      }
    }
    return stream -> new StopFilter(stream, stops);
  }

  private static UnaryOperator<TokenStream> length(int most) {
    if (most < 1) {
      throw Analyzers.invalid("the filter length needs max, a number of 1 or more");
    }
    return stream -> new LengthFilter(stream, 0, most);
  }

  private static UnaryOperator<TokenStream> stemmer(String language) {
    String lower = language.toLowerCase(Locale.ROOT);
    if (!LANGUAGES.contains(lower)) {
      throw Analyzers.unsupported("stemmer language '%s'", language);
    }
    String name = Character.toUpperCase(lower.charAt(0)) + lower.substring(1);
    return stream -> new SnowballFilter(stream, name);
  }

  /** Leaves out words with anything but ASCII letters and digits. */
  private static final class AlphanumericOnly extends FilteringTokenFilter {
    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);

    AlphanumericOnly(TokenStream words) {
      super(words);
    }

    @Override
    protected boolean accept() {
      return term.chars().allMatch(c -> c < 128 && Character.isLetterOrDigit(c));
    }
  }
}
