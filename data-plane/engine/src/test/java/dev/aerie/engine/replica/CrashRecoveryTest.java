package dev.aerie.engine.replica;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.engine.Engine;
import dev.aerie.engine.TestEngine;
import dev.aerie.engine.query.QueryRequest;
import dev.aerie.engine.row.Column;
import dev.aerie.engine.row.RowBatch;
import dev.aerie.engine.schema.Metric;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a writing process at random moments; what it was told to be durable has to be there. */
class CrashRecoveryTest {
  private static final int ROUNDS = 6;
  private static final long DELETED = -1;

  @TempDir Path folder;

  @Test
  void keepsEveryAcknowledgedWrite() throws IOException {
    try (Engine engine = TestEngine.open(folder)) {
      TestEngine.create(engine, Metric.L2);
    }
    Map<Long, Long> expected = new HashMap<>();
    Random random = new Random(7);
    for (int round = 1; round <= ROUNDS; round++) {
      Map<Long, Long> uncertain = writeAndKill(round, 5 + random.nextInt(120), expected);
      Map<Long, Long> stored = readAll();
      for (Map.Entry<Long, Long> row : uncertain.entrySet()) {
        // The operation under way may have taken effect or not, row by row alike; take what is
        // there.
        long id = row.getKey();
        long before = expected.getOrDefault(id, DELETED);
        long now = stored.getOrDefault(id, DELETED);
        assertThat(now).as("row %d", id).isIn(before, row.getValue());
        expected.put(id, now);
      }
      expected.values().removeIf(v -> v == DELETED);
      assertThat(stored).isEqualTo(expected);
    }
  }

  /** Lets a process write until some number of operations is acknowledged, then kills it. */
  private Map<Long, Long> writeAndKill(int seed, int operations, Map<Long, Long> expected)
      throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "--add-modules",
                "jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                CrashWriter.class.getName(),
                folder.toString(),
                Integer.toString(seed))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    Map<Long, Long> uncertain = new HashMap<>();
    int acknowledged = 0;
    try (BufferedReader output = process.inputReader()) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (line.startsWith("? ")) {
          uncertain = effect(line);
        } else {
          expected.putAll(effect(line));
          uncertain = new HashMap<>();
          if (++acknowledged == operations) {
            process.toHandle().destroyForcibly();
          }
        }
      }
    }
    process.onExit().join();
    assertThat(acknowledged).isGreaterThanOrEqualTo(operations);
    return uncertain;
  }

  private static Map<Long, Long> effect(String line) {
    String[] parts = line.split(" ", -1);
    long version = parts[1].equals("D") ? DELETED : Long.parseLong(parts[2]);
    long first = Long.parseLong(parts[3]);
    Map<Long, Long> effect = new HashMap<>();
    for (long id = first; id < first + Long.parseLong(parts[4]); id++) {
      effect.put(id, version);
    }
    return effect;
  }

  private Map<Long, Long> readAll() {
    try (Engine engine = TestEngine.open(folder)) {
      RowBatch rows =
          engine
              .query(QueryRequest.of(TestEngine.COLLECTION, Optional.empty(), List.of("price")))
              .rows();
      long[] ids = ((Column.Longs) rows.column("id")).values();
      double[] prices = ((Column.Doubles) rows.column("price")).values();
      Map<Long, Long> versions = new HashMap<>();
      for (int i = 0; i < ids.length; i++) {
        Long twice = versions.put(ids[i], (long) (prices[i] - ids[i] * 1.5));
        assertThat(twice).as("row %d is there twice", ids[i]).isNull();
      }
      return versions;
    }
  }
}
