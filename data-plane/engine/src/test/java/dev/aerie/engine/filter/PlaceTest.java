package dev.aerie.engine.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.engine.filter.Operand.FieldRef;
import dev.aerie.engine.filter.Operand.Step;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Indexes of places in JSON are found by the place's text. */
class PlaceTest {
  @Test
  void isAnotherForEachPath() {
    List<List<Step>> paths =
        List.of(
            List.of(key("a"), key("b")),
            List.of(key("a\"][\"b")),
            List.of(key("a\\\"][\\\"b")),
            List.of(key("a\\"), key("b")),
            List.of(key("a"), new Step.Index(0)),
            List.of(key("a\"][0")));

    assertThat(paths.stream().map(path -> new FieldRef("info", path, 0).place()))
        .doesNotHaveDuplicates();
  }

  private static Step key(String name) {
    return new Step.Key(name);
  }
}
