package dev.aerie.local.build;

import dev.aerie.local.LauncherException;
import dev.aerie.local.home.Home;
import dev.aerie.local.process.Command;
import dev.aerie.local.terminal.Steps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * The embedded Kubernetes, built once for each state of its sources and kept in the user's cache.
 */
public final class KubeBinary {
  private static final String VERSION = "k8s.io/component-base/version.";
  private static final String LINK_FLAGS =
      "-s -w -X %sgitVersion=v1.35.4 -X %sgitMajor=1 -X %sgitMinor=35"
          .formatted(VERSION, VERSION, VERSION);

  /**
   * How everything of Kubernetes is compiled, its tests too: other flags would compile all of it
   * again.
   */
  public static final List<String> FLAGS = List.of("-trimpath", "-ldflags", LINK_FLAGS);

  private final Home home;
  private final Steps steps;

  public KubeBinary(Home home, Steps steps) {
    this.home = home;
    this.steps = steps;
  }

  /** The binary's path; builds it when it is not there. */
  public Path get() {
    Path binary = path();
    if (!Files.isExecutable(binary)) {
      steps.tell("building Kubernetes; the first time takes about 8 minutes on 2 cores");
      steps.run("build aerie-kube", () -> build(binary));
    }
    return binary;
  }

  /** Where the binary of the present sources lies, or will. */
  public Path path() {
    String digest = Digest.of(home.root(), List.of("local/kube"));
    return home.cache().resolve("kube").resolve(digest).resolve("aerie-kube");
  }

  private void build(Path binary) {
    try {
      Files.createDirectories(binary.getParent());
      Path temporary = binary.resolveSibling("aerie-kube." + ProcessHandle.current().pid());
      Command.of("nice", "go", "build")
          .and(FLAGS.toArray(String[]::new))
          .and("-o", temporary.toString(), ".")
          .in(home.root().resolve("local/kube"))
          .runInto(home.log("go-build"));
      Files.move(temporary, binary, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new LauncherException("aerie-kube can't be put into " + binary + ": " + e, e);
    }
  }
}
