package dev.aerie.cli;

/** Something the person at the terminal can act on; the message says what to do. */
public final class CliException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With what happened and what to do next. */
  public CliException(String message) {
    super(message);
  }
}
