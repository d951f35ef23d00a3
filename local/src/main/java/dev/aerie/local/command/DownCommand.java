package dev.aerie.local.command;

import dev.aerie.local.home.Home;
import dev.aerie.local.platform.Platform;
import dev.aerie.local.terminal.Steps;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Ends the platform; its data stay. */
@Command(
    name = "down",
    description = "End every part of the platform; data and keys stay.",
    mixinStandardHelpOptions = true)
public final class DownCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    new Platform(Home.ofEnvironment(), new Steps()).down();
    return 0;
  }
}
