package dev.aerie.operator.schedule;

/** A schedule or time zone that the API server let through but that means nothing. */
public final class InvalidScheduleException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  InvalidScheduleException(String message, Throwable cause) {
    super(message, cause);
  }
}
