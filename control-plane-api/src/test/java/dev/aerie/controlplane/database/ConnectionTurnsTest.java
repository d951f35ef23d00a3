package dev.aerie.controlplane.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ConnectionTurnsTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  private final MeterRegistry meters = new SimpleMeterRegistry();

  @Test
  void whoCameFirstIsFirst() throws InterruptedException {
    var turns = new ConnectionTurns(2, LONG, meters);
    var order = new CopyOnWriteArrayList<Integer>();
    Supplier<Boolean> late = () -> order.add(5);
    List<Thread> waiting = new ArrayList<>();
    turns.take(
        () -> {
          for (int i = 0; i < 5; i++) {
            int number = i;
            waiting.add(Thread.startVirtualThread(() -> turns.take(() -> order.add(number))));
            awaitWaiting(waiting.getLast());
          }
          return order;
        });
    turns.take(late);
    for (Thread thread : waiting) {
      thread.join();
    }

    assertThat(order).containsExactly(0, 1, 2, 3, 4, 5);
  }

  @Test
  void readsLeaveConnectionsToChanges() throws InterruptedException {
    var turns = new ConnectionTurns(6, LONG, meters);
    var ends = new Semaphore(0);
    var begun = new CopyOnWriteArrayList<Integer>();
    List<Thread> readers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      int number = i;
      Thread reader =
          Thread.startVirtualThread(() -> turns.read(() -> begun.add(number) && ended(ends)));
      await().atMost(LONG).until(() -> begun.contains(number) || isWaiting(reader));
      readers.add(reader);
    }
    await().atMost(LONG).until(() -> begun.size() == 3);

    assertThat(begun).containsExactlyInAnyOrder(0, 1, 2);
    assertThat(turns.take(() -> "changed")).isEqualTo("changed");

    // One by one, as those whose turns come together begin in any order.
    for (int next = 3; next < 8; next++) {
      ends.release();
      int expected = next;
      await().atMost(LONG).until(() -> begun.size() > expected);
      assertThat(begun.getLast()).isEqualTo(next);
    }
    ends.release(3);
    for (Thread reader : readers) {
      reader.join();
    }
  }

  @Test
  void whoGetsNoTurnIsToldSo() {
    var turns = new ConnectionTurns(2, Duration.ZERO, meters);

    turns.take(
        () ->
            assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(() -> turns.take(() -> "another"))
                .withMessageContaining("no connection became free"));

    assertThat(turns.take(() -> "again")).isEqualTo("again");
    assertThat(meters.get("aerie.database.wait").timer().count()).as("each wait").isEqualTo(3);
  }

  /** Reads wait for a turn among reads, and then for a connection: both are one wait. */
  @Test
  void eachWaitIsTold() {
    var turns = new ConnectionTurns(6, LONG, meters);

    turns.read(() -> "read");
    turns.take(() -> "changed");

    assertThat(meters.get("aerie.database.wait").timer().count()).isEqualTo(2);
  }

  private static void awaitWaiting(Thread thread) {
    await().atMost(LONG).until(() -> isWaiting(thread));
  }

  private static boolean isWaiting(Thread thread) {
    return thread.getState() == Thread.State.TIMED_WAITING
        || thread.getState() == Thread.State.WAITING;
  }

  private static boolean ended(Semaphore ends) {
    ends.acquireUninterruptibly();
    return true;
  }
}
