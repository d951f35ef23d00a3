package dev.aerie.operator.agent;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What of one kind of things the control plane knows already. Holds no more than there is to tell
 * of. For one thread.
 *
 * @param <T> tells how one thing is
 */
final class Told<T> {

  private final Supplier<List<T>> source;
  private final Function<T, String> key;
  private final Map<String, T> told = new HashMap<>();

  /**
   * @param source what there is to tell of each thing now
   * @param key what tells a thing from the others of its kind
   */
  Told(Supplier<List<T>> source, Function<T, String> key) {
    this.source = source;
    this.key = key;
  }

  /** What is not told yet, within a bound. */
  List<T> news(int most) {
    return source.get().stream()
        .filter(report -> !report.equals(told.get(key.apply(report))))
        .limit(most)
        .toList();
  }

  /** These are told now; of what there is nothing more to tell, nothing is kept. */
  void accepted(List<T> reports) {
    reports.forEach(report -> told.put(key.apply(report), report));
    told.keySet().retainAll(source.get().stream().map(key).collect(Collectors.toSet()));
  }
}
