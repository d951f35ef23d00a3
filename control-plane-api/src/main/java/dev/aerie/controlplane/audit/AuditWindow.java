package dev.aerie.controlplane.audit;

import java.util.ArrayList;
import java.util.List;

/**
 * Events between two sequences, both left out. The index of words is by runs of events, so a search
 * goes through windows of more and more whole runs until it has found enough: a frequent word is
 * read of one run only, a rare one costs few statements.
 */
record AuditWindow(long after, long before) {
  /** Events of a run, as {@code audit_run} in the database has it. */
  private static final long RUN = 2_048;

  private static final int GROWTH = 4;
  private static final int MOST_RUNS = 256;

  /** Windows that together are this one, the newest events first. */
  List<AuditWindow> newestFirst() {
    var windows = new ArrayList<AuditWindow>();
    long end = before;
    for (int runs = 1; end - 1 > after; runs = next(runs)) {
      long start = Math.max(after, ((end - 1) / RUN - runs + 1) * RUN - 1);
      windows.add(new AuditWindow(start, end));
      end = start + 1;
    }
    return windows;
  }

  /** Windows that together are this one, the oldest events first. */
  List<AuditWindow> oldestFirst() {
    var windows = new ArrayList<AuditWindow>();
    long start = after;
    for (int runs = 1; before - 1 > start; runs = next(runs)) {
      long end = Math.min(before, ((start + 1) / RUN + runs) * RUN);
      windows.add(new AuditWindow(start, end));
      start = end - 1;
    }
    return windows;
  }

  private static int next(int runs) {
    return Math.min(runs * GROWTH, MOST_RUNS);
  }
}
