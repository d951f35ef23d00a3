package dev.aerie.local.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Steps of a long command: a line when each is done, with the time it took. Safe for use by many
 * threads.
 */
public final class Steps {
  private final List<Step> done = new ArrayList<>();
  private final long start = System.nanoTime();

  private record Step(String name, double from, double seconds) {}

  /** Does a step and tells when it is done; a failure is told and thrown on. */
  public <T> T run(String name, Supplier<T> work) {
    long from = System.nanoTime();
    try {
      T outcome = work.get();
      finish(name, from, "✓");
      return outcome;
    } catch (RuntimeException e) {
      finish(name, from, "✗");
      throw e;
    }
  }

  public void run(String name, Runnable work) {
    run(
        name,
        () -> {
          work.run();
          return null;
        });
  }

  /** Tells something in between. */
  public synchronized void tell(String line) {
    System.out.println("  … " + line);
  }

  private synchronized void finish(String name, long from, String mark) {
    double seconds = (System.nanoTime() - from) / 1e9;
    done.add(new Step(name, (from - start) / 1e9, seconds));
    System.out.println(String.format(Locale.ROOT, "  %s %-44s %6.1f s", mark, name, seconds));
  }

  /** All steps with when they began, for finding out where the time goes. */
  public synchronized void printTimings() {
    System.out.println(String.format(Locale.ROOT, "%n  %-46s %8s %8s", "step", "began", "took"));
    for (Step step : done) {
      System.out.println(
          String.format(
              Locale.ROOT, "  %-46s %6.1f s %6.1f s", step.name(), step.from(), step.seconds()));
    }
    System.out.println(
        String.format(
            Locale.ROOT, "  %-46s %8s %6.1f s", "all", "", (System.nanoTime() - start) / 1e9));
  }
}
