package dev.aerie.cli.command;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A place that a key opens, as {@code DATABASE[/COLLECTION][:READ]}.
 *
 * @param body as the API has it
 */
record Scope(Map<String, String> body) {
  private static final Pattern FORM =
      Pattern.compile("(?<database>[^/:]+)(/(?<collection>[^/:]+))?(?<read>:READ)?");

  /** Reads those of a command line. */
  static final class Reader implements ITypeConverter<Scope> {
    @Override
    public Scope convert(String text) {
      return valueOf(text);
    }
  }

  static Scope valueOf(String text) {
    Matcher found = FORM.matcher(text);
    if (!found.matches()) {
      throw new TypeConversionException(
          "%s is no scope; write DATABASE, DATABASE/COLLECTION or either with :READ behind it"
              .formatted(text));
    }
    Map<String, String> body = new HashMap<>();
    body.put("database", found.group("database"));
    body.put("access", found.group("read") == null ? "READ_WRITE" : "READ");
    if (found.group("collection") != null) {
      body.put("collection", found.group("collection"));
    }
    return new Scope(Map.copyOf(body));
  }
}
