package dev.aerie.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.cli.AerieCli;
import dev.aerie.cli.api.Json;
import dev.aerie.cli.described.DescribedControlPlane;
import dev.aerie.cli.described.Terminal;
import dev.aerie.cli.described.Terminal.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import picocli.CommandLine;

/** Each verb of clusters, regions and the audit log makes its call, and shows the answer. */
class VerbsTest {
  private static final String CALLS = "/verbs.csv";
  private DescribedControlPlane service;

  @BeforeEach
  void start() throws IOException {
    service = new DescribedControlPlane();
  }

  @AfterEach
  void end() {
    service.close();
  }

  @ParameterizedTest
  @CsvFileSource(resources = CALLS, delimiter = '|', useHeadersInDisplayName = true)
  void makesItsCall(String verb, String call, String body, String shown) {
    for (String form : List.of("", " -o json")) {
      Said said = Terminal.type(service, verb + form);

      assertThat(said.exit()).as(said.err()).isZero();
      assertThat(said.err()).isEmpty();
      DescribedControlPlane.Call made = service.calls().getLast();
      assertThat(made.line()).isEqualTo(call);
      assertThat(made.body()).isEqualTo(Json.read(body == null ? "" : body));
      if (form.isEmpty()) {
        assertThat(said.out()).contains(shown == null ? "" : shown);
      } else if (shown != null) {
        assertThat(Json.read(said.out()).isContainerNode()).isTrue();
      }
    }
  }

  @Test
  void noneIsLeftOut() throws IOException {
    List<String> tried = Files.readAllLines(Path.of("src/test/resources" + CALLS));
    CommandLine all = AerieCli.commandLine();

    assertThat(Stream.of("cluster", "region", "quote").flatMap(noun -> verbs(all, noun)))
        .isNotEmpty()
        .allSatisfy(verb -> assertThat(tried).anyMatch(line -> line.startsWith(verb + " ")));
  }

  private static Stream<String> verbs(CommandLine all, String noun) {
    return all.getSubcommands().get(noun).getSubcommands().keySet().stream()
        .map(verb -> noun + " " + verb);
  }

  @Test
  void theLauncherKnowsEach() throws IOException {
    String launcher = Files.readString(Path.of("../aerie"));
    String offered =
        launcher
            .lines()
            .filter(line -> line.strip().startsWith("login |"))
            .findFirst()
            .orElseThrow();

    assertThat(Arrays.stream(offered.strip().replace(")", "").split(" \\| ")))
        .containsExactlyInAnyOrderElementsOf(AerieCli.commandLine().getSubcommands().keySet());
  }
}
