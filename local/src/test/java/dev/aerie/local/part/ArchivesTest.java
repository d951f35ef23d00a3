package dev.aerie.local.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchivesTest {
  @TempDir Path cache;
  private Path archive;
  private Path folder;

  @BeforeEach
  void archive() throws IOException {
    archive = cache.resolve("program.zip");
    folder = cache.resolve("unpacked/program");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
      zip.putNextEntry(new ZipEntry("program-1.0/bin/program"));
      zip.write('1');
    }
  }

  @Test
  void whoComesSecondLeavesWhatTheFirstHasUnpacked() throws IOException {
    Archives.unpackZip(archive, folder);
    Path first = Files.writeString(folder.resolve("in-use"), "by the first");
    Archives.unpackZip(archive, folder);
    assertThat(first).exists();
    assertThat(folder.resolve("bin/program")).hasContent("1");
    try (Stream<Path> left = Files.list(folder.getParent())) {
      assertThat(left).containsExactly(folder);
    }
  }

  @Test
  void whatCannotBeAFolderIsToldSo() throws IOException {
    Files.createDirectories(folder.getParent());
    Files.writeString(folder, "a file");
    assertThatThrownBy(() -> Archives.unpackZip(archive, folder))
        .isInstanceOf(FileSystemException.class);
  }
}
