package dev.aerie.operator.idle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.crds.IdleState;
import dev.aerie.crds.Idleness;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DrowsinessTest {

  private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);

  @ParameterizedTest
  @CsvSource({"0,CALLED", "29,CALLED", "30,QUIET", "59,QUIET", "60,FALLING_ASLEEP"})
  void fallsAsleepWhenItHasNotBeenCalledForTooLong(int minutes, IdleState state) {
    assertThat(after(minutes, Idleness.NONE, true, false).state()).isEqualTo(state);
  }

  @Test
  void sleepsOnceItsActivatorIsReady() {
    Idleness falling = after(60, Idleness.NONE, true, true);
    assertThat(falling.state()).isEqualTo(IdleState.FALLING_ASLEEP);

    assertThat(after(61, falling, true, false)).isEqualTo(falling);
    Idleness asleep = after(61, falling, true, true);

    assertThat(asleep.state()).isEqualTo(IdleState.ASLEEP);
    assertThat(asleep.since()).isEqualTo("2026-03-04T13:01:00Z");
    assertThat(asleep.explanation())
        .isEqualTo(
            "No call since 2026-03-04T12:00:00Z, 60 minutes are over: it sleeps until it is"
                + " called.");
  }

  @Test
  void aCallWhileItFallsAsleepKeepsItAwake() {
    Idleness falling = after(60, Idleness.NONE, true, false);
    Watch called = watch().with(NOON.plus(HOUR), Map.of("pod", Optional.of(6L)));

    assertThat(decide(falling, called).state()).isEqualTo(IdleState.CALLED);
  }

  @Test
  void staysAwakeWhileAChangeIsUnderWay() {
    Idleness idle = after(120, Idleness.NONE, false, true);

    assertThat(idle.state()).isEqualTo(IdleState.QUIET);
    assertThat(idle.explanation()).contains("it sleeps when no change is under way");
  }

  @Test
  void doesNothingWhenAPodDoesNotTell() {
    Watch blind =
        watch().with(NOON.plus(HOUR), Map.of("pod", Optional.of(5L), "silent", Optional.empty()));

    assertThat(decide(Idleness.NONE, blind).state()).isEqualTo(IdleState.DATA_MISSING);
    assertThat(decide(Idleness.NONE, watch().with(NOON.plus(HOUR), Map.of())).state())
        .isEqualTo(IdleState.DATA_MISSING);
  }

  @Test
  void aCallIsAnyCountThatMoves() {
    Instant later = NOON.plusSeconds(60);
    Watch same = watch().with(later, Map.of("pod", Optional.of(5L)));
    Watch more = watch().with(later, Map.of("pod", Optional.of(6L)));
    Watch restarted = watch().with(later, Map.of("pod", Optional.of(0L)));
    Watch joined = watch().with(later, Map.of("pod", Optional.of(5L), "new", Optional.of(0L)));
    Watch used = watch().with(later, Map.of("pod", Optional.of(5L), "new", Optional.of(1L)));

    assertThat(same.lastCallAt()).isEqualTo(NOON);
    assertThat(more.lastCallAt()).isEqualTo(later);
    assertThat(restarted.lastCallAt()).isEqualTo(later);
    assertThat(joined.lastCallAt()).isEqualTo(NOON);
    assertThat(used.lastCallAt()).isEqualTo(later);
  }

  @Test
  void isWokenByACallAndByNoneFromBefore() {
    Idleness asleep = asleep(0);

    assertThat(called(asleep, NOON).state()).isEqualTo(IdleState.ASLEEP);
    Idleness woken = called(asleep, NOON.plusSeconds(1));

    assertThat(woken.state()).isEqualTo(IdleState.WAKING);
    assertThat(woken.fruitlessWakes()).isOne();
    assertThat(woken.lastCallAt()).isEqualTo("2026-03-04T12:00:01Z");
  }

  @Test
  void isAwakeWhenItsFirstPodAnswers() {
    Idleness waking = called(asleep(0), NOON.plusSeconds(1));

    assertThat(withPods(waking, 0)).isEqualTo(waking);
    assertThat(withPods(waking, 1).state()).isEqualTo(IdleState.CALLED);
  }

  /** Whoever has no key can wake a cluster, but ever more rarely. */
  @ParameterizedTest
  @CsvSource({"0,0", "1,1", "2,2", "3,4", "4,8", "5,16", "6,32", "7,60", "1000000,60"})
  void isLeftAsleepTheLongerTheMoreOftenItWasWokenForNothing(int fruitless, int minutes) {
    assertThat(Drowsiness.pause(fruitless)).isEqualTo(Duration.ofMinutes(minutes));
    Instant earliest = NOON.plus(Duration.ofMinutes(minutes));

    assertThat(called(asleep(fruitless), earliest.plusMillis(1)).state())
        .isEqualTo(IdleState.WAKING);
    if (minutes > 0) {
      Idleness left = called(asleep(fruitless), earliest.minusMillis(1));
      assertThat(left.state()).isEqualTo(IdleState.ASLEEP);
      assertThat(left.explanation())
          .contains("no call with a valid key followed", "no call wakes it before");
    }
  }

  @Test
  void wokenForNothingItSleepsSoonAndOneCallMakesGood() {
    Idleness woken = new Idleness(IdleState.CALLED, NOON.toString(), "", 3, "");
    Instant soon = NOON.plus(Drowsiness.FRUITLESS_LIMIT);
    Watch uncalled = Watch.beginning(NOON).with(soon, Map.of("pod", Optional.of(0L)));
    Watch called = Watch.beginning(NOON).with(soon, Map.of("pod", Optional.of(1L)));

    Idleness fruitless = Drowsiness.decide(situation(woken, uncalled, true, true, soon));
    Idleness good = Drowsiness.decide(situation(woken, called, true, true, soon));

    assertThat(fruitless.state()).isEqualTo(IdleState.FALLING_ASLEEP);
    assertThat(fruitless.fruitlessWakes()).isEqualTo(3);
    assertThat(good.state()).isEqualTo(IdleState.CALLED);
    assertThat(good.fruitlessWakes()).isZero();
  }

  private static Idleness after(int minutes, Idleness before, boolean settled, boolean activator) {
    Instant now = NOON.plus(Duration.ofMinutes(minutes));
    return Drowsiness.decide(situation(before, watch(), settled, activator, now));
  }

  private static Idleness decide(Idleness before, Watch watch) {
    return Drowsiness.decide(situation(before, watch, true, true, NOON.plus(HOUR)));
  }

  private static Idleness asleep(int fruitless) {
    return new Idleness(IdleState.ASLEEP, NOON.toString(), "", fruitless, "");
  }

  private static Idleness called(Idleness before, Instant at) {
    return Drowsiness.decide(
        new IdleSituation(
            HOUR, before, Watch.beginning(NOON), false, true, 0, Optional.of(at), at));
  }

  private static Idleness withPods(Idleness before, int pods) {
    return Drowsiness.decide(
        new IdleSituation(
            HOUR, before, Watch.beginning(NOON), false, true, pods, Optional.empty(), NOON));
  }

  /** One pod that answered its fifth call at noon. */
  private static Watch watch() {
    return Watch.beginning(NOON.minus(HOUR)).with(NOON, Map.of("pod", Optional.of(5L)));
  }

  private static IdleSituation situation(
      Idleness before, Watch watch, boolean settled, boolean activator, Instant now) {
    return new IdleSituation(HOUR, before, watch, settled, activator, 1, Optional.empty(), now);
  }
}
