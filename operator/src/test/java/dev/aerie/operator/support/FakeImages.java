package dev.aerie.operator.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Images of a node that answer health checks and do nothing else. */
public final class FakeImages {

  private static final String SCRIPT = "fake_data_plane.py";

  private FakeImages() {}

  /**
   * Says in {@code images.json} of a folder which images there are.
   *
   * @param names beside the data plane's
   * @return the file
   */
  public static Path write(Path folder, String... names) throws IOException {
    List.of(SCRIPT, "fake_jobs.py").forEach(script -> copy(script, folder));
    String command =
        "{\"command\": [\"python3\", \"%s\"], \"env\": {\"AERIE_HOST\": \"{podIP}\"}}"
            .formatted(folder.resolve(SCRIPT));
    String entries =
        Stream.concat(Stream.of("aerie/data-plane"), Stream.of(names))
            .map(name -> "\"%s\": %s".formatted(name, command))
            .collect(Collectors.joining(", "));
    Path fresh = folder.resolve("images.new");
    Files.writeString(fresh, "{\"images\": {%s}}".formatted(entries));
    return Files.move(fresh, folder.resolve("images.json"), StandardCopyOption.ATOMIC_MOVE);
  }

  private static void copy(String script, Path folder) {
    try (var stream = FakeImages.class.getResourceAsStream("/" + script)) {
      if (Files.notExists(folder.resolve(script))) {
        Files.copy(stream, folder.resolve(script));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
