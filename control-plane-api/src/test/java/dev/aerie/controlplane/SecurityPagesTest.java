package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages for those who review the security name tests that are there. */
class SecurityPagesTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern NAMED = Pattern.compile("`(\\w+Test|test_\\w+\\.py)`");

  @Test
  void testsThatPagesNameAreThere() throws IOException {
    var named = new TreeSet<String>();
    try (Stream<Path> pages = Files.list(ROOT.resolve("docs/security"))) {
      for (Path page : pages.toList()) {
        NAMED
            .matcher(Files.readString(page))
            .results()
            .map(found -> found.group(1))
            .forEach(named::add);
      }
    }
    assertThat(named).hasSizeGreaterThan(50);
    assertThat(tests()).containsAll(named);
  }

  private static Set<String> tests() throws IOException {
    var tests = new TreeSet<String>();
    for (String folder :
        new String[] {"control-plane-api", "operator", "data-plane", "local", "cli", "e2e"}) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
        tests.addAll(
            files
                .map(file -> file.getFileName().toString())
                .filter(name -> name.endsWith("Test.java") || name.endsWith(".py"))
                .map(name -> name.replace(".java", ""))
                .collect(Collectors.toSet()));
      }
    }
    return tests;
  }
}
