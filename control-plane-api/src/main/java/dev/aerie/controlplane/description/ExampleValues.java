package dev.aerie.controlplane.description;

import java.util.Optional;

/** Examples of schemas, properties and answers, from {@code examples.properties}. */
public final class ExampleValues {
  /** A property that examples leave out. */
  public static final String LEFT_OUT = "-";

  private static final String FILE = "examples.properties";

  private final PropertyTexts texts;

  private ExampleValues(PropertyTexts texts) {
    this.texts = texts;
  }

  /** Those of the file. */
  public static ExampleValues read() {
    return new ExampleValues(PropertyTexts.read(FILE));
  }

  /** The example of a schema by itself, or of an operation's answer that is no JSON. */
  public Optional<String> of(String name) {
    return texts.of(name);
  }

  /** The example of a property. */
  public Optional<String> of(String schema, String property) {
    return texts.of(schema, property);
  }
}
