package dev.aerie.local.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aerie.local.LauncherException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.StreamSupport;

/**
 * What a service is made of, in CycloneDX's form, as the build writes it to {@code
 * target/sbom.json}.
 */
final class BillOfMaterials {
  private static final String NAME = "target/sbom.json";

  private final Path file;

  private BillOfMaterials(Path file) {
    this.file = file;
  }

  /** The one of a module in this folder. */
  static BillOfMaterials of(Path module) {
    return new BillOfMaterials(module.resolve(NAME));
  }

  /**
   * Makes sure that it is whole: every part is named so that a scanner finds it, and nothing of the
   * tests is in it.
   *
   * @throws LauncherException when it is missing or lacks something
   */
  void check() {
    JsonNode bill = read();
    must(bill.path("bomFormat").asText().equals("CycloneDX"), "is not in CycloneDX's form");
    must(bill.at("/metadata/component/version").isTextual(), "does not say of what it is");
    JsonNode parts = bill.path("components");
    must(has(parts, "pkg:maven/io.quarkus/quarkus-core@"), "does not name Quarkus");
    must(!has(parts, "pkg:maven/org.assertj/"), "names what only tests use");
    for (JsonNode part : parts) {
      must(
          part.path("purl").asText().startsWith("pkg:maven/") && part.path("version").isTextual(),
          "does not say where %s comes from".formatted(part.path("name").asText()));
    }
  }

  private static boolean has(JsonNode parts, String purl) {
    return StreamSupport.stream(parts.spliterator(), false)
        .anyMatch(part -> part.path("purl").asText().startsWith(purl));
  }

  private JsonNode read() {
    try {
      return new ObjectMapper().readTree(file.toFile());
    } catch (IOException e) {
      throw new LauncherException(
          "the bill of materials %s can't be read: %s".formatted(file, e), e);
    }
  }

  private void must(boolean holds, String otherwise) {
    if (!holds) {
      throw new LauncherException("the bill of materials %s %s".formatted(file, otherwise));
    }
  }
}
