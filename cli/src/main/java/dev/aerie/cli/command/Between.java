package dev.aerie.cli.command;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * What an autoscaler may choose, as {@code MIN-MAX} or one number.
 *
 * @param body as the API has it
 */
record Between(Map<String, Integer> body) {
  private static final Pattern FORM = Pattern.compile("(?<min>[0-9]{1,4})(-(?<max>[0-9]{1,4}))?");

  /** Reads those of a command line. */
  static final class Reader implements ITypeConverter<Between> {
    @Override
    public Between convert(String text) {
      return valueOf(text);
    }
  }

  static Between valueOf(String text) {
    Matcher found = FORM.matcher(text);
    if (!found.matches()) {
      throw new TypeConversionException(
          "%s says nothing to choose from; write MIN-MAX, as in 1-4".formatted(text));
    }
    int least = Integer.parseInt(found.group("min"));
    String most = found.group("max");
    return of(least, most == null ? least : Integer.parseInt(most));
  }

  static Between of(int least, int most) {
    return new Between(Map.of("min", least, "max", most));
  }
}
