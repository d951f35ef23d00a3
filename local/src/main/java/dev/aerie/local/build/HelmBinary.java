package dev.aerie.local.build;

import dev.aerie.local.LauncherException;
import dev.aerie.local.home.Home;
import dev.aerie.local.process.Command;
import dev.aerie.local.terminal.Steps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Helm, by which the chart is tested: built once from its Go module, kept in the user's cache. */
public final class HelmBinary {
  private static final String VERSION = "v3.19.5";

  private final Home home;
  private final Steps steps;

  public HelmBinary(Home home, Steps steps) {
    this.home = home;
    this.steps = steps;
  }

  /** The binary's path; builds it when it is not there. */
  public Path get() {
    Path binary = home.cache().resolve("helm").resolve(VERSION).resolve("helm");
    if (!Files.isExecutable(binary)) {
      steps.run("build Helm " + VERSION, () -> build(binary.getParent()));
    }
    return binary;
  }

  private void build(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new LauncherException("Helm can't be put into " + folder + ": " + e, e);
    }
    Command.of("nice", "go", "install", "-ldflags", "-s -w")
        .and("helm.sh/helm/v3/cmd/helm@" + VERSION)
        .with("GOBIN", folder.toString())
        .with("GOFLAGS", "-mod=mod")
        .in(home.root())
        .runInto(home.log("go-build-helm"));
  }
}
