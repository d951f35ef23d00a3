package dev.aerie.controlplane.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ConnectionTurnsTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  @Test
  void whoCameFirstIsFirst() throws InterruptedException {
    var turns = new ConnectionTurns(2, LONG);
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
    var turns = new ConnectionTurns(6, LONG);
    var end = new CountDownLatch(1);
    var begun = new CopyOnWriteArrayList<Integer>();
    List<Thread> readers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      int number = i;
      readers.add(
          Thread.startVirtualThread(() -> turns.read(() -> begun.add(number) && ended(end))));
      awaitWaiting(readers.getLast());
    }

    assertThat(begun).containsExactly(0, 1, 2);
    assertThat(turns.take(() -> "changed")).isEqualTo("changed");

    end.countDown();
    for (Thread reader : readers) {
      reader.join();
    }
    assertThat(begun).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
  }

  @Test
  void whoGetsNoTurnIsToldSo() {
    var turns = new ConnectionTurns(2, Duration.ZERO);

    turns.take(
        () ->
            assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(() -> turns.take(() -> "another"))
                .withMessageContaining("no connection became free"));

    assertThat(turns.take(() -> "again")).isEqualTo("again");
  }

  private static void awaitWaiting(Thread thread) {
    await()
        .atMost(LONG)
        .until(
            () ->
                thread.getState() == Thread.State.TIMED_WAITING
                    || thread.getState() == Thread.State.WAITING);
  }

  private static boolean ended(CountDownLatch end) {
    try {
      end.await();
      return true;
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }
}
