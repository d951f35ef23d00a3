package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.aerie.controlplane.support.Incompatibilities;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Clients made for the last release go on: the policy is in docs/api.md. */
class OpenApiCompatibilityTest {
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final Path RELEASE = Path.of("src/test/resources/releases/0.1.0.openapi.yaml");
  private static final Path ALWAYS_NEEDED =
      Path.of("src/test/resources/releases/0.1.0.always-needed.txt");
  private static final Path NOW = Path.of("..", "docs", "openapi.yaml");
  private static final String NEW_CLUSTER = "/components/schemas/NewCluster";
  private static final String CLUSTER = "/components/schemas/Cluster";
  private static final String USAGE = "/paths/~1v1~1usage/get";
  private static final LocalDate TODAY = LocalDate.parse("2026-12-01");

  /**
   * The description of 0.1.0 did not say what that release refused requests without; what it never
   * took without has been marked since, and nothing else.
   */
  @Test
  void clientsOfTheLastReleaseGoOn() throws IOException {
    List<String> marked =
        Files.readAllLines(ALWAYS_NEEDED).stream().filter(line -> !line.startsWith("#")).toList();

    assertThat(marked).allMatch(line -> line.endsWith(" is needed now"));
    assertThat(Incompatibilities.between(read(RELEASE), read(NOW), LocalDate.now(ZoneOffset.UTC)))
        .containsExactlyInAnyOrderElementsOf(marked);
  }

  @Test
  void whatIsNewIsNoObstacle() throws IOException {
    assertThat(
            changed(
                document -> {
                  ((ObjectNode) document.at(CLUSTER + "/properties")).putObject("new");
                  ((ObjectNode) document.at("/paths")).putObject("/v1/new").putObject("get");
                }))
        .isEmpty();
  }

  @Test
  void eachLossIsFound() throws IOException {
    assertThat(changed(document -> remove(document, "/paths", "/v1/usage")))
        .containsExactly("GET /v1/usage is gone");
    assertThat(changed(document -> remove(document, CLUSTER + "/properties", "endpoint")))
        .contains("GET /v1/clusters answer.items[].endpoint is gone");
    assertThat(changed(document -> remove(document, NEW_CLUSTER + "/properties", "units")))
        .containsExactly("POST /v1/clusters request.units is not taken any more");
    assertThat(changed(document -> object(document, NEW_CLUSTER).putArray("required").add("units")))
        .containsExactly("POST /v1/clusters request.units is needed now");
    assertThat(
            changed(
                document ->
                    object(document, NEW_CLUSTER + "/properties/units").put("type", "null")))
        .containsExactly("POST /v1/clusters request.units takes fewer types");
    assertThat(
            changed(
                document ->
                    object(document, CLUSTER + "/properties/endpoint").put("type", "integer")))
        .contains("GET /v1/clusters answer.items[].endpoint answers other types");
    assertThat(
            changed(
                document ->
                    object(document, NEW_CLUSTER + "/properties/deletionPolicy")
                        .removeAll()
                        .putArray("enum")
                        .add("RETAIN")))
        .contains("POST /v1/clusters request.deletionPolicy takes fewer values");
  }

  /** What is announced stays until its day, which comes no earlier. */
  @Test
  void whatWasAnnouncedMayGoOnItsDay() throws IOException {
    JsonNode announced = read(RELEASE);
    object(announced, USAGE).put("deprecated", true).put("x-sunset", "2027-12-05");
    JsonNode gone = read(RELEASE);
    remove(gone, "/paths", "/v1/usage");
    JsonNode earlier = announced.deepCopy();
    object(earlier, USAGE).put("x-sunset", "2027-12-04");

    assertThat(Incompatibilities.between(announced, gone, LocalDate.parse("2027-12-04")))
        .containsExactly("GET /v1/usage is gone before 2027-12-05");
    assertThat(Incompatibilities.between(announced, gone, LocalDate.parse("2027-12-05"))).isEmpty();
    assertThat(Incompatibilities.between(read(RELEASE), announced, TODAY)).isEmpty();
    assertThat(Incompatibilities.between(announced, earlier, TODAY))
        .containsExactly("GET /v1/usage ends before the day that was told");
  }

  private static List<String> changed(Consumer<JsonNode> change) throws IOException {
    JsonNode document = read(RELEASE);
    change.accept(document);
    return Incompatibilities.between(read(RELEASE), document, TODAY);
  }

  private static void remove(JsonNode document, String pointer, String name) {
    assertThat(object(document, pointer).remove(name)).isNotNull();
  }

  private static ObjectNode object(JsonNode document, String pointer) {
    return (ObjectNode) document.at(pointer);
  }

  private static JsonNode read(Path file) throws IOException {
    return YAML.readTree(Files.readString(file));
  }
}
