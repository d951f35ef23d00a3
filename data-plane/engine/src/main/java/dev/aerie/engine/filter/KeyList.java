package dev.aerie.engine.filter;

import dev.aerie.engine.filter.Operand.FieldRef;
import dev.aerie.engine.filter.Operand.Literal;
import dev.aerie.engine.schema.CollectionSchema;
import dev.aerie.engine.schema.FieldSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads {@code key in [..]}, what clients make of the primary keys of a delete or get: these may be
 * many, and the grammar takes hundreds of bytes of memory for each. Not thread-safe.
 */
final class KeyList {
  private static final String IN = "in";

  private final String text;
  private int at;

  private KeyList(String text) {
    this.text = text;
  }

  /**
   * The condition that the grammar would read as well.
   *
   * @return empty for a text of any other form: the grammar says what it is
   */
  static Optional<Filter> read(String text, CollectionSchema schema) {
    return schema.fields().stream()
        .filter(FieldSchema::primaryKey)
        .findFirst()
        .flatMap(key -> new KeyList(text).read(key.name()));
  }

  private Optional<Filter> read(String key) {
    skipSpace();
    int position = at;
    if (!text.startsWith(key, at)) {
      return Optional.empty();
    }
    at += key.length();
    int end = at;
    skipSpace();
    if (at == end || !text.regionMatches(true, at, IN, 0, IN.length())) {
      return Optional.empty();
    }
    at += IN.length();
    skipSpace();
    return literals()
        .map(literals -> new Filter.In(new FieldRef(key, List.of(), position), literals, position));
  }

  private Optional<List<Literal>> literals() {
    int position = at;
    List<Literal> literals = new ArrayList<>();
    if (!skip('[')) {
      return Optional.empty();
    }
    do {
      skipSpace();
      Optional<Object> value = value();
      if (value.isEmpty()) {
        return Optional.empty();
      }
      literals.add(new Literal(value.get(), position));
      skipSpace();
    } while (skip(','));
    if (!skip(']')) {
      return Optional.empty();
    }
    skipSpace();
    return at == text.length() ? Optional.of(literals) : Optional.empty();
  }

  private Optional<Object> value() {
    char first = here();
    return first == '"' || first == '\'' ? quoted(first) : number();
  }

  private Optional<Object> quoted(char quote) {
    int begin = at++;
    while (at < text.length() && text.charAt(at) != quote) {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    if (at >= text.length()) {
      return Optional.empty();
    }
    at++;
    return Optional.of(Quotes.unquote(text.substring(begin, at)));
  }

  /** Decimals alone: a leading zero makes octal numbers. */
  private Optional<Object> number() {
    int begin = at;
    skip('-');
    int digits = at;
    while (here() >= '0' && here() <= '9') {
      at++;
    }
    if (at == digits || (text.charAt(digits) == '0' && at > digits + 1)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Long.parseLong(text, begin, at, 10));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** The next character; 0 at the end. */
  private char here() {
    return at < text.length() ? text.charAt(at) : 0;
  }

  private boolean skip(char c) {
    if (here() != c) {
      return false;
    }
    at++;
    return true;
  }

  private void skipSpace() {
    while (here() == ' ' || here() == '\t' || here() == '\r' || here() == '\n') {
      at++;
    }
  }
}
