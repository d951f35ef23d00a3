package dev.aerie.engine.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aerie.engine.error.EngineException;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchRequestTest {
  @ParameterizedTest
  @CsvSource({
    "1, 10, 0, 16384",
    "64, 10, 0, 16384",
    "1000, 10, 5, 1048",
    "16384, 10, 0, 64",
    "16384, 200, 56, 256",
  })
  void candidatesAreBoundedOverAllVectors(int vectors, int topK, int offset, int most) {
    assertThat(search(vectors, topK, offset).mostCandidates()).isEqualTo(most);
  }

  @Test
  void hitsAreBoundedOverAllVectors() {
    search(1024, 4000, 96).checkHits();
    assertThatThrownBy(() -> search(1024, 4000, 97).checkHits())
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("ask for 4195328 rows");
  }

  private static SearchRequest search(int vectors, int topK, int offset) {
    return SearchRequest.builder("c", Collections.nCopies(vectors, new float[1]), topK)
        .offset(offset)
        .build();
  }
}
