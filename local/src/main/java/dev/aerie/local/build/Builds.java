package dev.aerie.local.build;

import dev.aerie.local.LauncherException;
import dev.aerie.local.home.Home;
import dev.aerie.local.process.Command;
import dev.aerie.local.terminal.Steps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Builds what has changed since it was built last. A stamp beside each product names the sources it
 * was made of.
 */
public final class Builds {
  private static final String CONSOLE = "console-ui";

  private final Home home;
  private final Steps steps;

  public Builds(Home home, Steps steps) {
    this.home = home;
    this.steps = steps;
  }

  /** Builds the console and the Java services. */
  public void services() {
    buildConsole();
    build(Service.values());
  }

  /** Builds these Java services. */
  public void build(Service... wanted) {
    List<Service> stale = Stream.of(wanted).filter(service -> !isBuilt(service)).toList();
    if (!stale.isEmpty()) {
      steps.run(
          "build " + String.join(", ", stale.stream().map(Service::module).toList()),
          () -> maven(stale));
    }
  }

  /** Builds what measures the engine, and the server that it measures. */
  public void bench() {
    steps.run(
        "build the engine and its server",
        () -> mavenPackage("bench," + Service.DATA_PLANE.module()));
  }

  private void buildConsole() {
    Path folder = home.root().resolve(CONSOLE);
    if (!Files.exists(folder.resolve("package.json"))) {
      return;
    }
    String digest = Digest.of(home.root(), List.of(CONSOLE));
    Path stamp = folder.resolve("node_modules/.aerie-build");
    if (holds(stamp, digest) && Files.exists(folder.resolve("dist/index.html"))) {
      return;
    }
    steps.run(
        "build console-ui",
        () -> {
          Command.of("npm", "ci", "--no-audit", "--no-fund").in(folder).runInto(home.log("npm-ci"));
          Command.of("npm", "run", "build").in(folder).runInto(home.log("npm-build"));
          write(stamp, digest);
        });
  }

  private boolean isBuilt(Service service) {
    return Files.exists(service.jar(home)) && holds(stamp(service), digest(service));
  }

  private void maven(List<Service> stale) {
    List<String> digests = stale.stream().map(this::digest).toList();
    String modules = String.join(",", stale.stream().map(Service::module).toList());
    mavenPackage(modules);
    for (int i = 0; i < stale.size(); i++) {
      write(stamp(stale.get(i)), digests.get(i));
    }
  }

  private void mavenPackage(String modules) {
    Toolchain.maven("-pl", modules, "-am", "-DskipTests", "package")
        .in(home.root())
        .runInto(home.log("maven"));
  }

  private Path stamp(Service service) {
    return home.root().resolve(service.module()).resolve("target/.aerie-build");
  }

  private String digest(Service service) {
    List<String> sources = new ArrayList<>(service.sources());
    sources.add("pom.xml");
    return Digest.of(home.root(), sources);
  }

  static boolean holds(Path stamp, String digest) {
    try {
      return Files.exists(stamp) && Files.readString(stamp).equals(digest);
    } catch (IOException e) {
      return false;
    }
  }

  static void write(Path stamp, String digest) {
    try {
      Files.writeString(stamp, digest);
    } catch (IOException e) {
      throw new LauncherException(stamp + " can't be written: " + e, e);
    }
  }
}
