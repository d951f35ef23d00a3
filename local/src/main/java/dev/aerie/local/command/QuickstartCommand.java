package dev.aerie.local.command;

import dev.aerie.local.build.PythonEnvironment;
import dev.aerie.local.home.Home;
import dev.aerie.local.platform.Platform;
import dev.aerie.local.quickstart.Digits;
import dev.aerie.local.quickstart.Quickstart;
import dev.aerie.local.quickstart.QuickstartRecord;
import dev.aerie.local.terminal.Steps;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Does the main job once, from nothing to search results. */
@Command(
    name = "quickstart",
    description = "Start the platform, make a cluster, load and search real data.",
    mixinStandardHelpOptions = true)
public final class QuickstartCommand implements Callable<Integer> {
  @Option(names = "--timings", description = "Show when each step began and how long it took.")
  private boolean timings;

  @Override
  public Integer call() {
    Home home = Home.ofEnvironment();
    Platform platform = new Platform(home, new Steps());
    System.out.println("Start the platform");
    platform.up(Optional.empty());
    System.out.println("\nMake a cluster through the API");
    QuickstartRecord record = new Quickstart(platform).run();
    System.out.println("\nLoad and search 1,797 handwritten digits");
    Digits digits = new Digits(home, platform.steps());
    PythonEnvironment environment = digits.environment();
    platform.steps().run("load and search", () -> digits.run(environment, record));
    if (timings) {
      platform.steps().printTimings();
    }
    tellWhereToGoOn(platform, record);
    return 0;
  }

  private static void tellWhereToGoOn(Platform platform, QuickstartRecord record) {
    System.out.println(
        """

        Where to go on
          console     %s   sign in as %s with %s
          API         %s/v1
          variables   eval "$(./aerie env)"
          Kubernetes  ./aerie kubectl get vectorclusters -A
          the end     ./aerie down

          from pymilvus import MilvusClient
          client = MilvusClient(uri="%s", token="%s")
          print(client.list_collections())
        """
            .formatted(
                platform.controlPlane().address(),
                Quickstart.USER,
                platform.secrets().get("adminPassword"),
                platform.controlPlane().address(),
                record.endpoint(),
                record.apiKey()));
  }
}
