package dev.aerie.operator.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Helm as a process; {@code AERIE_HELM_BINARY} names it. */
final class Helm {

  static final String BINARY = "AERIE_HELM_BINARY";

  private Helm() {}

  /** What it says to the standard output, and when it is to fail, to the standard error too. */
  static String run(int expected, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(System.getenv(BINARY)));
    command.addAll(List.of(arguments));
    Path errors = Files.createTempFile("helm", ".log");
    Path home = Path.of("target", "helm").toAbsolutePath();
    ProcessBuilder helm = new ProcessBuilder(command).redirectError(errors.toFile());
    for (String kind : List.of("CACHE", "CONFIG", "DATA")) {
      helm.environment().put("HELM_%s_HOME".formatted(kind), home.toString());
    }
    Process process = helm.start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    String all = expected == 0 ? said : said + Files.readString(errors);
    assertThat(process.waitFor()).as(said + Files.readString(errors)).isEqualTo(expected);
    Files.delete(errors);
    return all;
  }
}
