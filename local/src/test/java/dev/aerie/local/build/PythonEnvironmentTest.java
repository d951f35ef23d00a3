package dev.aerie.local.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.local.home.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PythonEnvironmentTest {
  @TempDir Path folder;

  @Test
  void isMadeAgainWhenItsPythonIsGoneOrItsRequirementsChange() throws IOException {
    Home home = new Home(folder, folder.resolve("home"), folder.resolve("cache"));
    home.prepare();
    Path requirements = Files.writeString(folder.resolve("requirements.txt"), "# none\n");
    PythonEnvironment environment =
        new PythonEnvironment(folder.resolve("environment"), requirements);
    assertThat(environment.complete()).isFalse();

    environment.install(home);
    assertThat(environment.complete()).isTrue();

    Path python = environment.program("python");
    Files.delete(python);
    Files.createSymbolicLink(python, folder.resolve("no-python-any-more"));
    assertThat(environment.complete()).isFalse();
    environment.install(home);
    assertThat(environment.complete()).isTrue();

    Files.writeString(requirements, "# still none\n");
    assertThat(environment.complete()).isFalse();
  }
}
