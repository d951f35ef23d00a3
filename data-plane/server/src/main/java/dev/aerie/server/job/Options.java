package dev.aerie.server.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The arguments of a job; each is taken once. Not thread-safe. */
final class Options {
  private final List<String> left;

  private Options(List<String> arguments) {
    left = new ArrayList<>(arguments);
  }

  static Options of(List<String> arguments) {
    return new Options(arguments);
  }

  /** The first argument that is no option. */
  String name() {
    if (left.isEmpty() || left.getFirst().startsWith("--")) {
      throw new IllegalArgumentException(Jobs.USAGE);
    }
    return left.removeFirst();
  }

  boolean flag(String option) {
    return left.remove(option);
  }

  Optional<String> value(String option) {
    int at = left.indexOf(option);
    if (at < 0) {
      return Optional.empty();
    }
    if (at + 1 == left.size()) {
      throw new IllegalArgumentException(Jobs.USAGE);
    }
    left.remove(at);
    return Optional.of(left.remove(at));
  }

  String required(String option) {
    return value(option).orElseThrow(() -> new IllegalArgumentException(Jobs.USAGE));
  }

  List<String> values(String option) {
    List<String> values = new ArrayList<>();
    for (Optional<String> value = value(option); value.isPresent(); value = value(option)) {
      values.add(value.get());
    }
    return values;
  }

  void requireNoMore() {
    if (!left.isEmpty()) {
      throw new IllegalArgumentException(Jobs.USAGE);
    }
  }
}
