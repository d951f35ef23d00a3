package dev.aerie.operator.cluster.roll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.crds.RollState;
import dev.aerie.operator.cluster.roll.RollStep.Restart;
import dev.aerie.operator.schedule.Opening;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RollPlannerTest {

  private static final Instant SUNDAY = Instant.parse("2026-10-25T02:30:00Z");

  @Test
  void readersComeFirstAndTheWriterLast() {
    List<RollPod> pods =
        new ArrayList<>(List.of(old("a-0"), writer("a-1"), old("a-2"), old("a-3")));

    List<String> order = new ArrayList<>();
    while (RollPlanner.next(of(pods)) instanceof Restart restart) {
      order.add(restart.pod());
      pods.replaceAll(pod -> pod.name().equals(restart.pod()) ? fresh(restart.pod()) : pod);
    }

    assertThat(order).containsExactly("a-3", "a-2", "a-0", "a-1");
    assertThat(RollPlanner.next(of(pods)).state()).isEqualTo(RollState.SETTLED);
  }

  @Test
  void aPodThatDoesNotSayMayBeTheWriter() {
    RollPod silent = pod("a-2", false, true, Optional.empty());

    assertThat(RollPlanner.next(of(List.of(writer("a-0"), silent, old("a-1")))))
        .isEqualTo(
            new Restart(
                "a-1", "a-1 (reader) is restarted with the newest spec; 0 of 3 pods have it."));
    assertThat(RollPlanner.next(of(List.of(writer("a-0"), silent, fresh("a-1")))))
        .isInstanceOfSatisfying(Restart.class, step -> assertThat(step.pod()).isEqualTo("a-2"));
  }

  @Test
  void oneAtATime() {
    RollPod starting = pod("a-2", true, false, Optional.empty());

    assertThat(RollPlanner.next(of(List.of(old("a-0"), old("a-1"), starting))).why())
        .isEqualTo("Waits until a-2 is ready.");
    assertThat(RollPlanner.next(of(List.of(old("a-0"), old("a-1"), ending("a-2")))).why())
        .isEqualTo("Waits until a-2 has ended.");
    assertThat(RollPlanner.next(of(List.of(old("a-0")))).state()).isEqualTo(RollState.ROLLING);
    assertThat(RollPlanner.next(situation(List.of(old("a-0")), 2)).why())
        .isEqualTo("Waits for 1 more pods.");
  }

  @Test
  void stopsWhenAPodDoesNotComeUpAndSaysTheWayBack() {
    RollPod broken =
        new RollPod(
            "a-2",
            true,
            false,
            false,
            false,
            false,
            Optional.empty(),
            Duration.ZERO,
            Optional.of("No image."));

    RollStep step = RollPlanner.next(of(List.of(writer("a-0"), old("a-1"), broken)));

    assertThat(step.state()).isEqualTo(RollState.STOPPED);
    assertThat(step.why())
        .contains("1 of 3 pods", "a-2 does not become ready. No image.", "version 1.0 ran before");
  }

  @Test
  void stopsWhenAPodTakesTooLong() {
    RollPod slow =
        new RollPod(
            "a-1",
            true,
            false,
            false,
            false,
            false,
            Optional.empty(),
            Duration.ofMinutes(11),
            Optional.empty());

    assertThat(RollPlanner.next(of(List.of(old("a-0"), slow))).state())
        .isEqualTo(RollState.STOPPED);
  }

  @Test
  void goesBackFromAPodThatNeverCameUpEvenOutsideTheWindow() {
    RollPod broken = pod("a-2", false, false, Optional.empty());
    RollSituation closed =
        with(of(List.of(fresh("a-0"), fresh("a-1"), broken)), false, closed(), Optional.empty());

    assertThat(RollPlanner.next(closed))
        .isInstanceOfSatisfying(Restart.class, step -> assertThat(step.pod()).isEqualTo("a-2"));
  }

  /** The store's fault is short, and what waits here may be a change that has failed elsewhere. */
  @Test
  void aPodThatLacksOnlyTheObjectStoreWaitsForItsTurnAsIfItServed() {
    List<RollPod> pods = List.of(writer("a-0"), lacking("a-1", true), old("a-2"));

    assertThat(RollPlanner.next(with(of(pods), false, closed(), Optional.empty())).state())
        .isEqualTo(RollState.OUTSIDE_WINDOW);
    RollSituation queued = with(of(pods), false, Opening.ALWAYS, Optional.of("Others come first."));
    assertThat(RollPlanner.next(queued))
        .isEqualTo(new RollStep.Stay(RollState.QUEUED, "Others come first."));
    assertThat(RollPlanner.next(unobserved(lacking("a-0", true), "Others come first.")).state())
        .isEqualTo(RollState.QUEUED);
  }

  /** New credentials are such a change, and one that mends what it waits for. */
  @Test
  void onePodAfterTheOtherThatLacksTheObjectStoreIsRestartedWhenItMayBe() {
    RollSituation all = of(List.of(writer("a-0"), lacking("a-1", true), lacking("a-2", true)));
    RollPod starting = pod("a-2", true, false, Optional.empty());

    assertThat(RollPlanner.next(all))
        .isInstanceOfSatisfying(Restart.class, step -> assertThat(step.pod()).isEqualTo("a-2"));
    assertThat(RollPlanner.next(of(List.of(lacking("a-1", true), starting))).why())
        .isEqualTo("Waits until a-2 is ready.");
    assertThat(RollPlanner.next(of(List.of(lacking("a-1", true), fresh("a-2")))).state())
        .isEqualTo(RollState.ROLLING);
  }

  @Test
  void goesBackFromCredentialsThatDoNotOpenTheStore() {
    RollSituation closed =
        with(of(List.of(old("a-0"), lacking("a-1", false))), false, closed(), Optional.empty());

    assertThat(RollPlanner.next(closed))
        .isInstanceOfSatisfying(Restart.class, step -> assertThat(step.pod()).isEqualTo("a-1"));
  }

  @Test
  void aPodThatHasServedAndIsNotReadyWaitsForTheWindowUnlessItsTroubleIsKnown() {
    assertThat(RollPlanner.next(closed(fallen(Optional.empty()))).state())
        .isEqualTo(RollState.OUTSIDE_WINDOW);
    assertThat(RollPlanner.next(closed(fallen(Optional.of("No image.")))).state())
        .isEqualTo(RollState.ROLLING);
  }

  @Test
  void waitsForTheWindow() {
    RollSituation closed = with(of(List.of(old("a-0"))), false, closed(), Optional.empty());

    assertThat(RollPlanner.next(closed))
        .isEqualTo(
            new RollStep.Stay(
                RollState.OUTSIDE_WINDOW,
                "Pods are restarted in the maintenance window only; it opens"
                    + " 2026-10-25T02:30:00Z."));
  }

  @Test
  void waitsForItsTurn() {
    RollSituation queued =
        with(of(List.of(old("a-0"))), false, Opening.ALWAYS, Optional.of("Others come first."));

    assertThat(RollPlanner.next(queued))
        .isEqualTo(new RollStep.Stay(RollState.QUEUED, "Others come first."));
  }

  @Test
  void touchesNothingWhilePaused() {
    RollPod broken = pod("a-0", false, false, Optional.empty());

    assertThat(
            RollPlanner.next(with(of(List.of(broken)), true, Opening.ALWAYS, Optional.empty()))
                .state())
        .isEqualTo(RollState.PAUSED);
  }

  @Test
  void waitsUntilNewPodsWouldHaveTheNewestSpec() {
    RollSituation situation =
        new RollSituation(
            List.of(old("a-0")), 1, false, false, false, Opening.ALWAYS, Optional.empty(), "");

    assertThat(RollPlanner.next(situation).state()).isEqualTo(RollState.WAITING);
  }

  @Test
  void whoWaitsForOthersSaysOnlyThat() {
    assertThat(RollPlanner.next(unobserved(old("a-0"), "Others come first.")).state())
        .isEqualTo(RollState.QUEUED);
    assertThat(RollPlanner.next(unobserved(old("a-0"), FleetPlanner.CANARIES_MAY_BEGIN)).state())
        .isEqualTo(RollState.WAITING);
    RollPod broken = pod("a-0", false, false, Optional.empty());
    assertThat(RollPlanner.next(unobserved(broken, "Others come first.")).state())
        .isEqualTo(RollState.WAITING);
  }

  private static RollSituation unobserved(RollPod pod, String queue) {
    return new RollSituation(
        List.of(pod), 1, false, false, false, Opening.ALWAYS, Optional.of(queue), "");
  }

  private static RollSituation of(List<RollPod> pods) {
    return situation(pods, pods.size());
  }

  private static RollSituation situation(List<RollPod> pods, int wanted) {
    return new RollSituation(
        pods, wanted, true, true, false, Opening.ALWAYS, Optional.empty(), "1.0");
  }

  private static RollSituation with(
      RollSituation of, boolean paused, Opening window, Optional<String> queue) {
    return new RollSituation(of.pods(), of.wanted(), true, true, paused, window, queue, "1.0");
  }

  private static Opening closed() {
    return new Opening(false, Optional.of(SUNDAY));
  }

  private static RollSituation closed(RollPod pod) {
    return with(of(List.of(pod)), false, closed(), Optional.empty());
  }

  private static RollPod fallen(Optional<String> trouble) {
    return new RollPod(
        "a-0", false, false, true, false, false, Optional.empty(), Duration.ZERO, trouble);
  }

  private static RollPod lacking(String name, boolean wasReady) {
    return new RollPod(
        name,
        false,
        false,
        wasReady,
        true,
        false,
        Optional.empty(),
        Duration.ZERO,
        Optional.empty());
  }

  private static RollPod old(String name) {
    return pod(name, false, true, Optional.of(false));
  }

  private static RollPod writer(String name) {
    return pod(name, false, true, Optional.of(true));
  }

  private static RollPod fresh(String name) {
    return pod(name, true, true, Optional.of(false));
  }

  private static RollPod ending(String name) {
    return new RollPod(
        name, false, true, true, false, true, Optional.of(false), Duration.ZERO, Optional.empty());
  }

  private static RollPod pod(
      String name, boolean updated, boolean ready, Optional<Boolean> writer) {
    return new RollPod(
        name, updated, ready, ready, false, false, writer, Duration.ZERO, Optional.empty());
  }
}
