package dev.aerie.bench.fleet;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/** The measurements as a page. */
final class FleetPage {

  private FleetPage() {}

  static String of(List<Measured> all, Change change) {
    StringBuilder page = new StringBuilder();
    page.append(
        """
        # A region of 2,000 clusters

        Made by `./aerie bench fleet`; what is done is told in [bench/README.md](../README.md).

        %s, %s, one process of the operator with a heap of %s and its agent at work.

        ## From the operator's start until new clusters are ready

        | clusters | of them new | s | clusters a second | calls a new cluster | memory, MB |
        |---|---|---|---|---|---|
        """
            .formatted(LocalDate.now(), machine(), OperatorProcess.HEAP));
    for (Measured each : all) {
      Measured.Growth growth = each.growth();
      page.append(
          text(
              "| %,d | %,d | %.0f | %.1f | %.1f | %d |%n",
              each.clusters(),
              growth.added(),
              seconds(growth.took()),
              growth.added() / seconds(growth.took()),
              growth.calls() / growth.added(),
              growth.memory()));
    }
    page.append(
        """

        ## While nothing changes, for 330 s

        Calls are the operator's; writes are anybody's, those of Kubernetes' own controllers too.

        | clusters | calls a second | writes | passes a second | cores | reports a second | memory, MB |
        |---|---|---|---|---|---|---|
        """);
    for (Measured each : all) {
      Measured.Idle idle = each.idle();
      page.append(
          text(
              "| %,d | %.2f | %.0f | %.1f | %.3f | %.2f | %d |%n",
              each.clusters(),
              idle.calls(),
              idle.writes(),
              idle.passes(),
              idle.cores(),
              idle.reports(),
              idle.memory()));
    }
    page.append(
        """

        ## The operator starts anew, nothing has changed

        | clusters | ready after, s | every cluster seen after, s | calls | writes | CPU, s |
        |---|---|---|---|---|---|
        """);
    for (Measured each : all) {
      Measured.Restart restart = each.restart();
      page.append(
          text(
              "| %,d | %.1f | %.1f | %.0f | %.0f | %.1f |%n",
              each.clusters(),
              seconds(restart.ready()),
              seconds(restart.seen()),
              restart.calls(),
              restart.writes(),
              restart.cpu()));
    }
    page.append(
        text(
            """

            ## Every cluster is to change, 3 at once, the first 120 s

            - the canary had changed after %.1f s, and %.1f s after the change all others stood in the queue
            - %d had changed at the end, %d waited
            - %.1f calls and %.1f passes a second, %.2f cores
            """,
            seconds(change.canary()),
            seconds(change.known()),
            change.changed(),
            change.queued(),
            change.calls(),
            change.passes(),
            change.cores()));
    return page.toString();
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }

  private static String machine() {
    String processor = "unknown processor";
    try {
      processor =
          Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
              .filter(line -> line.startsWith("model name"))
              .map(line -> line.substring(line.indexOf(':') + 2))
              .findFirst()
              .orElse(processor);
    } catch (java.io.IOException e) {
      return processor;
    }
    return text(
        "%d cores of %s (load average at the end %.1f)",
        Runtime.getRuntime().availableProcessors(),
        processor,
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }
}
