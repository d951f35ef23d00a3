package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.controlplane.access.Permission;
import dev.aerie.controlplane.problem.Code;
import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.ApiDocument;
import dev.aerie.controlplane.support.ApiDocument.Operation;
import dev.aerie.controlplane.support.ApiReference;
import dev.aerie.controlplane.support.DocumentedRefusals;
import dev.aerie.controlplane.support.Endpoints;
import dev.aerie.controlplane.support.ExampleCheck;
import dev.aerie.controlplane.support.Surroundings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class OpenApiTest {
  private static final Path REFERENCE = Path.of("..", "docs", "api");
  private static final String ANEW =
      "write it anew with -Dtest.jvm.args=-Daerie.openapi.write=true";
  private static final boolean WRITE = Boolean.getBoolean("aerie.openapi.write");

  private static final List<String> USED_BY_EVERYBODY =
      List.of(
          "Cluster",
          "NewCluster",
          "ClusterChanges",
          "ApiKey",
          "NewApiKey",
          "CreatedApiKey",
          "Operation",
          "Organization",
          "Project",
          "Backup",
          "NewBackup",
          "Region",
          "Bootstrap");

  @Test
  void checkedInDescriptionIsWhatTheCodeSays() throws IOException {
    String generated = Api.anonymous().get("/q/openapi?format=yaml").mustBe(200).text();
    if (WRITE) {
      Files.writeString(ApiDocument.CHECKED_IN, generated);
    }

    assertThat(generated).startsWith("---\nopenapi: 3.1");
    assertThat(Files.readString(ApiDocument.CHECKED_IN))
        .as("docs/openapi.yaml; " + ANEW)
        .isEqualTo(generated);
  }

  @Test
  void checkedInReferenceIsWhatTheDescriptionSays() throws IOException {
    Map<String, String> generated = ApiReference.pages(document());
    if (WRITE) {
      Files.createDirectories(REFERENCE);
      for (String old : checkedIn().keySet()) {
        Files.delete(REFERENCE.resolve(old));
      }
      for (var page : generated.entrySet()) {
        Files.writeString(REFERENCE.resolve(page.getKey()), page.getValue());
      }
    }

    assertThat(checkedIn()).as("docs/api; " + ANEW).isEqualTo(generated);
  }

  private static Map<String, String> checkedIn() throws IOException {
    var pages = new HashMap<String, String>();
    if (Files.isDirectory(REFERENCE)) {
      try (Stream<Path> files = Files.list(REFERENCE)) {
        for (Path file : files.toList()) {
          pages.put(file.getFileName().toString(), Files.readString(file));
        }
      }
    }
    return pages;
  }

  @Test
  void propertiesOfWhatEverybodyUsesSayWhatTheyMean() {
    for (String name : USED_BY_EVERYBODY) {
      JsonNode schema = document().root().at("/components/schemas/" + name);
      assertThat(schema.path("properties")).as(name).isNotEmpty();
      assertThat(schema.path("properties").properties())
          .as(name)
          .allSatisfy(one -> assertThat(one.getValue().path("description").asText()).contains(" "));
    }
  }

  @Test
  void everyOperationSaysWhatItDoesAndNeeds() {
    ApiDocument document = document();
    Map<String, Optional<Permission>> needed =
        Endpoints.described().all().stream()
            .collect(
                Collectors.toMap(
                    endpoint -> endpoint.operation(), endpoint -> endpoint.permission()));

    assertThat(document.operations()).extracting(Operation::id).doesNotHaveDuplicates();
    assertThat(document.root().path("tags").findValuesAsText("name"))
        .doesNotHaveDuplicates()
        .hasSameSizeAs(document.root().path("tags").findValuesAsText("description"))
        .containsAll(document.operations().stream().map(Operation::tag).toList());
    assertThat(document.operations())
        .allSatisfy(
            operation -> {
              assertThat(operation.id()).isNotEmpty();
              assertThat(operation.tag()).isNotEmpty();
              assertThat(operation.node().path("summary").asText()).contains(" ");
              assertThat(operation.node().path("responses"))
                  .allSatisfy(
                      response ->
                          assertThat(document.resolve(response).path("description").asText())
                              .isNotEmpty());
            });
    assertThat(ofTheApi(document))
        .allSatisfy(
            operation -> {
              assertThat(operation.permission())
                  .isEqualTo(needed.get(operation.id()).map(Permission::name));
              assertThat(operation.node().path("parameters"))
                  .allSatisfy(
                      parameter -> assertThat(parameter.path("description").asText()).isNotEmpty());
            });
  }

  @Test
  void everyAnswerWithABodyHasASchema() {
    ApiDocument document = document();

    assertThat(document.operations())
        .allSatisfy(
            operation -> {
              assertThat(document.successes(operation))
                  .allSatisfy(answer -> assertThat(answer.body().path("schema")).isNotEmpty());
              assertThat(
                      operation.node().path("responses").has("204")
                          || !document.successes(operation).isEmpty())
                  .as("answers either nothing or a body")
                  .isTrue();
            });
  }

  @Test
  void everyRefusalNamesItsCodes() {
    ApiDocument document = document();
    Map<String, Code> known =
        Arrays.stream(Code.values())
            .collect(Collectors.toMap(code -> code.status() + code.text(), code -> code));

    assertThat(ofTheApi(document))
        .allSatisfy(
            operation ->
                assertThat(document.refusedStatuses(operation))
                    .contains("400", "401", "403", "404", "429")
                    .allSatisfy(
                        status ->
                            assertThat(document.refusals(operation, status))
                                .isNotEmpty()
                                .allSatisfy(
                                    body ->
                                        assertThat(known)
                                            .containsKey(status + body.path("code").asText()))));
  }

  @Test
  void refusalsThatAreNotDocumentedAreFoundInEveryTest() {
    DocumentedRefusals.check("POST", "/v1/projects", "409", "NAME_TAKEN");
    DocumentedRefusals.check("GET", "/v1/nowhere", "404", "NOT_FOUND");

    assertThatThrownBy(() -> DocumentedRefusals.check("POST", "/v1/projects", "409", "ROLE_IN_USE"))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(
            () ->
                DocumentedRefusals.check(
                    "POST", "/v1/clusters/cls_1:suspend", "409", "DELETION_PROTECTED"))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void everyBodyHasAnExampleWithAllItsProperties() {
    var examples = new ExampleCheck(document());
    ofTheApi(examples.document()).forEach(examples::check);

    assertThat(examples.missing())
        .as("add to examples.properties, or its value does not fit")
        .isEmpty();
  }

  private static List<Operation> ofTheApi(ApiDocument document) {
    return document.operations().stream().filter(Operation::isOfTheApi).toList();
  }

  private static ApiDocument document() {
    return new ApiDocument(Api.anonymous().get("/q/openapi?format=json").mustBe(200).json());
  }
}
