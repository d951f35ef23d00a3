package dev.aerie.server.bulk;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.server.rowfile.CsvStyle;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a caller says of how to import.
 *
 * @param timeout of the whole job, from its creation on
 */
record ImportOptions(Optional<Duration> timeout, CsvStyle csv) {
  /** Id of a job to be ended, instead of files. */
  static final String CANCEL = "cancel";

  private static final String TIMEOUT = "timeout";
  private static final String SEPARATOR = "sep";
  private static final String NULL_TEXT = "nullkey";

  /** Asks for nothing here: disks are not accounted, and jobs always commit by themselves. */
  private static final Set<String> IGNORED = Set.of("skip_disk_quota_check", "auto_commit");

  /**
   * @throws EngineException {@link ErrorCode#INVALID_ARGUMENT}, {@link ErrorCode#UNSUPPORTED}
   */
  static ImportOptions of(Map<String, String> options) {
    for (String name : options.keySet()) {
      if (!Set.of(TIMEOUT, SEPARATOR, NULL_TEXT).contains(name) && !IGNORED.contains(name)) {
        throw new EngineException(
            ErrorCode.UNSUPPORTED, "import option '%s' is not supported".formatted(name));
      }
    }
    String separator =
        options.getOrDefault(SEPARATOR, Character.toString(CsvStyle.DEFAULT.separator()));
    if (separator.length() != 1 || "\"\r\n\0".contains(separator)) {
      throw new EngineException(
          ErrorCode.INVALID_ARGUMENT,
          "sep has to be one character and neither a quote nor a line's end");
    }
    return new ImportOptions(
        Optional.ofNullable(options.get(TIMEOUT)).map(ImportOptions::duration),
        new CsvStyle(
            separator.charAt(0), options.getOrDefault(NULL_TEXT, CsvStyle.DEFAULT.nullText())));
  }

  /** The id of a job, as text. */
  static long id(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new EngineException(
          ErrorCode.INVALID_ARGUMENT, "'%s' is no id of an import job".formatted(text), e);
    }
  }

  private static Duration duration(String text) {
    try {
      return Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
    } catch (DateTimeParseException e) {
      throw new EngineException(
          ErrorCode.INVALID_ARGUMENT,
          "timeout '%s' is no duration such as 300s or 1h30m".formatted(text),
          e);
    }
  }
}
