package dev.aerie.controlplane.web;

import io.quarkus.logging.LoggingFilter;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtLogRecord;

/**
 * Escapes line breaks and other control characters in what is logged, so that no name, header or
 * answer of another system can look like a line of ours.
 */
@LoggingFilter(name = "one-line")
public final class OneLine implements Filter {
  private static final int DEEPEST = 20;

  @Override
  public boolean isLoggable(LogRecord record) {
    if (record instanceof ExtLogRecord logged) {
      String message = logged.getFormattedMessage();
      if (message != null && isForged(message)) {
        logged.setMessage(escaped(message), ExtLogRecord.FormatStyle.NO_FORMAT);
      }
      if (record.getThrown() != null && !(record.getThrown() instanceof Escaped)) {
        record.setThrown(new Escaped(record.getThrown(), DEEPEST));
      }
    }
    return true;
  }

  private static boolean isForged(String text) {
    return text.chars().anyMatch(OneLine::breaksLine);
  }

  private static boolean breaksLine(int character) {
    return character != '\t' && Character.isISOControl(character)
        || character == '\u2028'
        || character == '\u2029';
  }

  private static String escaped(String text) {
    var safe = new StringBuilder();
    text.chars().forEach(character -> safe.append(escaped(character)));
    return safe.toString();
  }

  private static String escaped(int character) {
    return switch (character) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      default ->
          breaksLine(character)
              ? "\\u%04x".formatted(character)
              : Character.toString((char) character);
    };
  }

  /** An exception that prints as the original, on one line and its frames. */
  private static final class Escaped extends Throwable {
    private final String text;

    Escaped(Throwable original, int depth) {
      super(null, next(original.getCause(), depth), true, true);
      text = escaped(original.toString());
      setStackTrace(original.getStackTrace());
      for (Throwable one : depth == 0 ? new Throwable[0] : original.getSuppressed()) {
        addSuppressed(next(one, depth));
      }
    }

    private static Throwable next(Throwable original, int depth) {
      return original == null || depth == 0 ? null : new Escaped(original, depth - 1);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
