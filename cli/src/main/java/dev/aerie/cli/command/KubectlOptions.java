package dev.aerie.cli.command;

import dev.aerie.cli.kubernetes.Kubectl;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Which Kubernetes is meant, and by which program it is asked. */
final class KubectlOptions {

  @Option(
      names = "--kubectl",
      paramLabel = "PROGRAM",
      defaultValue = "${env:AERIE_KUBECTL:-kubectl}",
      description = "The program, with words that come first; AERIE_KUBECTL without it.")
  private String program;

  @Option(
      names = "--context",
      paramLabel = "CONTEXT",
      description = "Of the kubeconfig; the current one without it.")
  private String context;

  Kubectl kubectl() {
    List<String> command = new ArrayList<>(List.of(program.split(" ")));
    if (context != null) {
      command.addAll(List.of("--context", context));
    }
    return new Kubectl(command);
  }
}
