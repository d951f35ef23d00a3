package dev.aerie.engine.scalar;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.aerie.engine.row.Column;
import dev.aerie.engine.text.Analyzers;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
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

  @Test
  void wordsThatTakeMoreThanThereMayBeHaveNoIndex() {
    ScalarIndexes indexes = new ScalarIndexes(100_000);
    assertThat(indexes.words(1, "t", Analyzers.of(""), words(100))).isPresent();
    assertThat(indexes.words(2, "t", Analyzers.of(""), words(10_000))).isEmpty();
    assertThat(indexes.words(1, "t", Analyzers.of(""), words(100))).isPresent();
  }

  @Test
  void anIndexThatTakesTooMuchIsNotMadeToItsEnd() {
    Column.Strings texts = words(20_000);
    GramIndex.Lengths lengths = new GramIndex.Lengths(2, 3);
    assertThat(allocated(() -> assertThat(TextIndex.of(texts, Analyzers.of(""), 10_000)).isEmpty()))
        .isLessThan(2_000_000);
    assertThat(allocated(() -> assertThat(GramIndex.of(texts, lengths, 10_000)).isEmpty()))
        .isLessThan(2_000_000);
    assertThat(TextIndex.of(texts, Analyzers.of(""), Long.MAX_VALUE)).isPresent();
    assertThat(GramIndex.of(texts, lengths, Long.MAX_VALUE)).isPresent();
  }

  @Test
  void rowsThatLieCloseTogetherTakeLittle() {
    String[] texts = new String[50_000];
    Arrays.fill(texts, "abc");
    Column.Strings same = new Column.Strings(texts, Column.none());
    GramIndex index = GramIndex.of(same, new GramIndex.Lengths(3, 3), 20_000).orElseThrow();
    assertThat(index.candidates(List.of("abc")).orElseThrow().cardinality()).isEqualTo(50_000);
  }

  /** Two words a row, of which one is its own. */
  private static Column.Strings words(int rows) {
    return new Column.Strings(
        IntStream.range(0, rows).mapToObj(row -> "word" + row + " all").toArray(String[]::new),
        Column.none());
  }

  private static long allocated(Runnable work) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    work.run(); // once before, as classes are loaded
    long before = threads.getCurrentThreadAllocatedBytes();
    work.run();
    return threads.getCurrentThreadAllocatedBytes() - before;
  }
}
