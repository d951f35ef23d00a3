package dev.aerie.local.build;

import dev.aerie.local.home.Home;
import java.nio.file.Path;
import java.util.List;

/** The three Java services: which module makes each, and of which folders. */
public enum Service {
  CONTROL_PLANE("control-plane-api", List.of("crds", "billing", "control-plane-api", "console-ui")),
  OPERATOR("operator", List.of("crds", "operator")),
  DATA_PLANE("data-plane/server", List.of("data-plane"));

  private final String module;
  private final List<String> sources;

  Service(String module, List<String> sources) {
    this.module = module;
    this.sources = sources;
  }

  /** Folder of the Maven module. */
  public String module() {
    return module;
  }

  /** Folders the service is made of. */
  public List<String> sources() {
    return sources;
  }

  /** What {@code java -jar} starts. */
  public Path jar(Home home) {
    return home.root().resolve(module).resolve("target/quarkus-app/quarkus-run.jar");
  }
}
