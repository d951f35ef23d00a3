package dev.aerie.operator.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * In Berlin summer time begins on 2026-03-29, when 3:00 follows upon 1:59 (01:00Z), and ends on
 * 2026-10-25, when 2:00 follows upon 2:59 (01:00Z).
 */
class SummerTimeTest {

  @ParameterizedTest
  @CsvSource({
    "30 2 * * *, Europe/Berlin, 2026-10-25T00:30:00Z 2026-10-26T01:30:00Z",
    "0 2 * * *, Europe/Berlin, 2026-10-25T00:00:00Z 2026-10-26T01:00:00Z",
    "*/20 2 * * 0, Europe/Berlin, 2026-10-25T00:00:00Z 2026-10-25T00:20:00Z 2026-10-25T00:40:00Z",
    "30 */2 * * 0, Europe/Berlin, 2026-10-24T22:30:00Z 2026-10-25T00:30:00Z 2026-10-25T03:30:00Z",
    "0 3 * * *, Europe/Berlin, 2026-10-25T02:00:00Z 2026-10-26T02:00:00Z",
    "45 1 * * *, Australia/Lord_Howe, 2026-04-04T14:45:00Z 2026-04-05T15:15:00Z",
  })
  void anHourThatIsNamedComesOnceThoughTheClockHasItTwice(String cron, String zone, String times) {
    assertTimes(cron, zone, times);
  }

  @ParameterizedTest
  @CsvSource({
    "30 2 * * *, Europe/Berlin, 2026-03-29T01:00:00Z 2026-03-30T00:30:00Z",
    "0 2 * * *, Europe/Berlin, 2026-03-29T01:00:00Z 2026-03-30T00:00:00Z",
    "*/20 2 * * 0, Europe/Berlin, 2026-03-29T01:00:00Z 2026-04-05T00:00:00Z",
    "30 2-3 * * 0, Europe/Berlin, 2026-03-29T01:00:00Z 2026-03-29T01:30:00Z 2026-04-05T00:30:00Z",
    "0 0 * * 0, America/Havana, 2026-03-08T05:00:00Z 2026-03-15T04:00:00Z",
  })
  void anHourThatIsNamedComesOnceThoughTheClockLeavesItOut(String cron, String zone, String times) {
    assertTimes(cron, zone, times);
  }

  @ParameterizedTest
  @CsvSource({
    "0 * * * *, Europe/Berlin, 2026-10-25T00:00:00Z 2026-10-25T01:00:00Z 2026-10-25T02:00:00Z",
    "30 * * * *, Europe/Berlin, 2026-10-25T00:30:00Z 2026-10-25T01:30:00Z 2026-10-25T02:30:00Z",
    "*/40 * * * *, Europe/Berlin, 2026-10-25T00:40:00Z 2026-10-25T01:00:00Z 2026-10-25T01:40:00Z",
    "0 * * * *, Europe/Berlin, 2026-03-29T00:00:00Z 2026-03-29T01:00:00Z 2026-03-29T02:00:00Z",
    "30 * * * *, Europe/Berlin, 2026-03-29T00:30:00Z 2026-03-29T01:30:00Z 2026-03-29T02:30:00Z",
    "45 * * * *, Australia/Lord_Howe, 2026-04-04T14:45:00Z 2026-04-04T15:15:00Z 2026-04-04T16:15:00Z",
    "0 * 25 * *, Europe/Berlin, 2026-10-25T00:00:00Z 2026-10-25T01:00:00Z 2026-10-25T02:00:00Z",
  })
  void everyHourIsEveryHourThatPasses(String cron, String zone, String times) {
    assertTimes(cron, zone, times);
  }

  /** These are all there are from the first to the last, looked at from before and from after. */
  private static void assertTimes(String cron, String zone, String text) {
    List<Instant> times = List.of(text.split(" ")).stream().map(Instant::parse).toList();
    Schedule schedule = Schedule.parse(cron, zone);
    List<Instant> found = new ArrayList<>();
    List<Optional<Instant>> newest = new ArrayList<>();
    List<Optional<Instant>> expected = new ArrayList<>();
    Instant now = times.getFirst().minusSeconds(1);
    while (found.size() < times.size()) {
      now = schedule.next(now).orElseThrow();
      found.add(now);
    }
    assertThat(found).isEqualTo(times);
    for (Instant at = times.getFirst();
        !at.isAfter(times.getLast());
        at = at.plus(Duration.ofMinutes(1))) {
      Instant then = at;
      newest.add(schedule.latest(at));
      expected.add(times.reversed().stream().filter(time -> !time.isAfter(then)).findFirst());
    }
    assertThat(newest).isEqualTo(expected);
  }
}
