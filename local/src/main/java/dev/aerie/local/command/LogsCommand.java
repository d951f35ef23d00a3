package dev.aerie.local.command;

import dev.aerie.local.LauncherException;
import dev.aerie.local.home.Home;
import dev.aerie.local.platform.Platform;
import dev.aerie.local.platform.StatusReport;
import dev.aerie.local.process.Command;
import dev.aerie.local.terminal.Steps;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows a part's log. */
@picocli.CommandLine.Command(
    name = "logs",
    description = "Show the log of a part.",
    mixinStandardHelpOptions = true)
public final class LogsCommand implements Callable<Integer> {
  private static final String LINES = "200";

  @Parameters(paramLabel = "PART", description = "As ./aerie status names it.")
  private String part;

  @Option(names = "-f", description = "Go on with what comes.")
  private boolean follow;

  @Override
  public Integer call() {
    List<StatusReport> parts = StatusReport.of(new Platform(Home.ofEnvironment(), new Steps()));
    String log =
        parts.stream()
            .filter(row -> row.name().equals(part))
            .map(StatusReport::log)
            .findFirst()
            .orElseThrow(
                () ->
                    new LauncherException(
                        "there is no part %s; there are %s"
                            .formatted(part, parts.stream().map(StatusReport::name).toList())));
    Command tail = Command.of("tail", "-n", LINES);
    return (follow ? tail.and("-F", log) : tail.and(log)).runHere();
  }
}
