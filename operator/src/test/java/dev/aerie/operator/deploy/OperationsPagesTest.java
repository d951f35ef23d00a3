package dev.aerie.operator.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages for those who run it say what is there. */
class OperationsPagesTest {

  private static final Path PAGES = Path.of("../docs/operations");
  private static final Path ROOT = Path.of("..");
  private static final Pattern REASON = Pattern.compile("new Problem\\(\\s*\"(\\w+)\"");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([A-Z]\\w+)` \\|");
  private static final Pattern VALUES = Pattern.compile("--set ['\"]?([^\\s'\"`\\\\]+)");
  private static final Pattern FILE =
      Pattern.compile(
          "\\b((?:deploy(?!/aerie-(?:operator|control-plane)\\b)|crds|operator|bench|local)/[\\w./-]+\\w)");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(?:#[^)]*)?\\)");

  @Test
  void everyReasonStandsInThePageForDebuggingAndInTheArchitecture() throws IOException {
    Set<String> reasons = new TreeSet<>();
    try (Stream<Path> files = Files.walk(Path.of("src/main/java/dev/aerie/operator/cluster"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        reasons.addAll(found(REASON, Files.readString(file)));
      }
    }
    reasons.remove("AsExpected");

    assertThat(reasons).hasSizeGreaterThan(20);
    assertThat(found(ROW, Files.readString(PAGES.resolve("debug.md")))).containsAll(reasons);
    assertThat(Files.readString(ROOT.resolve("docs/architecture.md"))).contains(reasons);
  }

  @Test
  void valuesThatPagesSetAreTheCharts() throws IOException {
    List<JsonNode> charts = List.of(values("aerie-operator"), values("aerie-control-plane"));

    assertThat(everywhere(VALUES).entrySet())
        .isNotEmpty()
        .allSatisfy(
            each ->
                assertThat(each.getValue())
                    .as(each.getKey())
                    .flatExtracting(set -> Arrays.asList(set.split(",")))
                    .extracting(one -> "/" + one.replaceAll("=.*", "").replace('.', '/'))
                    .allMatch(
                        path ->
                            charts.stream().anyMatch(chart -> !chart.at(path).isMissingNode())));
  }

  private static JsonNode values(String chart) {
    Path file = ROOT.resolve("deploy/helm").resolve(chart).resolve("values.yaml");
    return new ObjectMapper().valueToTree(Serialization.unmarshal(read(file), Map.class));
  }

  @Test
  void filesAndPagesThatTheyNameAreThere() throws IOException {
    assertThat(everywhere(FILE).values().stream().flatMap(List::stream).distinct())
        .isNotEmpty()
        .allMatch(file -> Files.exists(ROOT.resolve(file)));
    everywhere(LINK)
        .forEach(
            (page, links) ->
                assertThat(links)
                    .as(page)
                    .allMatch(link -> Files.exists(PAGES.resolve(page).getParent().resolve(link))));
  }

  /** What a pattern finds in each page that it is found in. */
  private static Map<String, List<String>> everywhere(Pattern pattern) throws IOException {
    try (Stream<Path> pages = Files.walk(PAGES)) {
      return pages
          .filter(page -> page.toString().endsWith(".md"))
          .collect(
              Collectors.toMap(
                  page -> PAGES.relativize(page).toString(),
                  page -> found(pattern, read(page)),
                  (one, other) -> one,
                  TreeMap::new));
    }
  }

  private static List<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map((MatchResult one) -> one.group(1)).toList();
  }

  private static String read(Path page) {
    try {
      return Files.readString(page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
