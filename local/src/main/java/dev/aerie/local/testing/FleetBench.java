package dev.aerie.local.testing;

import dev.aerie.local.LauncherException;
import dev.aerie.local.build.Builds;
import dev.aerie.local.build.KubeBinary;
import dev.aerie.local.build.Service;
import dev.aerie.local.build.Toolchain;
import dev.aerie.local.home.Folders;
import dev.aerie.local.home.Home;
import dev.aerie.local.process.Command;
import dev.aerie.local.terminal.Steps;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Measures the operator with very many clusters on a Kubernetes of its own. */
public final class FleetBench {
  private static final String PROGRAM = "dev.aerie.bench.fleet.FleetBench";

  private final Home home;
  private final Steps steps;

  public FleetBench(Home home, Steps steps) {
    this.home = home;
    this.steps = steps;
  }

  /** Measures with each number of clusters, one after the other; the exit code. */
  public int run(List<Integer> clusters) {
    Path kubernetes = new KubeBinary(home, steps).get();
    Builds builds = new Builds(home, steps);
    builds.build(Service.OPERATOR);
    builds.bench();
    Path work = emptyFolder();
    Path target = home.root().resolve("bench/target");
    return Command.of(Toolchain.java().toString(), "-Xmx1g", "-cp")
        .and(target.resolve("classes") + File.pathSeparator + target.resolve("lib/*"), PROGRAM)
        .and(home.root().toString(), work.toString(), kubernetes.toString())
        .and(Service.OPERATOR.jar(home).toString())
        .and(home.root().resolve("bench/results/fleet.md").toString())
        .and(clusters.stream().map(String::valueOf).toArray(String[]::new))
        .runHere();
  }

  private Path emptyFolder() {
    Path folder = home.folder().resolve("bench-fleet");
    Folders.remove(folder);
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new LauncherException(folder + " can't be made: " + e, e);
    }
  }
}
