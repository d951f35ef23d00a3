package dev.aerie.engine.execution;

import static dev.aerie.engine.TestEngine.COLLECTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aerie.engine.OpenedEngine;
import dev.aerie.engine.TestEngine;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.query.Cancellation;
import dev.aerie.engine.query.QueryRequest;
import dev.aerie.engine.query.SearchRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class CancelledReadsTest extends OpenedEngine {
  private static final int ROWS = 1_000;
  private static final int VECTORS = 2_000;

  @BeforeEach
  void fill() {
    TestEngine.insert(engine, 0, TestEngine.range(0, ROWS));
  }

  @Test
  void aSearchEndsSoonAfterItWasGivenUp() {
    AtomicInteger asked = new AtomicInteger();
    assertThatThrownBy(() -> within(() -> asked.incrementAndGet() == 3, this::search))
        .isInstanceOf(EngineException.class)
        .extracting(e -> ((EngineException) e).code())
        .isEqualTo(ErrorCode.CANCELLED);
    assertThat(asked).hasValue(3);
  }

  @Test
  void aReadThatIsWantedIsAnsweredAndSeldomAsks() {
    AtomicInteger asked = new AtomicInteger();
    within(
        () -> {
          asked.incrementAndGet();
          return false;
        },
        this::search);
    assertThat(asked.get()).isBetween(1, VECTORS / 2);
    asked.set(0);
    within(() -> asked.incrementAndGet() > 0, () -> assertThat(query()).isEqualTo(ROWS));
    assertThat(asked).as("a small read asks not at all").hasValue(0);
  }

  /**
   * As many searches as there are processors, each asked at the same time, and one that they all
   * wait for: without a pause it would come after them.
   */
  @Test
  @Timeout(60)
  void otherVirtualThreadsGetOnDuringSearches() throws InterruptedException {
    int searches = Runtime.getRuntime().availableProcessors();
    AtomicInteger begun = new AtomicInteger();
    AtomicBoolean other = new AtomicBoolean();
    List<ErrorCode> ends = Collections.synchronizedList(new ArrayList<>());
    BooleanSupplier cancelled =
        () -> {
          if (begun.get() < searches && begun.incrementAndGet() == searches) {
            Thread.startVirtualThread(() -> other.set(true));
          }
          while (begun.get() < searches) {
            Thread.onSpinWait();
          }
          return other.get();
        };
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < searches; i++) {
      threads.add(
          Thread.startVirtualThread(
              () -> {
                try {
                  within(cancelled, this::search);
                } catch (EngineException e) {
                  ends.add(e.code());
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(ends).hasSize(searches).containsOnly(ErrorCode.CANCELLED);
  }

  private static void within(BooleanSupplier cancelled, Runnable read) {
    ScopedValue.where(Cancellation.CURRENT, cancelled).run(read);
  }

  private void search() {
    List<float[]> vectors = new ArrayList<>();
    for (int i = 0; i < VECTORS; i++) {
      vectors.add(TestEngine.vector(1, i));
    }
    engine.search(SearchRequest.builder(COLLECTION, vectors, 1).build());
  }

  private int query() {
    return engine.query(QueryRequest.of(COLLECTION, Optional.empty(), List.of("id"))).rows().rows();
  }
}
