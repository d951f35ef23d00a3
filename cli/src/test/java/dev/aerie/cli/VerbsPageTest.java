package dev.aerie.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class VerbsPageTest {
  private static final Path PAGE = Path.of("../docs/administration/verbs.md");

  @Test
  void pageSaysWhatTheVerbsSay() throws IOException {
    String made = new VerbsPage().text();
    if (System.getenv("UPDATE_GOLDEN") != null) {
      Files.writeString(PAGE, made);
    }

    assertThat(made)
        .as("run the tests with UPDATE_GOLDEN=1, look at the difference, commit it")
        .isEqualTo(Files.readString(PAGE));
  }
}
