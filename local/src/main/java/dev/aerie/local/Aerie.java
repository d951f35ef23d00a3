package dev.aerie.local;

import dev.aerie.local.command.BenchCommand;
import dev.aerie.local.command.DownCommand;
import dev.aerie.local.command.EnvCommand;
import dev.aerie.local.command.KubectlCommand;
import dev.aerie.local.command.LogsCommand;
import dev.aerie.local.command.QuickstartCommand;
import dev.aerie.local.command.ResetCommand;
import dev.aerie.local.command.StatusCommand;
import dev.aerie.local.command.TestCommand;
import dev.aerie.local.command.UpCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Entry of {@code ./aerie}. */
@Command(
    name = "aerie",
    description = "Runs Aerie, vector databases as a service, on this machine.",
    footer = {
      "",
      "For users of a control plane: login, logout, whoami, org, project, cluster,",
      "backup, quote, key, usage, audit, byoc, completion; ask each for --help."
    },
    mixinStandardHelpOptions = true,
    version = "0.1.0",
    subcommands = {
      QuickstartCommand.class,
      UpCommand.class,
      DownCommand.class,
      StatusCommand.class,
      EnvCommand.class,
      LogsCommand.class,
      KubectlCommand.class,
      ResetCommand.class,
      TestCommand.class,
      BenchCommand.class
    })
public final class Aerie {
  private Aerie() {}

  public static void main(String[] arguments) {
    CommandLine line = new CommandLine(new Aerie());
    line.getSubcommands().get("kubectl").setUnmatchedOptionsArePositionalParams(true);
    line.getSubcommands().get("kubectl").setStopAtPositional(true);
    line.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          System.err.println(
              failure instanceof LauncherException ? failure.getMessage() : "aerie: " + failure);
          return 1;
        });
    System.exit(line.execute(arguments));
  }
}
