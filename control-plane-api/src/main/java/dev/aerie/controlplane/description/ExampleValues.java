package dev.aerie.controlplane.description;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * Examples of properties, from {@code examples.properties}: of a property of one schema, else of
 * the schema it is like, else of all properties with its name.
 */
public record ExampleValues(Map<String, String> texts) {
  /** A property that examples leave out. */
  public static final String LEFT_OUT = "-";

  private static final String FILE = "examples.properties";

  /** Copies the map. */
  public ExampleValues {
    texts = Map.copyOf(texts);
  }

  /** Those of the file. */
  public static ExampleValues read() {
    var read = new Properties();
    try (InputStream file = ExampleValues.class.getResourceAsStream(FILE)) {
      read.load(new InputStreamReader(file, StandardCharsets.UTF_8));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    return new ExampleValues(
        read.stringPropertyNames().stream()
            .collect(Collectors.toMap(name -> name, read::getProperty)));
  }

  /** The example of a schema by itself, or of an operation's answer that is no JSON. */
  public Optional<String> of(String name) {
    return Optional.ofNullable(texts.get(name));
  }

  /** The example of a property. */
  public Optional<String> of(String schema, String property) {
    return of(schema + "." + property)
        .or(() -> of(schema).flatMap(like -> of(like + "." + property)))
        .or(() -> of(property));
  }
}
