package dev.aerie.engine.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhraseTest {
  @ParameterizedTest
  @CsvSource({
    "standard, a b c, b c, 0, true",
    "standard, a b c, a c, 0, false",
    "standard, a b c, a c, 1, true",
    "standard, a b c, c a, 9, false",
    "standard, a x b x c, a b c, 1, false",
    "standard, a x b x c, a b c, 2, true",
    "standard, a x x b a b, a b, 0, true",
    "standard, a a b, a a b, 0, true",
    "standard, a b, a a b, 9, false",
    "standard, a b c, b, 0, true",
    "standard, a b c, !, 0, false",
    "standard, '', a, 0, false",
    // the words left out keep their places
    "english, cats in the box, cat in a box, 0, true",
    "english, cats in the box, cat box, 0, false",
    "english, cats in the box, cat box, 2, true",
    "english, cats box, cat in the box, 9, false",
  })
  void findsWordsInOrder(String type, String text, String words, int slop, boolean found) {
    TextAnalyzer analyzer = Analyzers.of("{\"type\": \"" + type + "\"}");
    Phrase phrase = new Phrase(analyzer.tokens(words), slop);
    assertThat(phrase.occursIn(analyzer.tokens(text))).isEqualTo(found);
  }
}
