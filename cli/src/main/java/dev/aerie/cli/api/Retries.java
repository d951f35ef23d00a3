package dev.aerie.cli.api;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import javax.net.ssl.SSLHandshakeException;

/**
 * Sends a call again as docs/api.md has it, while no answer comes or one that tells to come later.
 * What may have been done is sent again only when it takes effect once however often it arrives:
 * GET, DELETE, and what has an Idempotency-Key, which stays the same, or If-Match. Safe for use by
 * many threads.
 *
 * @param clock for a Retry-After that names a time
 * @param chance between 0 and 1; makes pauses of many who wait differ
 * @param pausing lets this much time pass
 * @param tell is given a line for the person who waits meanwhile
 */
public record Retries(
    Clock clock, DoubleSupplier chance, Consumer<Duration> pausing, Consumer<String> tell) {
  static final int MOST_TRIES = 9;
  static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  /** Who is asked to wait for longer does something else meanwhile. */
  static final Duration LONGEST_ASKED = Duration.ofSeconds(60);

  private static final int TOO_MANY = 429;
  private static final Set<Integer> COME_LATER = Set.of(TOO_MANY, 502, 503, 504);
  private static final Set<String> ONCE_BY_THEMSELVES = Set.of("GET", "DELETE");
  private static final List<String> ONCE_BY_HEADER = List.of("Idempotency-Key", "If-Match");

  /** By the machine's clock. */
  public static Retries telling(Consumer<String> tell) {
    return new Retries(Clock.systemUTC(), Math::random, Pause::of, tell);
  }

  /** What came of it in the end. */
  Outcome send(HttpRequest request) {
    Outcome outcome = attempt(request, new Outcome(request));
    while (outcome.invitesAnother() && mayRepeat(outcome) && outcome.tries() < MOST_TRIES) {
      Duration pause = pause(outcome);
      if (pause.compareTo(LONGEST_ASKED) > 0) {
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

  /** What was refused as too much has not been done. */
  private static boolean mayRepeat(Outcome outcome) {
    return outcome.answer().filter(one -> one.statusCode() == TOO_MANY).isPresent()
        || takesEffectOnce(outcome.request());
  }

  private static boolean takesEffectOnce(HttpRequest request) {
    return ONCE_BY_THEMSELVES.contains(request.method())
        || ONCE_BY_HEADER.stream().anyMatch(name -> request.headers().map().containsKey(name));
  }

  static boolean invitesAnother(int status) {
    return COME_LATER.contains(status);
  }

  /** A certificate that is not trusted will not be at the next try. */
  static boolean invitesAnother(IOException failure) {
    return !(failure instanceof SSLHandshakeException);
  }

  private Duration pause(Outcome outcome) {
    long most = Math.min(FIRST_PAUSE.toMillis() << (outcome.tries() - 1), LONGEST_PAUSE.toMillis());
    Duration own = Duration.ofMillis(Math.round(most * (1 + chance.getAsDouble()) / 2));
    return outcome
        .header("Retry-After")
        .flatMap(this::span)
        .filter(asked -> asked.compareTo(own) > 0)
        .orElse(own);
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
