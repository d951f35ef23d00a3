package dev.aerie.local.command;

import dev.aerie.local.home.Folders;
import dev.aerie.local.home.Home;
import dev.aerie.local.home.Ports;
import dev.aerie.local.platform.Platform;
import dev.aerie.local.terminal.Steps;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Ends the platform and forgets it. */
@Command(
    name = "reset",
    description = "End the platform and remove all its data and keys.",
    mixinStandardHelpOptions = true)
public final class ResetCommand implements Callable<Integer> {
  @Option(names = "--ports", description = "Only choose new ports at the next start; data stay.")
  private boolean portsOnly;

  @Override
  public Integer call() {
    Home home = Home.ofEnvironment();
    new Platform(home, new Steps()).down();
    if (portsOnly) {
      new Ports(home).forget();
      return 0;
    }
    for (String name :
        List.of(
            "regions",
            "data",
            "logs",
            "run",
            "kubeconfig",
            "ports.json",
            "secrets.json",
            "quickstart.json")) {
      Folders.remove(home.folder().resolve(name));
    }
    return 0;
  }
}
