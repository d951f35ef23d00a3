package dev.aerie.cli.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tells what was done. */
@Command(
    name = "audit",
    description = "Show who did what, newest first.",
    mixinStandardHelpOptions = true,
    subcommands = {AuditExportCommand.class, AuditVerifyCommand.class})
public final class AuditCommand implements Callable<Integer> {
  @Mixin private Connection connection;
  @Mixin private AuditFilter filter;

  @Option(names = "--limit", defaultValue = "50", description = "How many; else 50.")
  private int limit;

  @Override
  public Integer call() {
    connection
        .output()
        .rows(
            connection
                .controlPlane()
                .list("/v1/audit-events", filter.parameters(connection), limit),
            "sequence",
            "at",
            "actor.name",
            "action",
            "resource",
            "result");
    return 0;
  }
}
