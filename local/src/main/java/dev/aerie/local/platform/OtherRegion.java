package dev.aerie.local.platform;

import dev.aerie.local.LauncherException;
import dev.aerie.local.build.KubeBinary;
import dev.aerie.local.home.Home;
import dev.aerie.local.home.Ports;
import dev.aerie.local.part.Kube;
import dev.aerie.local.part.Operator;
import dev.aerie.local.part.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A region beside the first: a Kubernetes and an operator of its own, in a home of their own. */
final class OtherRegion {
  private final Home home;
  private final Platform platform;
  private final Kube kube;
  private final Operator operator;
  private String token = "";

  private OtherRegion(Home home, String name, Platform platform, KubeBinary binary) {
    Ports ports = new Ports(home);
    this.home = home;
    this.platform = platform;
    this.kube = new Kube(home, ports, binary, Kube.NAME + "-" + name);
    this.operator =
        new Operator(
            home, ports, platform.controlPlane(), Operator.NAME + "-" + name, name, () -> token);
  }

  /** The one of this name, which may not exist yet. */
  static OtherRegion named(String name, Platform platform, KubeBinary binary) {
    return new OtherRegion(platform.home().ofRegion(name), name, platform, binary);
  }

  /** All that exist. */
  static List<OtherRegion> of(Platform platform, KubeBinary binary) {
    if (!Files.isDirectory(platform.home().regions())) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(platform.home().regions())) {
      return folders
          .map(folder -> named(folder.getFileName().toString(), platform, binary))
          .toList();
    } catch (IOException e) {
      throw new LauncherException(platform.home().regions() + " can't be read: " + e, e);
    }
  }

  void start(String enrolment) {
    token = enrolment;
    home.prepare();
    platform.steps().run("start " + kube.name(), kube::start);
    platform
        .steps()
        .run("apply resource definitions and rights of " + kube.name(), kube::applyManifests);
    platform
        .steps()
        .run("start " + operator.name(), () -> operator.start(kube.operatorKubeconfig()));
  }

  List<Part> parts() {
    return List.of(kube, operator);
  }
}
