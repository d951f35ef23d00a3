package dev.aerie.local.command;

import dev.aerie.local.home.Home;
import dev.aerie.local.platform.Platform;
import dev.aerie.local.terminal.Steps;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Ends the platform; its data stay. */
@Command(
    name = "down",
    description = "End every part of the platform; data and keys stay.",
    mixinStandardHelpOptions = true)
public final class DownCommand implements Callable<Integer> {
  @Option(
      names = "--region",
      paramLabel = "NAME",
      description = "End this region only, one beside the first; repeatable.")
  private List<String> regions = List.of();

  @Override
  public Integer call() {
    Platform platform = new Platform(Home.ofEnvironment(), new Steps());
    if (regions.isEmpty()) {
      platform.down();
    } else {
      regions.forEach(platform::stop);
    }
    return 0;
  }
}
