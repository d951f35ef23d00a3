package dev.aerie.local.testing;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aerie.local.LauncherException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BillOfMaterialsTest {
  private static final String WHOLE =
      """
      {"bomFormat": "CycloneDX", "metadata": {"component": {"name": "service", "version": "1"}}, "components": [
       {"name": "quarkus-core", "version": "3", "purl": "pkg:maven/io.quarkus/quarkus-core@3?type=jar"},
       {"name": "other", "version": "2", "purl": "pkg:maven/org.example/other@2?type=jar"}]}
      """;

  @TempDir private Path module;

  @Test
  void wholeOneIsTaken() throws IOException {
    write(WHOLE);

    BillOfMaterials.of(module).check();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          CycloneDX            | Other             | form
          , "version": "1"}    | }                 | of what
          quarkus-core@        | elsewhere@        | Quarkus
          org.example          | org.assertj       | tests
          pkg:maven/org        | org               | where other
          {"bomFormat"         | {                 | can't be read
          """)
  void whatLacksSomethingIsRefused(String whole, String broken, String said) throws IOException {
    write(WHOLE.replace(whole, broken));

    assertThatThrownBy(() -> BillOfMaterials.of(module).check())
        .isInstanceOf(LauncherException.class)
        .hasMessageContaining(said);
  }

  @Test
  void missingOneIsRefused() {
    assertThatThrownBy(() -> BillOfMaterials.of(module).check())
        .isInstanceOf(LauncherException.class)
        .hasMessageContaining("can't be read");
  }

  private void write(String text) throws IOException {
    Path file = module.resolve("target/sbom.json");
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
