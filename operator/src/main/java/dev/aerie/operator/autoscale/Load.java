package dev.aerie.operator.autoscale;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BinaryOperator;

/**
 * How busy a cluster is; a figure nobody could tell is absent.
 *
 * @param memory memory in use of what a pod has, 0 to 1, of the fullest pod
 * @param storage disk in use of what a pod has, 0 to 1, of the fullest pod
 * @param busy processor time in use of what a pod has, 0 to 1, the mean over the pods
 * @param p99 milliseconds in which 99 of 100 searches are answered, of the slowest pod
 */
public record Load(
    Optional<Double> memory,
    Optional<Double> storage,
    Optional<Double> busy,
    Optional<Double> p99) {

  /** Nothing is known. */
  public static final Load UNKNOWN =
      new Load(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /** The load of pods together; a figure that one does not tell is absent. */
  public static Load together(List<Load> pods) {
    Load worst = pods.stream().reduce(Load::max).orElse(UNKNOWN);
    double busy = pods.stream().mapToDouble(pod -> pod.busy().orElse(0.0)).average().orElse(0.0);
    return new Load(
        worst.memory(), worst.storage(), worst.busy().map(highest -> busy), worst.p99());
  }

  /** The greater of each figure; absent if it is absent in one of the two. */
  Load max(Load other) {
    return merge(other, Math::max);
  }

  /** The smaller of each figure; absent if it is absent in one of the two. */
  Load min(Load other) {
    return merge(other, Math::min);
  }

  private Load merge(Load other, BinaryOperator<Double> choice) {
    return new Load(
        merge(memory, other.memory, choice),
        merge(storage, other.storage, choice),
        merge(busy, other.busy, choice),
        merge(p99, other.p99, choice));
  }

  private static Optional<Double> merge(
      Optional<Double> left, Optional<Double> right, BinaryOperator<Double> choice) {
    return left.flatMap(l -> right.map(r -> choice.apply(l, r)));
  }

  /** The figures for people, in steps of 5 %, so that noise makes no news. */
  @Override
  public String toString() {
    return "memory %s, disk %s, busy %s, p99 %s"
        .formatted(percent(memory), percent(storage), percent(busy), milliseconds(p99));
  }

  private static String percent(Optional<Double> ratio) {
    return ratio
        .map(value -> String.format(Locale.ROOT, "%d %%", Math.round(value * 20) * 5))
        .orElse("unknown");
  }

  private static String milliseconds(Optional<Double> value) {
    return value.map(each -> String.format(Locale.ROOT, "%.1g ms", each)).orElse("unknown");
  }
}
