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
 * What a file of this package says of properties: of a property of one schema, else of the schema
 * it is like, else of all properties with its name.
 */
record PropertyTexts(Map<String, String> texts) {

  /** Copies the map. */
  PropertyTexts {
    texts = Map.copyOf(texts);
  }

  /** Those of a file. */
  static PropertyTexts read(String file) {
    var read = new Properties();
    try (InputStream opened = PropertyTexts.class.getResourceAsStream(file)) {
      read.load(new InputStreamReader(opened, StandardCharsets.UTF_8));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    return new PropertyTexts(
        read.stringPropertyNames().stream()
            .collect(Collectors.toMap(name -> name, read::getProperty)));
  }

  /** Of a schema by itself. */
  Optional<String> of(String name) {
    return Optional.ofNullable(texts.get(name));
  }

  /** Of a property of a schema. */
  Optional<String> of(String schema, String property) {
    return of(schema + "." + property)
        .or(() -> of(schema).flatMap(like -> of(like + "." + property)))
        .or(() -> of(property));
  }
}
