package dev.aerie.local.testing;

import dev.aerie.local.home.Home;
import dev.aerie.local.terminal.Steps;

/** Measures how much of everything one data-plane server holds. */
public final class LimitsBench {
  private final Home home;
  private final Steps steps;

  public LimitsBench(Home home, Steps steps) {
    this.home = home;
    this.steps = steps;
  }

  /** The exit code of the measurement. */
  public int run() {
    BenchPrograms programs = new BenchPrograms(home, steps);
    return programs.program("limits.py").and(programs.results().toString()).runHere();
  }
}
