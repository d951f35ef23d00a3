package dev.aerie.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.cli.api.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutputTest {
  private static final List<JsonNode> ROWS =
      List.of(
          Json.read("{\"id\": \"cls_1\", \"at\": {\"name\": \"x\"}, \"endpoint\": null}"),
          Json.read("{\"id\": \"cls_22\", \"at\": {\"name\": \"y\"}, \"endpoint\": \"http://a\"}"));

  @Test
  void tableHasColumnsAsWideAsNeeded() {
    assertThat(printed(Output.Format.table).lines())
        .containsExactly(
            "ID      AT.NAME  ENDPOINT", "cls_1   x        -", "cls_22  y        http://a");
  }

  @Test
  void jsonIsWhatTheControlPlaneSaid() {
    assertThat(Json.read(printed(Output.Format.json)).valueStream().toList()).isEqualTo(ROWS);
  }

  @Test
  void whatIsThereNoMoreIsNotShown() {
    for (Output.Format format : Output.Format.values()) {
      var text = new StringWriter();
      new Output(new PrintWriter(text, true), format).one(Json.read(""), "id");
      assertThat(text.toString()).isEmpty();
    }
  }

  @Test
  void whatBelongsToAThingIsForPeopleOnly() {
    JsonNode quote =
        Json.read(
            "{\"parts\": [{\"item\": \"UNIT_HOUR\"}], \"notes\": [\"A month has 730 hours.\"], \"code\": \"a\\n\"}");
    for (Output.Format format : Output.Format.values()) {
      var text = new StringWriter();
      var output = new Output(new PrintWriter(text, true), format);
      output.more(quote.path("parts"), "item");
      output.notes(quote.path("notes"));
      assertThat(text.toString().lines())
          .containsExactly(
              format == Output.Format.json
                  ? new String[0]
                  : new String[] {"", "ITEM", "UNIT_HOUR", "", "A month has 730 hours."});
      output.raw(quote, "code");
      assertThat(text.toString()).endsWith(format == Output.Format.json ? "}\n" : "a\n");
    }
  }

  private static String printed(Output.Format format) {
    StringWriter text = new StringWriter();
    PrintWriter writer = new PrintWriter(text);
    new Output(writer, format).rows(ROWS, "id", "at.name", "endpoint");
    writer.flush();
    return text.toString();
  }
}
