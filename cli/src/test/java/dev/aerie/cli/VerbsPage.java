package dev.aerie.cli;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The page of all verbs, made of their own help. */
final class VerbsPage {
  private static final String HEAD =
      """
      # Verbs of the command line

      Made of the verbs' own help by `VerbsPageTest`; how to sign in: [README.md](README.md#the-command-line).

      What many verbs have:

      | option | |
      | --- | --- |
      """;

  /** Told once, at the head. */
  private static final List<String> COMMON =
      List.of("--output", "--url", "--org", "--project", "--wait", "--within", "--help");

  private static final Set<String> LEFT_OUT = Set.of("completion", "--version");

  private final StringBuilder text = new StringBuilder(HEAD);
  private final CommandLine all = AerieCli.commandLine();

  String text() {
    COMMON.forEach(name -> row(common(name)));
    text.append(
        "\nExit code 0: done; 1: refused, or failed while `--wait` waited; 2: a wrong call.\n");
    all.getSubcommands().entrySet().stream()
        .filter(one -> !LEFT_OUT.contains(one.getKey()))
        .forEach(one -> noun(one.getKey(), one.getValue()));
    return text.toString();
  }

  private OptionSpec common(String name) {
    return verbs(all)
        .flatMap(verb -> verb.getCommandSpec().options().stream())
        .filter(option -> option.longestName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Stream<CommandLine> verbs(CommandLine of) {
    return Stream.concat(
        Stream.of(of), of.getSubcommands().values().stream().flatMap(VerbsPage::verbs));
  }

  private void noun(String name, CommandLine noun) {
    text.append("\n## aerie ").append(name).append("\n\n").append(description(noun)).append('\n');
    if (noun.getCommandSpec().userObject() instanceof Callable) {
      options(noun);
    }
    noun.getSubcommands().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(one -> verb(name + " " + one.getKey(), one.getValue()));
  }

  private void verb(String name, CommandLine verb) {
    String arguments =
        verb.getCommandSpec().positionalParameters().stream()
            .sorted(Comparator.comparing(PositionalParamSpec::index))
            .map(
                one ->
                    one.arity().min() == 0 ? " [" + one.paramLabel() + "]" : " " + one.paramLabel())
            .collect(Collectors.joining());
    text.append("\n### %s%s\n\n%s\n".formatted(name, arguments, description(verb)));
    options(verb);
  }

  private void options(CommandLine verb) {
    List<OptionSpec> own =
        verb.getCommandSpec().options().stream()
            .filter(option -> !COMMON.contains(option.longestName()))
            .filter(option -> !LEFT_OUT.contains(option.longestName()))
            .sorted(Comparator.comparing(OptionSpec::longestName))
            .toList();
    if (!own.isEmpty()) {
      text.append("\n| option | |\n| --- | --- |\n");
      own.forEach(this::row);
    }
  }

  private void row(OptionSpec option) {
    String label = option.arity().max() == 0 ? "" : " " + option.paramLabel();
    String name = String.join("`, `", option.names()) + label.replace("|", "\\|");
    String negated =
        option.negatable() ? "`, `" + option.longestName().replaceFirst("--", "--no-") : "";
    text.append(
        "| `%s%s`%s | %s |\n"
            .formatted(
                name,
                negated,
                option.required() ? ", needed" : "",
                String.join(" ", option.description()).replace("|", "\\|")));
  }

  private static String description(CommandLine of) {
    CommandSpec spec = of.getCommandSpec();
    return String.join(" ", spec.usageMessage().description());
  }
}
