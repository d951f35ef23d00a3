package dev.aerie.controlplane.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.aerie.controlplane.access.Needs;
import dev.aerie.controlplane.access.Permission;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The endpoints of {@code /v1} as the OpenAPI description lists them. */
public record Endpoints(List<Endpoint> all) {

  /** One of them; an open one needs no permission. */
  public record Endpoint(
      String method,
      String path,
      String operation,
      Optional<Permission> permission,
      boolean takesBody,
      boolean takesOrganization) {}

  private static Endpoints known;

  /** All of them; read once, as it takes a while. */
  public static synchronized Endpoints described() {
    if (known == null) {
      known = read();
    }
    return known;
  }

  private static Endpoints read() {
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.aerie.controlplane");
    var found = new ArrayList<Endpoint>();
    JsonNode paths = Api.anonymous().get("/q/openapi?format=json").mustBe(200).json().path("paths");
    paths
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        method -> {
                          if (path.getKey().startsWith("/v1/")) {
                            found.add(
                                endpoint(
                                    classes, path.getKey(), method.getKey(), method.getValue()));
                          }
                        }));
    return new Endpoints(List.copyOf(found));
  }

  private static Endpoint endpoint(
      JavaClasses classes, String path, String method, JsonNode operation) {
    String id = operation.path("operationId").asText();
    return new Endpoint(
        method.toUpperCase(Locale.ROOT),
        path,
        id,
        method(classes, id)
            .tryGetAnnotationOfType(Needs.class)
            .map(Needs::value)
            .map(Optional::of)
            .orElse(Optional.empty()),
        operation.has("requestBody"),
        operation.path("parameters").findValuesAsText("name").contains("organizationId"));
  }

  private static JavaMethod method(JavaClasses classes, String operation) {
    String[] names = operation.split("_");
    return classes.stream()
        .filter(one -> one.getSimpleName().equals(names[0]))
        .flatMap(one -> one.getMethods().stream())
        .filter(one -> one.getName().equals(names[1]))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no method " + operation));
  }
}
