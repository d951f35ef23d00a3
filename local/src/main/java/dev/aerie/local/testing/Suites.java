package dev.aerie.local.testing;

import dev.aerie.local.LauncherException;
import dev.aerie.local.build.Builds;
import dev.aerie.local.build.HelmBinary;
import dev.aerie.local.build.KubeBinary;
import dev.aerie.local.build.Service;
import dev.aerie.local.build.Toolchain;
import dev.aerie.local.home.Home;
import dev.aerie.local.process.Command;
import dev.aerie.local.terminal.Steps;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Runs the tests one part after the other, so that they do not compete for the machine; tells all
 * failures at the end.
 */
public final class Suites {
  private final Home home;
  private final Steps steps;
  private final PythonTests python;

  public Suites(Home home, Steps steps) {
    this.home = home;
    this.steps = steps;
    this.python = new PythonTests(home);
  }

  /** Runs these parts and tells whether all passed. */
  public boolean run(Set<Suite> wanted) {
    List<Suite> failed = new ArrayList<>();
    for (Suite suite : wanted) {
      System.out.println("\n== " + suite);
      try {
        steps.run(suite.name(), () -> run(suite));
      } catch (LauncherException e) {
        System.out.println(e.getMessage());
        failed.add(suite);
      }
    }
    steps.printTimings();
    failed.forEach(suite -> System.out.println("failed: " + suite));
    System.out.println(
        "%d passed, %d failed".formatted(wanted.size() - failed.size(), failed.size()));
    return failed.isEmpty();
  }

  private void run(Suite suite) {
    switch (suite) {
      case format -> format();
      case java -> java();
      case kube -> go(Shipped.KUBE, KubeBinary.FLAGS);
      case terraform -> go(Shipped.TERRAFORM, List.of("-trimpath"));
      case console -> console();
      case api -> api();
      case wire -> wire();
      case e2e -> endToEnd();
    }
  }

  private void format() {
    require(maven("spotless:check"), "Java is not formatted; run mvn spotless:apply");
    for (String module : List.of("local/kube", "terraform")) {
      String unformatted = Command.of("gofmt", "-l", ".").in(home.root().resolve(module)).output();
      if (!unformatted.isEmpty()) {
        throw new LauncherException("Go is not formatted, run gofmt -w on: " + unformatted);
      }
    }
  }

  /**
   * Two modules at once: even so the processors are idle for half of the time, while tests wait for
   * PostgreSQL, Keycloak and pods.
   */
  private void java() {
    require(maven("-T2", "verify"), "the Java tests failed");
    for (Shipped shipped : Shipped.values()) {
      if (shipped.kind().equals("pkg:maven/")) {
        BillOfMaterials.of(home.root(), shipped).check();
      }
    }
  }

  private void api() {
    new Builds(home, steps).services();
    Command maven =
        Toolchain.maven("-pl", Service.CONTROL_PLANE.module(), "-am", "test")
            .and("-Dtest=CrashTest,OpenApiFuzzTest", "-Dsurefire.failIfNoSpecifiedTests=false")
            .with("AERIE_TEST_JAR", Service.CONTROL_PLANE.jar(home).toString())
            .with("AERIE_TEST_PYTHON", python.fuzzing().toString());
    require(maven.in(home.root()).runHere(), "the tests of the control plane's process failed");
  }

  private int maven(String... words) {
    return Toolchain.maven(words)
        .with("AERIE_KUBE_BINARY", new KubeBinary(home, steps).get().toString())
        .with("AERIE_HELM_BINARY", new HelmBinary(home, steps).get().toString())
        .in(home.root())
        .runHere();
  }

  private void go(Shipped program, List<String> flags) {
    Path folder = home.root().resolve(program.module());
    for (String verb : List.of("vet", "test")) {
      Command command = Command.of("go", verb).and(flags.toArray(String[]::new)).and("./...");
      require(command.in(folder).runHere(), "go " + verb + " of " + program.module() + " failed");
    }
    BillOfMaterials.of(home.root(), program).write(GoModules.bill(folder)).check();
  }

  private void console() {
    Path folder = home.root().resolve("console-ui");
    npm(folder, "ci", "--no-audit", "--no-fund");
    for (String script : List.of("format:check", "lint", "test", "build")) {
      npm(folder, "run", script);
    }
    BillOfMaterials.of(home.root(), Shipped.CONSOLE).write(NpmPackages.bill(folder)).check();
  }

  private static void npm(Path folder, String... arguments) {
    require(
        Command.of("npm").and(arguments).in(folder).runHere(),
        "npm " + String.join(" ", arguments) + " failed");
  }

  private void wire() {
    new Builds(home, steps).build(Service.DATA_PLANE);
    Map<String, String> process =
        Map.of(
            "AERIE_TEST_JAVA", Toolchain.java().toString(),
            "AERIE_TEST_JAR", Service.DATA_PLANE.jar(home).toString());
    require(
        python.run("data-plane/server/src/test/python", process),
        "the tests of the data-plane server's processes failed");
  }

  /** Built first: the tests' own patience is for a start, not for a build. */
  private void endToEnd() {
    new Builds(home, steps).services();
    require(python.run("e2e", Map.of()), "the end-to-end tests failed");
  }

  private static void require(int code, String sentence) {
    if (code != 0) {
      throw new LauncherException(sentence);
    }
  }
}
