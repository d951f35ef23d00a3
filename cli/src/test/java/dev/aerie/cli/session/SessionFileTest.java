package dev.aerie.cli.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aerie.cli.CliException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionFileTest {
  @TempDir Path folder;
  private SessionFile file;

  @BeforeEach
  void nameTheFile() {
    file = SessionFile.of(Map.of("AERIE_CONFIG_DIR", folder.resolve("aerie").toString()));
  }

  @Test
  void keepsTheNewestSignInForItsOwnerOnly() throws IOException {
    file.write(session("first"));
    file.write(session("second"));

    assertThat(file.read()).contains(session("second"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
        .isEqualTo("rw-------");
    try (Stream<Path> left = Files.list(file.path().getParent())) {
      assertThat(left).containsExactly(file.path());
    }
  }

  @Test
  void forgetsASignIn() {
    assertThat(file.read()).isEmpty();
    file.write(session("first"));
    file.remove();
    file.remove();
    assertThat(file.read()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "{\"address\": "})
  void saysWhatToDoAboutAFileThatIsNoSignIn(String text) throws IOException {
    Files.createDirectories(file.path().getParent());
    Files.writeString(file.path(), text);
    assertThatThrownBy(file::read)
        .isInstanceOf(CliException.class)
        .hasMessageContaining(file.path().toString())
        .hasMessageContaining("Remove it and sign in");
  }

  @Test
  void liesWhereSettingsOfProgramsLie() {
    assertThat(SessionFile.of(Map.of("XDG_CONFIG_HOME", "/settings")).path())
        .isEqualTo(Path.of("/settings/aerie/session.json"));
  }

  private static Session session(String token) {
    return new Session(
        "https://aerie.example.com",
        "https://id.example.com/realms/aerie",
        token,
        "renewal of " + token,
        Instant.ofEpochSecond(1_900_000_000));
  }
}
