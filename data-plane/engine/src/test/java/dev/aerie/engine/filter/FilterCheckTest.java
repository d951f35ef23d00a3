package dev.aerie.engine.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.aerie.engine.TestEngine;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterCheckTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "name > 5 | position 0: field 'name' (VARCHAR) cannot be compared with 5 (a number)",
        "id > 0 and id == 'x' | position 11: field 'id' (INT64) cannot be compared with 'x' (a text)",
        "id in [1, 'x'] | position 6: field 'id' (INT64) cannot be compared with 'x' (a text)",
        "vector == 1 | position 0: field 'vector' (FLOAT_VECTOR) cannot stand in a filter",
        "name + 1 == 2 | position 0: arithmetic needs numbers, not field 'name' (VARCHAR)",
        "id % 0 == 2 | position 0: a division by zero",
        "name | position 0: a condition is needed, not field 'name' (VARCHAR)",
        "tags[0] == 1 | position 0: an element of field 'tags' (VARCHAR) cannot be compared with 1",
        "tags['x'] == 1 | position 0: field 'tags' (ARRAY) has elements at one position: tags[0]",
        "id[0] == 1 | position 0: field 'id' (INT64) is no JSON or array",
        "tags < ['a'] | position 0: field 'tags' (ARRAY) has no order: only == and != apply",
        "array_contains(tags, 1) | position 21: an element of field 'tags' (VARCHAR) cannot",
        "array_contains(name, 'a') | position 0: field 'name' (VARCHAR) is no JSON or array",
        "array_length(name) == 1 | position 0: array_length needs an array, not field 'name'",
        "id like 'a%' | position 0: like needs a text, not field 'id' (INT64)",
        "exists id | position 0: exists needs a JSON field, not field 'id' (INT64)",
        "random_sample(0.5) and id > 1 | position 0: random_sample can only be the last",
        "id > 1 or random_sample(0.5) | position 10: random_sample can only be the last",
        "not random_sample(0.5) | position 4: random_sample can only be the last",
        "random_sample(1) | position 0: random_sample needs a fraction between 0 and 1",
      })
  void refusesWhatDoesNotFitTheSchema(String filter, String reason) {
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> FilterCheck.check(TestEngine.filter(filter), TestEngine.schema()))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.FILTER_SYNTAX))
        .withMessageContaining(reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "random_sample(0.5)",
        "id > 1 and random_sample(0.5)",
        "tags == ['a', 'b']",
        "info > 3 and info['a'] like 'x%'",
        "color + 1 in [2]",
        "info['a'] == [1, 2]"
      })
  void acceptsWhatFits(String filter) {
    FilterCheck.check(TestEngine.filter(filter), TestEngine.schema());
  }
}
