package dev.aerie.local.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aerie.local.LauncherException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * What something shipped is made of, in CycloneDX's form, as its build writes it to {@code
 * target/sbom.json}.
 */
final class BillOfMaterials {
  private static final String NAME = "target/sbom.json";

  private static final List<String> ONLY_OF_TESTS =
      List.of(
          "pkg:maven/org.assertj/",
          "pkg:npm/vitest@",
          "pkg:golang/github.com/hashicorp/terraform-plugin-testing@");

  private final Shipped shipped;
  private final Path file;

  private BillOfMaterials(Shipped shipped, Path file) {
    this.shipped = shipped;
    this.file = file;
  }

  /** The one of this, in a checkout. */
  static BillOfMaterials of(Path root, Shipped shipped) {
    return new BillOfMaterials(shipped, root.resolve(shipped.module()).resolve(NAME));
  }

  /** Writes it, for a build that does not by itself. */
  BillOfMaterials write(String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new LauncherException("%s can't be written: %s".formatted(file, e), e);
    }
    return this;
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
    must(has(parts, shipped.part()), "does not name " + shipped.part());
    must(ONLY_OF_TESTS.stream().noneMatch(part -> has(parts, part)), "names what only tests use");
    for (JsonNode part : parts) {
      must(
          part.path("purl").asText().startsWith(shipped.kind()) && part.path("version").isTextual(),
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
