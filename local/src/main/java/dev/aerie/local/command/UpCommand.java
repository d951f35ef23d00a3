package dev.aerie.local.command;

import dev.aerie.local.home.Home;
import dev.aerie.local.platform.Platform;
import dev.aerie.local.quickstart.RegionTokens;
import dev.aerie.local.terminal.Steps;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts the platform. */
@Command(
    name = "up",
    description = "Build what has changed and start every part of the platform.",
    mixinStandardHelpOptions = true)
public final class UpCommand implements Callable<Integer> {
  @Option(names = "--detach", description = "Return when all parts are ready; they go on.")
  private boolean detach;

  @Option(names = "--kubeconfig", description = "Use this Kubernetes, not the embedded one.")
  private Path kubeconfig;

  @Option(
      names = "--region",
      paramLabel = "NAME",
      description =
          "Run another region beside the first, with a Kubernetes of its own; repeatable.")
  private List<String> regions = List.of();

  @Option(names = "--timings", description = "Show when each step began and how long it took.")
  private boolean timings;

  @Override
  public Integer call() throws InterruptedException {
    Platform platform = new Platform(Home.ofEnvironment(), new Steps());
    if (!detach) {
      Runtime.getRuntime().addShutdownHook(new Thread(platform::down));
    }
    platform.up(Optional.ofNullable(kubeconfig));
    regions.forEach(name -> platform.start(name, new RegionTokens(platform).of(name)));
    if (timings) {
      platform.steps().printTimings();
    }
    System.out.println("Aerie is up: console and API at " + platform.controlPlane().address());
    if (!detach) {
      System.out.println("Ctrl-C ends it.");
      new CountDownLatch(1).await();
    }
    return 0;
  }
}
