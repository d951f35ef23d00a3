package dev.aerie.engine.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PeriodicTest {

  /** What ran out of memory may have enough the next time; without it nothing would be flushed. */
  @ParameterizedTest
  @MethodSource("failures")
  void workThatFailedHasItsTurnAgain(Throwable failure) throws InterruptedException {
    CountDownLatch turns = new CountDownLatch(2);
    try (Periodic periodic =
        new Periodic(
            "work",
            Duration.ofMillis(1),
            () -> {
              turns.countDown();
              raise(failure);
            })) {
      periodic.start();
      assertThat(turns.await(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  static Stream<Throwable> failures() {
    return Stream.of(new IllegalStateException("no store"), new OutOfMemoryError("heap"));
  }

  private static void raise(Throwable failure) {
    switch (failure) {
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new AssertionError(failure);
    }
  }
}
