package dev.aerie.operator.idle;

import dev.aerie.crds.IdleState;
import dev.aerie.crds.Idleness;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * When a cluster falls asleep and when it is woken: a pure function. A call that nobody could check
 * wakes it; so the more often in a row none with a valid key came of that, the longer it is left
 * asleep, and the shorter it stays awake for nothing.
 */
public final class Drowsiness {

  /** How long a cluster is awake at most that was woken and then not called with a valid key. */
  static final Duration FRUITLESS_LIMIT = Duration.ofMinutes(5);

  private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
  private static final int MOST_DOUBLINGS = 6;

  private Drowsiness() {}

  /** What follows from a situation. */
  public static Idleness decide(IdleSituation situation) {
    return switch (situation.before().state()) {
      case UNWATCHED, CALLED, QUIET, DATA_MISSING, FALLING_ASLEEP -> awake(situation);
      case ASLEEP -> asleep(situation);
      case WAKING -> waking(situation);
    };
  }

  private static Idleness awake(IdleSituation situation) {
    Idleness before = situation.before();
    Watch watch = situation.watch();
    int fruitless = watch.admitted() ? 0 : before.fruitlessWakes();
    if (!watch.complete()) {
      return new Idleness(
          IdleState.DATA_MISSING,
          before.since(),
          before.lastCallAt(),
          fruitless,
          "No pod is asleep or put to sleep: not every pod tells what calls it has answered.");
    }
    Duration limit =
        fruitless > 0 ? shorter(situation.limit(), FRUITLESS_LIMIT) : situation.limit();
    Duration quiet = Duration.between(watch.lastCallAt(), situation.now());
    if (quiet.compareTo(limit.dividedBy(2)) < 0) {
      return new Idleness(
          IdleState.CALLED, before.since(), "", fruitless, "It is called, or was of late.");
    }
    return quiet(situation, limit, fruitless, quiet.compareTo(limit) >= 0);
  }

  private static Idleness quiet(
      IdleSituation situation, Duration limit, int fruitless, boolean tooLong) {
    Idleness before = situation.before();
    String lastCall = text(situation.watch().lastCallAt());
    String since = "No call since %s".formatted(lastCall);
    if (!tooLong || !situation.settled()) {
      String when =
          tooLong
              ? "it sleeps when no change is under way"
              : "without one it sleeps from %s on"
                  .formatted(text(situation.watch().lastCallAt().plus(limit)));
      return new Idleness(
          IdleState.QUIET, before.since(), lastCall, fruitless, "%s: %s.".formatted(since, when));
    }
    if (before.state() == IdleState.FALLING_ASLEEP && situation.activatorReady()) {
      return new Idleness(
          IdleState.ASLEEP,
          text(situation.now()),
          lastCall,
          fruitless,
          "%s, %s are over: it sleeps until it is called.".formatted(since, words(limit)));
    }
    return new Idleness(
        IdleState.FALLING_ASLEEP,
        before.since(),
        lastCall,
        fruitless,
        "%s, %s are over: it sleeps as soon as its activator is ready."
            .formatted(since, words(limit)));
  }

  private static Idleness asleep(IdleSituation situation) {
    Idleness before = situation.before();
    Instant since = Instant.parse(before.since());
    Optional<Instant> call = situation.calledAt().filter(at -> at.isAfter(since));
    if (call.isEmpty()) {
      return before;
    }
    Instant earliest = since.plus(pause(before.fruitlessWakes()));
    if (call.get().isBefore(earliest)) {
      return new Idleness(
          IdleState.ASLEEP,
          before.since(),
          before.lastCallAt(),
          before.fruitlessWakes(),
          "Called, but the last %d times it was woken no call with a valid key followed: no call wakes it before %s."
              .formatted(before.fruitlessWakes(), text(earliest)));
    }
    return new Idleness(
        IdleState.WAKING,
        text(situation.now()),
        text(call.get()),
        before.fruitlessWakes() + 1,
        "Called at %s: its pods start.".formatted(text(call.get())));
  }

  private static Idleness waking(IdleSituation situation) {
    Idleness before = situation.before();
    return situation.readyPods() == 0
        ? before
        : new Idleness(
            IdleState.CALLED,
            before.since(),
            "",
            before.fruitlessWakes(),
            "It was woken by a call.");
  }

  /** How long after it fell asleep no call wakes it. */
  static Duration pause(int fruitlessWakes) {
    return fruitlessWakes == 0
        ? Duration.ZERO
        : shorter(
            FIRST_PAUSE.multipliedBy(1L << Math.min(fruitlessWakes - 1, MOST_DOUBLINGS)),
            LONGEST_PAUSE);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static String text(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static String words(Duration duration) {
    return "%d minutes".formatted(duration.toMinutes());
  }
}
