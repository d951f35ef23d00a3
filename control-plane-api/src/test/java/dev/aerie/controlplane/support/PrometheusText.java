package dev.aerie.controlplane.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text format of Prometheus, version 0.0.4, read by its grammar: fails at the first line that
 * is none of it, at a family told twice or in pieces, and at a sample told twice.
 *
 * @param samples in the order they stand there
 */
public record PrometheusText(List<Sample> samples) {
  private static final Pattern HEAD =
      Pattern.compile("# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.+)");
  private static final Pattern SAMPLE =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)\\{([^}]*)} (\\S+) (\\d+)");
  private static final Pattern LABELS =
      Pattern.compile("(?:[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\]|\\\\[\\\\n\"])*\"(?:,(?!$)|$))+");
  private static final Pattern LABEL = Pattern.compile("([a-zA-Z_]\\w*)=\"([^\"]*)\"");

  /** One figure, with the time it was measured at in milliseconds. */
  public record Sample(String family, Map<String, String> labels, double value, long at) {}

  /** What a text says. */
  public static PrometheusText read(String text) {
    assertThat(text).endsWith("\n").doesNotContain("\n\n", "\r");
    var reading = new Reading();
    text.lines().forEach(reading::line);
    return new PrometheusText(List.copyOf(reading.samples));
  }

  private static final class Reading {
    private final Map<String, Set<String>> heads = new HashMap<>();
    private final List<Sample> samples = new ArrayList<>();
    private final Set<String> told = new HashSet<>();
    private String family = "";

    void line(String line) {
      if (line.startsWith("#")) {
        head(line);
      } else {
        sample(line);
      }
    }

    private void head(String line) {
      Matcher read = matched(HEAD, line);
      String name = read.group(2);
      assertThat(heads.computeIfAbsent(name, any -> new HashSet<>()).add(read.group(1)))
          .as("told once: " + line)
          .isTrue();
      assertThat(samples).as("before its samples: " + line).noneMatch(one -> is(one, name));
      if (read.group(1).equals("TYPE")) {
        assertThat(read.group(3)).isIn("counter", "gauge");
      }
      family = name;
    }

    private void sample(String line) {
      Matcher read = matched(SAMPLE, line);
      assertThat(read.group(1)).as("in its family: " + line).isEqualTo(family);
      assertThat(heads.get(family)).containsExactlyInAnyOrder("HELP", "TYPE");
      assertThat(told.add(read.group(1) + read.group(2))).as("told once: " + line).isTrue();
      samples.add(
          new Sample(
              family,
              labels(read.group(2)),
              Double.parseDouble(read.group(3)),
              Long.parseLong(read.group(4))));
    }

    private static boolean is(Sample sample, String family) {
      return sample.family().equals(family);
    }

    private static Map<String, String> labels(String text) {
      matched(LABELS, text);
      var labels = new HashMap<String, String>();
      Matcher label = LABEL.matcher(text);
      while (label.find()) {
        assertThat(labels.put(label.group(1), label.group(2))).as(text).isNull();
      }
      return Map.copyOf(labels);
    }

    private static Matcher matched(Pattern form, String text) {
      Matcher read = form.matcher(text);
      assertThat(read.matches()).as(text).isTrue();
      return read;
    }
  }
}
