package dev.aerie.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.cli.output.Output;
import dev.aerie.cli.vectorcluster.LiveCluster;
import dev.aerie.cli.vectorcluster.LiveFleet;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Verbs for those who run a region; as a plugin {@code kubectl aerie}. */
@Command(
    name = "vc",
    description = "Look after VectorClusters in a Kubernetes; also: kubectl aerie.",
    mixinStandardHelpOptions = true)
public final class VectorClusterCommands {
  @Spec private CommandSpec command;

  /** Which cluster. */
  static final class Target {
    @Parameters(paramLabel = "NAME", description = "Of the VectorCluster.")
    private String name;

    @Option(
        names = {"-n", "--namespace"},
        defaultValue = "default",
        description = "Its namespace.")
    private String namespace;

    @Mixin private KubectlOptions kubectl;

    LiveCluster cluster() {
      return new LiveCluster(kubectl.kubectl(), namespace, name);
    }
  }

  /** Looks over all of them. */
  @Command(
      description =
          "Tell how clusters are: first those that need attention, then those that change.")
  int status(
      @Option(
              names = {"-n", "--namespace"},
              description = "Of one namespace; of all without it.")
          String namespace,
      @Option(
              names = {"-o", "--output"},
              defaultValue = "table",
              description = "table, or json for programs.")
          Output.Format format,
      @Mixin KubectlOptions kubectl) {
    List<JsonNode> rows = new LiveFleet(kubectl.kubectl(), Optional.ofNullable(namespace)).rows();
    Output output = new Output(command.commandLine().getOut(), format);
    output.rows(rows, LiveFleet.COLUMNS.toArray(String[]::new));
    return format == Output.Format.json ? 0 : tell("\n" + LiveFleet.summary(rows));
  }

  /** Tells why it is as it is. */
  @Command(description = "Tell on one page why a cluster is as it is, and what to do.")
  int explain(@Mixin Target target) {
    return tell(target.cluster().explain());
  }

  /** Holds it. */
  @Command(description = "Have nothing but deletion carried out.")
  int pause(@Mixin Target target) {
    return tell(target.cluster().pause(true));
  }

  /** Lets it go on. */
  @Command(description = "Have carried out what was asked for meanwhile.")
  int unpause(@Mixin Target target) {
    return tell(target.cluster().pause(false));
  }

  /** Lets others have its change. */
  @Command(
      description = "Let the others of its class have a change that has stopped at this canary.")
  int promote(@Mixin Target target) {
    return tell(target.cluster().promote());
  }

  private int tell(String text) {
    command.commandLine().getOut().println(text);
    return 0;
  }
}
