package dev.aerie.billing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Adds up usage records. Where records of a cluster overlap, as after a region's agent was
 * replaced, the largest one counts, so that no moment is paid for twice. Pure functions.
 */
public final class Metering {
  private Metering() {}

  /**
   * Unit-seconds of each cluster inside the window, by cluster id; clusters without records are
   * absent.
   */
  public static List<ClusterUsage> total(Collection<UsageInterval> records, Window window) {
    return records.stream()
        .collect(Collectors.groupingBy(UsageInterval::clusterId, TreeMap::new, Collectors.toList()))
        .entrySet()
        .stream()
        .map(entry -> new ClusterUsage(entry.getKey(), unitSeconds(entry.getValue(), window)))
        .toList();
  }

  private static long unitSeconds(List<UsageInterval> records, Window window) {
    var active = new TreeMap<Integer, Integer>();
    long unitMillis = 0;
    Instant since = window.from();
    for (Edge edge : edges(records, window)) {
      int rate = active.isEmpty() ? 0 : active.lastKey();
      unitMillis += rate * Duration.between(since, edge.at()).toMillis();
      since = edge.at();
      active.merge(edge.rate(), edge.step(), Metering::sumOrNothing);
    }
    return Duration.ofMillis(unitMillis).toSeconds();
  }

  private static List<Edge> edges(List<UsageInterval> records, Window window) {
    var edges = new ArrayList<Edge>();
    for (UsageInterval one : records) {
      edges.add(new Edge(window.clamp(one.from()), one.rate(), 1));
      edges.add(new Edge(window.clamp(one.to()), one.rate(), -1));
    }
    edges.sort(Comparator.comparing(Edge::at).thenComparing(Edge::step, Comparator.reverseOrder()));
    return edges;
  }

  private static Integer sumOrNothing(Integer count, Integer step) {
    int sum = count + step;
    return sum == 0 ? null : sum;
  }

  private record Edge(Instant at, int rate, int step) {}
}
