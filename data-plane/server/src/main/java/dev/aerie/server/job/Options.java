package dev.aerie.server.job;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  private List<String> values(String option) {
    List<String> values = new ArrayList<>();
    for (Optional<String> value = value(option); value.isPresent(); value = value(option)) {
      values.add(value.get());
    }
    return values;
  }

  /** New names of collections by {@code database/collection}. */
  Map<String, String> collections() {
    Map<String, String> names = new HashMap<>();
    for (String collection : values("--collection")) {
      int equals = collection.indexOf('=');
      if (equals < 0 || !collection.contains("/")) {
        throw new IllegalArgumentException(
            "'%s' names no collection; write DATABASE/NAME=NEW".formatted(collection));
      }
      names.put(collection.substring(0, equals), collection.substring(equals + 1));
    }
    return names;
  }

  void requireNoMore() {
    if (!left.isEmpty()) {
      throw new IllegalArgumentException(Jobs.USAGE);
    }
  }
}
