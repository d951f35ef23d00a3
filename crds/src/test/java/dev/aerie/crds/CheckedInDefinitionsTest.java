package dev.aerie.crds;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.crdv2.generator.CRDGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckedInDefinitionsTest {

  private static final Path CHECKED_IN = Path.of("src/main/kubernetes");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "vectorclusters.aerie.dev",
        "vectorclusterclasses.aerie.dev",
        "vectorbackups.aerie.dev",
        "vectorbackupschedules.aerie.dev",
        "vectorrestores.aerie.dev"
      })
  void areWhatTheTypesSay(String name, @TempDir Path generated) throws IOException {
    new CRDGenerator()
        .inOutputDir(generated.toFile())
        .withMinQuotes(true)
        .withPostProcessor(new Refinements())
        .forCRDVersions("v1")
        .customResourceClasses(
            VectorCluster.class,
            VectorClusterClass.class,
            VectorBackup.class,
            VectorBackupSchedule.class,
            VectorRestore.class)
        .generate();
    String expected = Files.readString(generated.resolve(name + "-v1.yml"));
    Path file = CHECKED_IN.resolve(name + ".yaml");
    if (System.getenv("UPDATE_CRDS") != null) {
      Files.writeString(file, expected);
    }

    assertThat(file)
        .as("%s differs from the Java types: run the tests with UPDATE_CRDS=1 and commit it", file)
        .content()
        .isEqualTo(expected);
  }
}
