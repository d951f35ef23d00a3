package dev.aerie.local.command;

import dev.aerie.local.LauncherException;
import dev.aerie.local.home.Home;
import dev.aerie.local.platform.Platform;
import dev.aerie.local.terminal.Steps;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Runs kubectl against the platform's Kubernetes. */
@Command(name = "kubectl", description = "Run kubectl against the platform's Kubernetes.")
public final class KubectlCommand implements Callable<Integer> {
  @Parameters(paramLabel = "ARGUMENT", arity = "0..*")
  private List<String> arguments = new ArrayList<>();

  @Override
  public Integer call() {
    Home home = Home.ofEnvironment();
    if (!Files.exists(home.kubeconfig())) {
      throw new LauncherException(
          "the platform has never been up: start it with ./aerie up --detach");
    }
    return new Platform(home, new Steps())
        .kube()
        .kubectl(home.kubeconfig())
        .and(arguments.toArray(String[]::new))
        .runHere();
  }
}
