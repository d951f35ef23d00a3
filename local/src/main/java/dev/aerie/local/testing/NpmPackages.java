package dev.aerie.local.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aerie.local.LauncherException;
import dev.aerie.local.process.Command;
import java.nio.file.Path;

/**
 * The packages that a page made with npm has code of, those that only build and test it left out.
 */
final class NpmPackages {
  private static final String BUILDS_OR_TESTS = "cdx:npm:package:development";

  private NpmPackages() {}

  /** The bill of materials of the page in a folder, in CycloneDX's form. */
  static String bill(Path folder) {
    // Not --omit dev: it leaves out React too, as other packages need that for their own tests.
    return withoutDevelopment(
        Command.of("npm", "sbom", "--sbom-format", "cyclonedx", "--package-lock-only")
            .and("--loglevel", "error")
            .in(folder)
            .output());
  }

  /** The same of all that npm knows of. */
  static String withoutDevelopment(String everything) {
    try {
      JsonNode bill = new ObjectMapper().readTree(everything);
      var parts = bill.withArray("components").elements();
      while (parts.hasNext()) {
        if (parts.next().path("properties").findValuesAsText("name").contains(BUILDS_OR_TESTS)) {
          parts.remove();
        }
      }
      return bill.toPrettyString();
    } catch (JsonProcessingException e) {
      throw new LauncherException("npm does not tell what the console is made of: " + e, e);
    }
  }
}
