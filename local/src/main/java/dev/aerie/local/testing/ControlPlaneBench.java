package dev.aerie.local.testing;

import dev.aerie.local.build.Builds;
import dev.aerie.local.build.Service;
import dev.aerie.local.home.Home;
import dev.aerie.local.home.Ports;
import dev.aerie.local.home.Secrets;
import dev.aerie.local.part.ControlPlane;
import dev.aerie.local.part.Keycloak;
import dev.aerie.local.part.Part;
import dev.aerie.local.part.Postgres;
import dev.aerie.local.process.Command;
import dev.aerie.local.terminal.Steps;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Measures the control plane over many tenants, in a home of its own that is removed. */
public final class ControlPlaneBench {
  /** A sixth of the machine; PostgreSQL's manual advises a quarter for a server of its own. */
  private static final String SHARED_BUFFERS = "4GB";

  private final Home home;
  private final Steps steps;

  public ControlPlaneBench(Home home, Steps steps) {
    this.home = home;
    this.steps = steps;
  }

  /** The exit code of the measurement. */
  public int run() {
    BenchPrograms programs = new BenchPrograms(home, steps);
    new Builds(home, steps).build(Service.CONTROL_PLANE);
    Home own = new Home(home.root(), home.folder().resolve("bench-control-plane"), home.cache());
    own.prepare();
    Ports ports = new Ports(own);
    Secrets secrets = new Secrets(own);
    Postgres postgres = new Postgres(own, ports, secrets, SHARED_BUFFERS);
    Keycloak keycloak = new Keycloak(own, ports, secrets, postgres);
    ControlPlane controlPlane = new ControlPlane(own, ports, secrets, postgres, keycloak);
    List<Part> parts = List.of(postgres, keycloak, controlPlane);
    steps.run("bring Keycloak", keycloak::install);
    try {
      parts.forEach(part -> steps.run("start " + part.name(), part::start));
      Duration start = startAgain(controlPlane);
      return programs
          .program("control_plane.py")
          .and(programs.results().toString())
          .with("AERIE_BENCH_API", controlPlane.address())
          .with("AERIE_BENCH_DATABASE", database(postgres))
          .with("AERIE_BENCH_SHARED_BUFFERS", SHARED_BUFFERS)
          .with("AERIE_BENCH_PID", Long.toString(controlPlane.running().orElseThrow().pid()))
          .with("AERIE_BENCH_START_SECONDS", Double.toString(start.toMillis() / 1e3))
          .runHere();
    } finally {
      parts.reversed().forEach(Part::stop);
      remove(own.folder());
    }
  }

  /** The first start migrates the database and records what the JVM may load ahead. */
  private static Duration startAgain(Part part) {
    part.stop();
    long began = System.nanoTime();
    part.start();
    return Duration.ofNanos(System.nanoTime() - began);
  }

  private static String database(Postgres postgres) {
    return postgres
        .url("aerie")
        .replace("jdbc:postgresql://", "postgresql://aerie_owner:%s@")
        .formatted(postgres.password("aerie_owner"));
  }

  private static void remove(Path folder) {
    Command.of("rm", "-rf", folder.toString()).runHere();
  }
}
