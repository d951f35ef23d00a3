package dev.aerie.local.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DigestTest {
  @TempDir private Path root;

  @BeforeEach
  void sources() throws IOException {
    write("module/src/Main.java", "class Main {}");
  }

  @Test
  void aChangedSourceChangesTheDigest() throws IOException {
    String before = digest();
    write("module/src/Main.java", "class Main { }");
    assertThat(digest()).isNotEqualTo(before);
  }

  @Test
  void aSourceMoreChangesTheDigest() throws IOException {
    String before = digest();
    write("module/src/Other.java", "");
    assertThat(digest()).isNotEqualTo(before);
  }

  @Test
  void whatABuildLeavesBehindDoesNot() throws IOException {
    String before = digest();
    write("module/target/Main.class", "bytes");
    write("module/node_modules/left/pad.js", "");
    assertThat(digest()).isEqualTo(before);
  }

  @Test
  void aFolderThatIsNotThereIsEmpty() {
    assertThat(Digest.of(root, List.of("module", "nowhere"))).isEqualTo(digest());
  }

  private String digest() {
    return Digest.of(root, List.of("module"));
  }

  private void write(String name, String content) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }
}
