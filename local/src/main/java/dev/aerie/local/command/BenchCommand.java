package dev.aerie.local.command;

import dev.aerie.local.home.Home;
import dev.aerie.local.terminal.Steps;
import dev.aerie.local.testing.ControlPlaneBench;
import dev.aerie.local.testing.EngineBench;
import dev.aerie.local.testing.FleetBench;
import dev.aerie.local.testing.LimitsBench;
import dev.aerie.local.testing.OperationsBench;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures a part beside its peers. */
@Command(
    name = "bench",
    description = "Measure a part beside its peers, into bench/results.",
    mixinStandardHelpOptions = true)
public final class BenchCommand implements Callable<Integer> {
  /** What can be measured. */
  enum Subject {
    engine,
    fleet,
    limits,
    operations,
    controlPlane;

    /** As it is written on the command line. */
    @Override
    public String toString() {
      return this == controlPlane ? "control-plane" : name();
    }
  }

  @Parameters(paramLabel = "PART", description = "${COMPLETION-CANDIDATES}")
  private Subject subject;

  @Option(
      names = "--data",
      defaultValue = "${AERIE_BENCH_DATA}",
      description =
          "Folder of the data set for engine, see bench/README.md; AERIE_BENCH_DATA without it.")
  private Path data;

  @Option(
      names = "--rows",
      split = ",",
      defaultValue = "63666",
      description = "How many rows; several, by commas, are measured one after the other.")
  private List<Integer> rows;

  @Option(
      names = "--only",
      split = ",",
      description = "Contestants of engine to measure anew, by commas: aerie, hnswlib, …")
  private List<String> only;

  @Option(
      names = "--clusters",
      split = ",",
      defaultValue = "200,1000,2000",
      description = "How many clusters for fleet; several, by commas: the fleet grows to each.")
  private List<Integer> clusters;

  @Override
  public Integer call() {
    Home home = Home.ofEnvironment();
    home.prepare();
    return switch (subject) {
      case engine ->
          new EngineBench(home, new Steps())
              .run(Optional.ofNullable(data), rows, Objects.requireNonNullElse(only, List.of()));
      case fleet -> new FleetBench(home, new Steps()).run(clusters);
      case limits -> new LimitsBench(home, new Steps()).run();
      case controlPlane -> new ControlPlaneBench(home, new Steps()).run();
      case operations -> new OperationsBench(home, new Steps()).run();
    };
  }
}
