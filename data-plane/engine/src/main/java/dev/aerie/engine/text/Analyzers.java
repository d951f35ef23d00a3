package dev.aerie.engine.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.core.WhitespaceTokenizer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.snowball.SnowballFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;

/**
 * Analyzers from the parameters clients give: a built-in one, {@code {"type": "english",
 * "stop_words": [...]}}, or {@code {"tokenizer": "standard", "filter": ["lowercase", {"type":
 * "stop", "stop_words": [...]}]}}.
 */
public final class Analyzers {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Analyzers() {}

  /**
   * The analyzer that parameters describe.
   *
   * @param parameters a JSON object; an empty text is the standard analyzer
   * @throws EngineException {@link ErrorCode#INVALID_ARGUMENT} or {@link ErrorCode#UNSUPPORTED}
   *     naming what is not understood
   */
  public static TextAnalyzer of(String parameters) {
    JsonNode given = read(parameters);
    if (!given.isObject()) {
      throw invalid("analyzer_params has to be a JSON object, not " + given);
    }
    boolean custom = given.has("tokenizer");
    for (String name : (Iterable<String>) given::fieldNames) {
      boolean known =
          custom
              ? List.of("tokenizer", "filter").contains(name)
              : List.of("type", "stop_words").contains(name);
      if (!known) {
        throw invalid("analyzer_params has no parameter '" + name + "' here");
      }
    }
    return custom ? custom(given) : builtIn(given);
  }

  private static JsonNode read(String parameters) {
    if (parameters.isBlank()) {
      return JsonNodeFactory.instance.objectNode();
    }
    try {
      return JSON.readTree(parameters);
    } catch (JsonProcessingException e) {
      throw invalid("analyzer_params is no JSON: " + e.getOriginalMessage());
    }
  }

  private static TextAnalyzer builtIn(JsonNode given) {
    String type = given.path("type").asText("standard");
    List<UnaryOperator<TokenStream>> filters = new ArrayList<>();
    filters.add(LowerCaseFilter::new);
    switch (type) {
      case "standard" -> {}
      case "english" ->
          filters.add(words -> new StopFilter(words, EnglishAnalyzer.ENGLISH_STOP_WORDS_SET));
      default -> throw unsupported("analyzer '%s'; use standard or english", type);
    }
    if (given.has("stop_words")) {
      filters.add(WordFilters.stop(given.path("stop_words")));
    }
    if (type.equals("english")) {
      filters.add(words -> new SnowballFilter(words, "English"));
    }
    return new TextAnalyzer(given.toString(), StandardTokenizer::new, filters);
  }

  private static TextAnalyzer custom(JsonNode given) {
    JsonNode named = given.path("tokenizer");
    String name = named.isObject() ? named.path("type").asText() : named.asText();
    Supplier<Tokenizer> tokenizer =
        switch (name) {
          case "standard" -> StandardTokenizer::new;
          case "whitespace" -> WhitespaceTokenizer::new;
          default -> throw unsupported("tokenizer '%s'; use standard or whitespace", name);
        };
    List<UnaryOperator<TokenStream>> filters = new ArrayList<>();
    given.path("filter").forEach(filter -> filters.add(WordFilters.of(filter)));
    return new TextAnalyzer(given.toString(), tokenizer, filters);
  }

  static EngineException invalid(String what) {
    return new EngineException(ErrorCode.INVALID_ARGUMENT, what);
  }

  static EngineException unsupported(String what, String name) {
    return new EngineException(
        ErrorCode.UNSUPPORTED, "this server does not support the " + what.formatted(name));
  }
}
