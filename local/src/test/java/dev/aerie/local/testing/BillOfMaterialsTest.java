package dev.aerie.local.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aerie.local.LauncherException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BillOfMaterialsTest {
  private static final String WHOLE =
      """
      {"bomFormat": "CycloneDX", "metadata": {"component": {"name": "service", "version": "1"}}, "components": [
       {"name": "quarkus-core", "version": "3", "purl": "pkg:maven/io.quarkus/quarkus-core@3?type=jar"},
       {"name": "other", "version": "2", "purl": "pkg:maven/org.example/other@2?type=jar"}]}
      """;

  @TempDir private Path root;

  @Test
  void wholeOneIsTaken() throws IOException {
    write(WHOLE);

    BillOfMaterials.of(root, Shipped.OPERATOR).check();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          CycloneDX            | Other             | form
          , "version": "1"}    | }                 | of what
          quarkus-core@        | elsewhere@        | quarkus-core
          org.example          | org.assertj       | tests
          pkg:maven/org        | org               | where other
          {"bomFormat"         | {                 | can't be read
          """)
  void whatLacksSomethingIsRefused(String whole, String broken, String said) throws IOException {
    write(WHOLE.replace(whole, broken));

    assertThatThrownBy(() -> BillOfMaterials.of(root, Shipped.OPERATOR).check())
        .isInstanceOf(LauncherException.class)
        .hasMessageContaining(said);
  }

  @ParameterizedTest
  @EnumSource
  void whatItCannotBeWithoutIsMissed(Shipped shipped) {
    BillOfMaterials bill = BillOfMaterials.of(root, shipped).write(WHOLE.replace("-core", "-arc"));

    assertThatThrownBy(bill::check).hasMessageContaining("does not name " + shipped.part());
  }

  /** Each module once, and Go's own library; what is ours is no part. */
  @Test
  void modulesOfAGoProgramAreItsParts() {
    String modules =
        """

        aerie.dev/local/kube\s
        k8s.io/apiserver v0.35.4

        k8s.io/api v0.35.4
        k8s.io/apiserver v0.35.4
        """;

    String bill = GoModules.bill("kube", modules, "go1.26.8");
    BillOfMaterials.of(root, Shipped.KUBE).write(bill).check();

    assertThat(bill)
        .containsOnlyOnce("pkg:golang/k8s.io/apiserver@v0.35.4")
        .contains("pkg:golang/k8s.io/api@v0.35.4", "pkg:golang/stdlib@1.26.8")
        .doesNotContain("aerie.dev");
  }

  @Test
  void packagesThatOnlyBuildOrTestThePageAreNoParts() {
    String everything =
        """
        {"bomFormat": "CycloneDX", "metadata": {"component": {"version": "1"}}, "components": [
         {"name": "vitest", "version": "4", "purl": "pkg:npm/vitest@4",
          "properties": [{"name": "cdx:npm:package:development", "value": "true"}]},
         {"name": "react", "version": "19", "purl": "pkg:npm/react@19", "properties": []}]}
        """;
    BillOfMaterials console = BillOfMaterials.of(root, Shipped.CONSOLE);

    console.write(NpmPackages.withoutDevelopment(everything)).check();

    console.write(everything);
    assertThatThrownBy(console::check).hasMessageContaining("only tests use");
  }

  @Test
  void missingOneIsRefused() {
    assertThatThrownBy(() -> BillOfMaterials.of(root, Shipped.OPERATOR).check())
        .isInstanceOf(LauncherException.class)
        .hasMessageContaining("can't be read");
  }

  private void write(String text) throws IOException {
    Path file = root.resolve("operator/target/sbom.json");
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
