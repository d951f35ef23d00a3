package dev.aerie.cli.command;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A collection to take from a backup, as {@code [DATABASE/]NAME[=NEW]}.
 *
 * @param body as the API has it
 */
record TakenCollection(Map<String, String> body) {
  private static final Pattern FORM =
      Pattern.compile("((?<database>[^/=]+)/)?(?<name>[^/=]+)(=(?<newName>[^/=]+))?");

  /** Reads those of a command line. */
  static final class Reader implements ITypeConverter<TakenCollection> {
    @Override
    public TakenCollection convert(String text) {
      return valueOf(text);
    }
  }

  static TakenCollection valueOf(String text) {
    Matcher found = FORM.matcher(text);
    if (!found.matches()) {
      throw new TypeConversionException(
          "%s is no collection to take; write NAME, DATABASE/NAME or either with =NEW behind it"
              .formatted(text));
    }
    Map<String, String> body = new HashMap<>();
    for (String part : new String[] {"database", "name", "newName"}) {
      Optional.ofNullable(found.group(part)).ifPresent(value -> body.put(part, value));
    }
    return new TakenCollection(Map.copyOf(body));
  }
}
