package dev.aerie.operator.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.aerie.operator.agent.protocol.UsageRecord;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UsageMeterTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final MovedClock clock = new MovedClock();
  private final UsageMeter meter = new UsageMeter(clock, List.of());

  @Test
  void intervalsFollowEachOtherWithoutGap() {
    meter.observe("cls_a", 2, 1);
    clock.pass(60);
    var first = told(meter, true);
    clock.pass(30);
    meter.observe("cls_a", 4, 1);
    clock.pass(10);
    meter.observe("cls_a", 4, 0);

    assertThat(first).containsExactly(UsageRecord.of("cls_a", 2, 1, START, START.plusSeconds(60)));
    assertThat(told(meter, false))
        .containsExactly(
            UsageRecord.of("cls_a", 2, 1, START.plusSeconds(60), START.plusSeconds(90)),
            UsageRecord.of("cls_a", 4, 1, START.plusSeconds(90), START.plusSeconds(100)));
  }

  @Test
  void whatSleepsCostsNothing() {
    meter.observe("cls_a", 2, 0);
    clock.pass(60);

    assertThat(told(meter, true)).isEmpty();
  }

  @Test
  void whatTheLedgerCouldNotTakeIsToldAgain() {
    meter.observe("cls_a", 2, 1);
    clock.pass(60);
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                meter.tell(
                    true,
                    (ended, open) -> {
                      throw new IllegalStateException("full");
                    }));
    clock.pass(30);

    assertThat(told(meter, true))
        .containsExactly(UsageRecord.of("cls_a", 2, 1, START, START.plusSeconds(90)));
  }

  @Test
  void computeThatIsTheSameAfterARestartRanMeanwhile() {
    meter.observe("cls_same", 2, 1);
    meter.observe("cls_changed", 2, 1);
    meter.observe("cls_gone", 2, 1);
    clock.pass(60);
    List<OpenInterval> open = new ArrayList<>();
    meter.tell(true, (ended, runsOn) -> open.addAll(runsOn));
    clock.pass(20);

    UsageMeter restarted = new UsageMeter(clock, open);
    restarted.observe("cls_same", 2, 1);
    restarted.observe("cls_changed", 4, 1);
    clock.pass(5);

    assertThat(told(restarted, true))
        .containsExactlyInAnyOrder(
            UsageRecord.of("cls_same", 2, 1, START.plusSeconds(60), START.plusSeconds(85)),
            UsageRecord.of("cls_changed", 4, 1, START.plusSeconds(80), START.plusSeconds(85)));
  }

  @Test
  void whatAnotherMeasuredMeanwhileIsNotCountedAndWhatIsGoneIsForgotten() {
    List<OpenInterval> left =
        List.of(
            new OpenInterval("cls_same", 2, 1, START), new OpenInterval("cls_gone", 2, 1, START));
    clock.pass(9 * 86_400);
    Instant now = clock.instant();
    UsageMeter back = new UsageMeter(clock, left);
    back.keepLeft(List.of("cls_same"));
    assertThat(runsOn(back)).containsExactly(new OpenInterval("cls_same", 2, 1, START));

    back.keepLeft(List.of());
    back.observe("cls_same", 2, 1);
    clock.pass(5);

    assertThat(told(back, true))
        .containsExactly(UsageRecord.of("cls_same", 2, 1, now, now.plusSeconds(5)));
  }

  private static List<OpenInterval> runsOn(UsageMeter meter) {
    List<OpenInterval> runsOn = new ArrayList<>();
    meter.tell(false, (ended, open) -> runsOn.addAll(open));
    return runsOn;
  }

  private static List<UsageRecord> told(UsageMeter meter, boolean cut) {
    List<UsageRecord> told = new ArrayList<>();
    meter.tell(cut, (ended, open) -> told.addAll(ended));
    return told;
  }

  @Test
  void sameIntervalHasTheSameId() {
    assertThat(UsageRecord.of("cls_a", 1, 1, START, START.plusSeconds(1)).id())
        .isEqualTo(UsageRecord.of("cls_a", 1, 1, START, START.plusSeconds(1)).id())
        .isNotEqualTo(UsageRecord.of("cls_b", 1, 1, START, START.plusSeconds(1)).id());
  }

  private static final class MovedClock extends Clock {
    private Instant now = START;

    void pass(long seconds) {
      now = now.plusSeconds(seconds);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
