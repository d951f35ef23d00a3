package dev.aerie.operator.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.aerie.operator.support.TestKubernetes;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The control plane's chart, and the values that its page and the tests give it. */
final class ControlPlaneChart {

  static final Path FOLDER = Path.of("../deploy/helm/aerie-control-plane");
  static final Path PAGE = Path.of("../docs/operations/install-control-plane.md");

  /** Every value, each another than its default. */
  static final Path EVERYTHING = Path.of("src/test/resources/control-plane-everything.yaml");

  private static final String NAME = "`control-plane.yaml`:";

  private ControlPlaneChart() {}

  /** The values that the page tells everybody to begin with, as a file. */
  static Path ofThePage() throws IOException {
    String page = Files.readString(PAGE);
    String values =
        page.substring(page.indexOf(NAME) + NAME.length())
            .strip()
            .lines()
            .map(line -> line.startsWith("    ") ? line.substring(4) : line)
            .takeWhile(line -> !line.isBlank())
            .collect(Collectors.joining("\n"));
    Path file = Path.of("target", "control-plane.yaml");
    return Files.writeString(file, values + "\n");
  }

  /** Without what need not be there. */
  static Path least() throws IOException {
    Path file = Path.of("target", "control-plane-least.yaml");
    return Files.writeString(
        file,
        """
        publicUrl: https://aerie.example.com
        database:
          url: jdbc:postgresql://db/aerie
          ownerPassword: {secret: owner}
          appPassword: {secret: app}
        identity:
          issuer: https://login.example.com/realms/aerie
          clientSecret: {secret: keycloak}
        """);
  }

  /** What Helm makes of these values. */
  static List<HasMetadata> template(Path values, String... more) throws Exception {
    List<String> arguments =
        new ArrayList<>(
            List.of("template", "aerie-control-plane", FOLDER.toString(), "-n", "aerie"));
    arguments.addAll(List.of("--kube-version", "1.34.0", "-f", values.toString()));
    arguments.addAll(List.of(more));
    String yaml = Helm.run(0, arguments.toArray(String[]::new));
    return TestKubernetes.shared()
        .admin()
        .load(new ByteArrayInputStream(yaml.getBytes(UTF_8)))
        .items();
  }

  static <T extends HasMetadata> T only(Class<T> kind, List<HasMetadata> made) {
    return made.stream().filter(kind::isInstance).map(kind::cast).findFirst().orElseThrow();
  }

  /** The environment of the container, by name. */
  static Map<String, EnvVar> environment(List<HasMetadata> made) {
    return only(Deployment.class, made)
        .getSpec()
        .getTemplate()
        .getSpec()
        .getContainers()
        .getFirst()
        .getEnv()
        .stream()
        .collect(Collectors.toMap(EnvVar::getName, Function.identity()));
  }
}
