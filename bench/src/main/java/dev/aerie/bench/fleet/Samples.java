package dev.aerie.bench.fleet;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Samples in Prometheus' text format.
 *
 * @param text as a process exposes them
 */
record Samples(String text) {

  private static final Pattern LINE =
      Pattern.compile("^([a-zA-Z_:]+)(?:\\{([^\\n]*)})? (\\S+)$", Pattern.MULTILINE);

  /** The sum of a metric's samples whose labels contain all of these texts. */
  double sum(String name, String... labels) {
    double sum = 0;
    for (MatchResult line : lines(name)) {
      String found = String.valueOf(line.group(2));
      if (List.of(labels).stream().allMatch(found::contains)) {
        sum += Double.parseDouble(line.group(3));
      }
    }
    return sum;
  }

  /** What of a metric writes: calls that change objects, leases left out. */
  double writes() {
    double sum = 0;
    for (MatchResult line : lines("apiserver_request_total")) {
      String labels = line.group(2);
      boolean reads = labels.matches(".*verb=\"(GET|LIST|WATCH|CONNECT)\".*");
      if (!reads && !labels.contains("resource=\"leases\"")) {
        sum += Double.parseDouble(line.group(3));
      }
    }
    return sum;
  }

  private List<MatchResult> lines(String name) {
    Matcher matcher = LINE.matcher(text);
    return matcher.results().filter(line -> line.group(1).equals(name)).toList();
  }
}
