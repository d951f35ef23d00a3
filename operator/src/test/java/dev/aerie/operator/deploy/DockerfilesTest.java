package dev.aerie.operator.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be seen of the images without building them. */
class DockerfilesTest {

  private static final Path ROOT = Path.of("..");
  private static final Path FOLDER = ROOT.resolve("deploy/docker");
  private static final String BUILT = "/target/quarkus-app/";

  @ParameterizedTest
  @CsvSource({
    "operator, operator, 8081",
    "control-plane, control-plane-api, 8080 9000",
    "data-plane, data-plane/server, 19530 9091",
  })
  void copiesWhatTheBuildMakesAndLeavesRoot(String name, String module, String ports)
      throws IOException {
    List<String> lines = lines(name);

    assertThat(instructions(lines, "COPY")).containsExactly(module + BUILT + " /app/");
    assertThat(ROOT.resolve(module).resolve("pom.xml")).content().contains("quarkus-maven-plugin");
    assertThat(ROOT.resolve(module).resolve("src/main/resources/application.properties"))
        .content()
        .contains("quarkus.package.jar.type=aot-jar");
    assertThat(FOLDER.resolve(name + ".Dockerfile.dockerignore"))
        .content()
        .isEqualTo("*\n!%s/target/quarkus-app\n".formatted(module));
    assertThat(instructions(lines, "USER")).containsExactly("10001:10001");
    assertThat(instructions(lines, "EXPOSE")).containsExactly(ports);
    assertThat(instructions(lines, "ENTRYPOINT"))
        .singleElement()
        .asString()
        .startsWith("[\"java\", ")
        .endsWith("\"-jar\", \"/app/quarkus-run.jar\"]");
    assertThat(instructions(lines, "ADD")).isEmpty();
  }

  @Test
  void theDataPlaneHasTheFlagsWithoutWhichItRefusesToStart() throws IOException {
    for (String instruction : List.of("RUN", "ENTRYPOINT")) {
      assertThat(instructions(lines("data-plane"), instruction))
          .singleElement()
          .asString()
          .contains(
              "\"--add-modules\", \"jdk.incubator.vector\"",
              "\"--enable-native-access=ALL-UNNAMED\"");
    }
  }

  @Test
  void theDataPlaneGivesBackMemoryAsItDoesOnTheLocalNode() throws IOException {
    String local =
        Files.readString(ROOT.resolve("local/src/main/java/dev/aerie/local/part/Kube.java"));
    String image = instructions(lines("data-plane"), "ENTRYPOINT").getFirst();
    for (String flag :
        List.of("HeapFreeRatio=", "G1PeriodicGCInterval=", "TrimNativeHeapInterval=")) {
      assertThat(flags(image, flag)).isNotEmpty().isEqualTo(flags(local, flag));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"operator", "control-plane"})
  void theOthersRunNothingWhenTheyAreBuilt(String name) throws IOException {
    assertThat(instructions(lines(name), "RUN")).isEmpty();
  }

  @Test
  void allRunOnTheJavaThatTheyAreCompiledFor() throws IOException {
    String release =
        Files.readString(ROOT.resolve("pom.xml"))
            .replaceAll("(?s).*<maven.compiler.release>(\\d+)<.*", "$1");
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.filter(each -> each.toString().endsWith("file")).toList()) {
        assertThat(instructions(Files.readAllLines(file), "FROM"))
            .as(file.toString())
            .containsExactly("docker.io/library/eclipse-temurin:%s-jre".formatted(release));
      }
    }
  }

  private static List<String> lines(String name) throws IOException {
    return Files.readAllLines(FOLDER.resolve(name + ".Dockerfile"));
  }

  private static List<String> instructions(List<String> lines, String instruction) {
    return lines.stream()
        .filter(line -> line.startsWith(instruction + " "))
        .map(line -> line.substring(instruction.length() + 1))
        .toList();
  }

  private static List<String> flags(String text, String flag) {
    return Pattern.compile("-XX:\\w*" + flag + "\\d+")
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .toList();
  }
}
