package dev.aerie.cli;

import dev.aerie.cli.command.AuditCommand;
import dev.aerie.cli.command.BackupCommands;
import dev.aerie.cli.command.ByocCommands;
import dev.aerie.cli.command.ClusterCommands;
import dev.aerie.cli.command.KeyCommands;
import dev.aerie.cli.command.LoginCommand;
import dev.aerie.cli.command.LogoutCommand;
import dev.aerie.cli.command.OrganizationCommands;
import dev.aerie.cli.command.ProjectCommands;
import dev.aerie.cli.command.QuoteCommands;
import dev.aerie.cli.command.RegionCommands;
import dev.aerie.cli.command.UsageCommand;
import dev.aerie.cli.command.VectorClusterCommands;
import dev.aerie.cli.command.WhoamiCommand;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Entry of the verbs for people who use clusters, and for their programs. */
@Command(
    name = "aerie",
    description = "Uses an Aerie control plane.",
    mixinStandardHelpOptions = true,
    version = "0.1.0",
    subcommands = {
      LoginCommand.class,
      LogoutCommand.class,
      WhoamiCommand.class,
      OrganizationCommands.class,
      ProjectCommands.class,
      ClusterCommands.class,
      BackupCommands.class,
      QuoteCommands.class,
      KeyCommands.class,
      UsageCommand.class,
      AuditCommand.class,
      RegionCommands.class,
      ByocCommands.class,
      VectorClusterCommands.class
    })
public final class AerieCli {
  private AerieCli() {}

  /** Runs one verb; exit code 0 when it worked, 1 when it was refused, 2 for a wrong call. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  /** All verbs, for one call. */
  public static CommandLine commandLine() {
    CommandLine line = new CommandLine(new AerieCli());
    line.addSubcommand("completion", new GenerateCompletion());
    line.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          String told = failure instanceof CliException ? "" : "aerie: ";
          command.getErr().println(told + failure.getMessage());
          return 1;
        });
    return line;
  }
}
