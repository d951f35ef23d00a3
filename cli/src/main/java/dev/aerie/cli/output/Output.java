package dev.aerie.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.cli.api.Json;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Prints what the control plane answered, for people or for programs. */
public record Output(PrintWriter writer, Format format) {

  /** The forms there are. */
  public enum Format {
    /** Columns with a head. */
    table,
    /** The control plane's own JSON. */
    json
  }

  /** Prints rows; a column is a field of each. */
  public void rows(List<JsonNode> rows, String... columns) {
    switch (format) {
      case json -> writer.println(Json.write(rows));
      case table -> table(rows, columns);
    }
  }

  /** Prints one thing; nothing when it is there no more. */
  public void one(JsonNode row, String... columns) {
    if (row.isMissingNode()) {
      return;
    }
    switch (format) {
      case json -> writer.println(Json.write(row));
      case table -> table(List.of(row), columns);
    }
  }

  /** Prints the text of a field as it stands; for programs the whole thing. */
  public void raw(JsonNode row, String field) {
    switch (format) {
      case json -> writer.println(Json.write(row));
      case table -> writer.println(row.path(field).asText().stripTrailing());
    }
  }

  /** Prints lines that were made of a thing; for programs the thing itself. */
  public void lines(JsonNode thing, Stream<String> lines) {
    switch (format) {
      case json -> writer.println(Json.write(thing));
      case table -> lines.forEach(writer::println);
    }
  }

  /** Prints what belongs to the thing above, for people; its JSON has it already. */
  public void more(JsonNode rows, String... columns) {
    if (format == Format.table && !rows.isEmpty()) {
      writer.println();
      table(rows.valueStream().toList(), columns);
    }
  }

  /** Prints sentences about the thing above, for people; its JSON has them already. */
  public void notes(JsonNode sentences) {
    if (format == Format.table && !sentences.isEmpty()) {
      writer.println();
      sentences.forEach(sentence -> writer.println(sentence.asText()));
    }
  }

  private void table(List<JsonNode> rows, String... columns) {
    int[] widths = new int[columns.length];
    for (int i = 0; i < columns.length; i++) {
      widths[i] = columns[i].length();
      for (JsonNode row : rows) {
        widths[i] = Math.max(widths[i], text(row, columns[i]).length());
      }
    }
    line(widths, i -> columns[i].toUpperCase(Locale.ROOT));
    rows.forEach(row -> line(widths, i -> text(row, columns[i])));
  }

  private void line(int[] widths, java.util.function.IntFunction<String> cell) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String text = cell.apply(i);
      line.append(text).repeat(' ', widths[i] - text.length() + 2);
    }
    writer.println(line.toString().stripTrailing());
  }

  private static String text(JsonNode row, String column) {
    JsonNode value = row.at("/" + column.replace('.', '/'));
    if (value.isArray()) {
      return value.valueStream().map(JsonNode::asText).collect(Collectors.joining(","));
    }
    return value.isMissingNode() || value.isNull() ? "-" : value.asText(value.toString());
  }
}
