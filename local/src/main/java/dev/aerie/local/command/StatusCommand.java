package dev.aerie.local.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.aerie.local.home.Documents;
import dev.aerie.local.home.Home;
import dev.aerie.local.platform.Platform;
import dev.aerie.local.platform.StatusReport;
import dev.aerie.local.terminal.Steps;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Tells how each part is. */
@Command(
    name = "status",
    description = "Show health, process, address, log file and memory of each part.",
    mixinStandardHelpOptions = true)
public final class StatusCommand implements Callable<Integer> {
  private static final String ROW = "%-24s %-10s %8s %9s  %-32s %s%n";

  @Option(names = "--json", description = "For programs.")
  private boolean json;

  @Override
  public Integer call() throws JsonProcessingException {
    List<StatusReport> parts = StatusReport.of(new Platform(Home.ofEnvironment(), new Steps()));
    if (json) {
      System.out.println(Documents.JSON.writeValueAsString(Map.of("parts", parts)));
    } else {
      System.out.printf(ROW, "PART", "HEALTH", "PID", "MEMORY", "ADDRESS", "LOG");
      for (StatusReport part : parts) {
        System.out.printf(
            ROW,
            part.name(),
            part.health(),
            part.pid() == 0 ? "-" : part.pid(),
            part.pid() == 0 ? "-" : (part.memory() >> 20) + " MB",
            part.address(),
            part.log());
      }
    }
    return parts.stream().allMatch(part -> part.health().equals("healthy")) ? 0 : 1;
  }
}
