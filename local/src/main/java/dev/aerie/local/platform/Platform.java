package dev.aerie.local.platform;

import dev.aerie.local.LauncherException;
import dev.aerie.local.build.Builds;
import dev.aerie.local.build.KubeBinary;
import dev.aerie.local.home.Home;
import dev.aerie.local.home.Ports;
import dev.aerie.local.home.Secrets;
import dev.aerie.local.part.ControlPlane;
import dev.aerie.local.part.Keycloak;
import dev.aerie.local.part.Kube;
import dev.aerie.local.part.Operator;
import dev.aerie.local.part.Part;
import dev.aerie.local.part.Postgres;
import dev.aerie.local.terminal.Steps;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All parts of one platform, and the order in which they start and end. */
public final class Platform {
  private final Home home;
  private final Steps steps;
  private final KubeBinary kubeBinary;
  private final Builds builds;
  private final Ports ports;
  private final Secrets secrets;
  private final Postgres postgres;
  private final Keycloak keycloak;
  private final Kube kube;
  private final ControlPlane controlPlane;
  private final Operator operator;
  private final ExistingKubernetes existing;

  public Platform(Home home, Steps steps) {
    this.home = home;
    this.steps = steps;
    this.ports = new Ports(home);
    this.secrets = new Secrets(home);
    this.kubeBinary = new KubeBinary(home, steps);
    this.builds = new Builds(home, steps);
    this.postgres = new Postgres(home, ports, secrets);
    this.keycloak = new Keycloak(home, ports, secrets, postgres);
    this.kube = new Kube(home, ports, kubeBinary);
    this.controlPlane = new ControlPlane(home, ports, secrets, postgres, keycloak);
    this.operator =
        new Operator(
            home,
            ports,
            controlPlane,
            Operator.NAME,
            ControlPlane.REGION,
            () -> secrets.get(ControlPlane.REGION_TOKEN));
    this.existing = new ExistingKubernetes(home);
  }

  /**
   * Builds what has changed and starts what does not run, as much at once as the parts' needs
   * allow.
   *
   * @param kubeconfig a Kubernetes that exists already, to be used in place of the embedded one,
   *     with rights to make resource definitions and roles
   */
  public void up(Optional<Path> kubeconfig) {
    home.prepare();
    try (FileChannel channel =
            FileChannel.open(
                home.run().resolve("up.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock == null) {
        throw new LauncherException(
            "another start of this platform is under way; wait for it, then see ./aerie status");
      }
      choose(kubeconfig);
      List<Part> down = parts().stream().filter(part -> !runs(part)).toList();
      down.stream().flatMap(part -> part.ports().stream()).forEach(ports::requireFree);
      build();
      startOrUndo(down);
    } catch (IOException e) {
      throw new LauncherException("the platform's lock can't be taken: " + e, e);
    }
  }

  private void choose(Optional<Path> kubeconfig) {
    if (kubeconfig.isPresent() == existing.isChosen()
        || parts().stream().noneMatch(Platform::runs)) {
      if (existing.isNew(kubeconfig)) {
        // The key of the region's agent is in the other Kubernetes: here it is enrolled anew.
        secrets.forget(ControlPlane.REGION_TOKEN);
      }
      kubeconfig.ifPresentOrElse(existing::choose, existing::forget);
    } else {
      throw new LauncherException(
          "the platform runs on another Kubernetes: end it with ./aerie down before changing to this one");
    }
  }

  private static boolean runs(Part part) {
    return part.running().isPresent();
  }

  private void build() {
    try (Tasks tasks = new Tasks()) {
      tasks.fork(kubeBinary::get);
      tasks.fork(
          () -> {
            builds.services();
            DataPlaneTraining.ensure(home, steps);
            return null;
          });
      tasks.join();
    }
    steps.run("bring Keycloak", keycloak::install);
  }

  /** A start that fails ends what it has started. */
  private void startOrUndo(List<Part> down) {
    try {
      start();
    } catch (LauncherException e) {
      down.reversed().forEach(Part::stop);
      throw e;
    }
  }

  private void start() {
    try (Tasks tasks = new Tasks()) {
      tasks.fork(
          () -> {
            steps.run("start postgres", postgres::start);
            steps.run("start keycloak", keycloak::start);
            steps.run("start control-plane", controlPlane::start);
            return null;
          });
      tasks.fork(
          () -> {
            Path rights = kubernetes();
            steps.run("start operator", () -> operator.start(rights));
            return null;
          });
      tasks.join();
    }
  }

  private Path kubernetes() {
    boolean embedded = !existing.isChosen();
    if (embedded) {
      steps.run("start Kubernetes", kube::start);
    }
    steps.run("apply resource definitions and rights", kube::applyManifests);
    return embedded ? kube.operatorKubeconfig() : home.kubeconfig();
  }

  /** Starts a region beside the first, whose agent this token enrols. */
  public void start(String region, String token) {
    OtherRegion.named(region, this, kubeBinary).start(token);
  }

  /** Ends a region beside the first. */
  public void stop(String region) {
    stop(OtherRegion.named(region, this, kubeBinary).parts());
  }

  /** Ends all parts; the last started ends first. */
  public void down() {
    OtherRegion.of(this, kubeBinary).forEach(region -> stop(region.parts()));
    stop(parts());
  }

  private void stop(List<Part> ended) {
    for (Part part : ended.reversed()) {
      if (runs(part)) {
        steps.run("stop " + part.name(), part::stop);
      }
    }
  }

  /** All parts, those of regions beside the first too, unless they have been ended. */
  List<Part> allParts() {
    return Stream.concat(
            parts().stream(),
            OtherRegion.of(this, kubeBinary).stream()
                .map(OtherRegion::parts)
                .filter(region -> region.stream().anyMatch(Platform::runs))
                .flatMap(List::stream))
        .toList();
  }

  /** The parts in the order in which they start. */
  public List<Part> parts() {
    return existing.isChosen()
        ? List.of(postgres, keycloak, controlPlane, operator)
        : List.of(postgres, keycloak, kube, controlPlane, operator);
  }

  public Home home() {
    return home;
  }

  public Steps steps() {
    return steps;
  }

  public Secrets secrets() {
    return secrets;
  }

  public Kube kube() {
    return kube;
  }

  public Keycloak keycloak() {
    return keycloak;
  }

  public ControlPlane controlPlane() {
    return controlPlane;
  }
}
