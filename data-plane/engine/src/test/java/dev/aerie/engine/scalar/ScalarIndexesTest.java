package dev.aerie.engine.scalar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.engine.row.Column;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ScalarIndexesTest {
  @Test
  void indexesDoNotWaitForTheCommonPool() {
    AtomicReference<Thread> maker = new AtomicReference<>();
    byte[] document = "{\"a\": 1}".getBytes(StandardCharsets.UTF_8);
    Column.Jsons documents = new Column.Jsons(new byte[][] {document}, Column.none());
    PathIndex index = new PathIndex(PathColumn.Kind.DOUBLE, Optional.empty());
    Optional<PathColumn> made =
        new ScalarIndexes(100_000)
            .path(
                1,
                "info",
                "[\"a\"]",
                index,
                documents,
                _ -> {
                  maker.set(Thread.currentThread());
                  return Optional.of(1L);
                });
    assertThat(made).isPresent();
    assertThat(maker.get())
        .as("a pool of its own: building a graph fills the common one")
        .isNotInstanceOf(ForkJoinWorkerThread.class)
        .isNotSameAs(Thread.currentThread());
  }
}
