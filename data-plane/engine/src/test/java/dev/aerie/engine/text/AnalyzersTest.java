package dev.aerie.engine.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.aerie.engine.error.EngineException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnalyzersTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``| The Quick-brown föx, 3.5 times! | the quick brown föx 3.5 times",
        "{} | It's A.I. | it's a.i",
        "{'type': 'standard', 'stop_words': ['of']} | The end of it | the end it",
        "{'type': 'english'} | The runners are running quickly | runner run quick",
        "{'type': 'english', 'stop_words': ['run']} | run and runs | run",
        "{'tokenizer': 'standard'} | The END | The END",
        "{'tokenizer': 'whitespace', 'filter': ['lowercase']} | The q-b! | the q-b!",
        "{'tokenizer': 'standard', 'filter': ['asciifolding', 'alphanumonly']} | Ärger über 東 | Arger uber",
        "{'tokenizer': 'standard', 'filter': [{'type': 'length', 'max': 3}]} | one three six | one six",
        "{'tokenizer': 'standard', 'filter': [{'type': 'stop', 'stop_words': ['_english_', 'x']}]} | the x y | y",
        "{'tokenizer': 'standard', 'filter': ['lowercase', {'type': 'stemmer', 'language': 'german'}]} | Häuser | haus",
      })
  void splitsTexts(String parameters, String text, String words) {
    assertThat(Analyzers.of(parameters.replace('\'', '"')).terms(text))
        .containsExactly(words.split(" "));
  }

  @Test
  void wordsKnowTheirPlaceAndLeaveGaps() {
    assertThat(Analyzers.of("{\"type\": \"english\"}").tokens("cats in the boxes"))
        .containsExactly(new Token("cat", 0, 0, 4), new Token("box", 3, 12, 17));
  }

  @Test
  void analyzersOfTheSameParametersAreEqual() {
    assertThat(Analyzers.of("{\"type\":\"english\"}"))
        .isEqualTo(Analyzers.of("{ \"type\": \"english\" }"))
        .isNotEqualTo(Analyzers.of(""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'type': 'chinese'} | does not support the analyzer 'chinese'; use standard or english",
        "{'tokenizer': 'jieba'} | does not support the tokenizer 'jieba'; use standard or whitespace",
        "{'tokenizer': 'standard', 'filter': ['pinyin']} | the analyzer filter 'pinyin'; use",
        "{'tokenizer': 'standard', 'filter': [{'type': 'stemmer', 'language': 'klingon'}]} | 'klingon'",
        "{'tokenizer': 'standard', 'filter': [{'type': 'length'}]} | the filter length needs max",
        "{'type': 'standard', 'filter': []} | has no parameter 'filter' here",
        "{'type': 'standard', 'stop_words': 5} | stop_words has to be a list of words",
        "[1] | has to be a JSON object",
        "{oops | is no JSON",
      })
  void namesWhatItDoesNotKnow(String parameters, String reason) {
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> Analyzers.of(parameters.replace('\'', '"')))
        .withMessageContaining(reason);
  }
}
