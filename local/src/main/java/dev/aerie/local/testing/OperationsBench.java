package dev.aerie.local.testing;

import dev.aerie.local.build.Builds;
import dev.aerie.local.home.Home;
import dev.aerie.local.terminal.Steps;
import java.util.Map;

/** Measures how long clients wait for rolls, for another writer and for a cluster that wakes. */
public final class OperationsBench {
  private static final String TESTS = "e2e/test_operations.py";

  private final Home home;
  private final Steps steps;

  public OperationsBench(Home home, Steps steps) {
    this.home = home;
    this.steps = steps;
  }

  /** The exit code of the measurement. */
  public int run() {
    new Builds(home, steps).services();
    String results = home.root().resolve("bench/results").toString();
    return new PythonTests(home).run(TESTS, Map.of("AERIE_BENCH_RESULTS", results));
  }
}
