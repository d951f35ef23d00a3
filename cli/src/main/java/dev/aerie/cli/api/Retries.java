package dev.aerie.cli.api;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javax.net.ssl.SSLHandshakeException;

/**
 * Sends a call again, a few times, while no answer comes or one that tells to come later. Only what
 * takes effect once however often it arrives is sent again: GET, and what has an Idempotency-Key,
 * which stays the same. Safe for use by many threads.
 *
 * @param clock for a Retry-After that names a time
 * @param pausing lets this much time pass
 * @param tell is given a line for the person who waits meanwhile
 */
public record Retries(Clock clock, Consumer<Duration> pausing, Consumer<String> tell) {
  private static final Set<Integer> COME_LATER = Set.of(429, 502, 503, 504);
  private static final int MOST_TRIES = 6;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);

  /** Who is asked to wait for longer does something else meanwhile. */
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  /** By the machine's clock. */
  public static Retries telling(Consumer<String> tell) {
    return new Retries(Clock.systemUTC(), Pause::of, tell);
  }

  /** What came of it in the end. */
  Outcome send(HttpRequest request) {
    Outcome outcome = attempt(request, new Outcome(request));
    while (outcome.invitesAnother() && isRepeatable(request) && outcome.tries() < MOST_TRIES) {
      Duration pause = pause(outcome);
      if (pause.compareTo(LONGEST_PAUSE) > 0) {
        return outcome;
      }
      tell.accept("%s The same call is sent again.".formatted(outcome.story()));
      pausing.accept(pause);
      outcome = attempt(request, outcome);
    }
    return outcome;
  }

  private static Outcome attempt(HttpRequest request, Outcome before) {
    try {
      return before.answered(Http.exchange(request));
    } catch (IOException failure) {
      return before.failed(failure);
    }
  }

  private static boolean isRepeatable(HttpRequest request) {
    return request.method().equals("GET")
        || request.headers().firstValue("Idempotency-Key").isPresent();
  }

  static boolean invitesAnother(int status) {
    return COME_LATER.contains(status);
  }

  /** A certificate that is not trusted will not be at the next try. */
  static boolean invitesAnother(IOException failure) {
    return !(failure instanceof SSLHandshakeException);
  }

  private Duration pause(Outcome outcome) {
    Duration growing = FIRST_PAUSE.multipliedBy(1L << (outcome.tries() - 1));
    return outcome
        .header("Retry-After")
        .flatMap(this::span)
        .filter(asked -> asked.compareTo(growing) > 0)
        .orElse(growing);
  }

  /** Seconds or a time; whatever else stands there is as if it did not. */
  private Optional<Duration> span(String text) {
    if (text.matches("[0-9]{1,9}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
    }
    try {
      Instant time = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Optional.of(Duration.between(clock.instant(), time));
    } catch (DateTimeException unreadable) {
      return Optional.empty();
    }
  }
}
