package dev.aerie.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.cli.CliException;
import dev.aerie.cli.api.ControlPlane;
import dev.aerie.cli.api.Retries;
import dev.aerie.cli.output.Output;
import dev.aerie.cli.session.Session;
import dev.aerie.cli.session.SessionFile;
import dev.aerie.cli.session.Tokens;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Options of every verb that asks the control plane, and whom they ask. */
public final class Connection {
  @Option(
      names = {"-o", "--output"},
      description = "table or json.",
      defaultValue = "table")
  private Output.Format format;

  @Option(
      names = "--url",
      description = "The control plane's address; else AERIE_API_URL, else where you signed in.")
  private Optional<String> url;

  @Spec(Target.MIXEE)
  private CommandSpec command;

  /** Where answers go. */
  public Output output() {
    return new Output(command.commandLine().getOut(), format);
  }

  /** Calls that were not answered are sent again, and whoever waits is told. */
  Retries retries() {
    return Retries.telling(command.commandLine().getErr()::println);
  }

  /** The address that was asked for; empty when none was. */
  Optional<String> address() {
    return url.or(() -> variable("AERIE_API_URL")).map(text -> text.replaceAll("/+$", ""));
  }

  /**
   * The control plane, with the API key of {@code AERIE_API_KEY} or the person's session.
   *
   * @throws CliException when there is neither
   */
  public ControlPlane controlPlane() {
    SessionFile file = SessionFile.of(System.getenv());
    Optional<String> key = variable("AERIE_API_KEY");
    if (key.isPresent()) {
      String address =
          address()
              .or(() -> file.read().map(Session::address))
              .orElseThrow(
                  () -> new CliException("Name the control plane by --url or AERIE_API_URL."));
      return new ControlPlane(address, key.get(), retries());
    }
    Session kept =
        file.read()
            .filter(session -> address().map(session.address()::equals).orElse(true))
            .orElseThrow(
                () ->
                    new CliException(
                        "You are not signed in there. Sign in with: aerie login --url ADDRESS"
                            + " (or set AERIE_API_KEY)"));
    Session session = new Tokens(Clock.systemUTC()).refreshed(kept);
    if (!session.equals(kept)) {
      file.write(session);
    }
    return new ControlPlane(session.address(), session.accessToken(), retries());
  }

  /**
   * The id of what was named by id or name, or of the only one there is.
   *
   * @param noun plural noun in {@code /v1}, with what stands before it
   * @throws CliException when that is not exactly one
   */
  String idOf(String noun, Optional<String> wanted, Map<String, String> among) {
    List<JsonNode> found =
        controlPlane().list("/v1/" + noun, among).stream()
            .filter(
                one ->
                    wanted.isEmpty()
                        || wanted.get().equals(one.path("id").asText())
                        || wanted.get().equals(one.path("name").asText()))
            .toList();
    if (found.size() == 1) {
      return found.getFirst().path("id").asText();
    }
    String what = noun.substring(noun.lastIndexOf('/') + 1);
    String named = wanted.map(name -> " called " + name).orElse("");
    throw new CliException(
        found.isEmpty()
            ? "There are no %s%s that you can see.".formatted(what, named)
            : "There are several %s%s. Name one by its id: %s"
                .formatted(
                    what,
                    named,
                    found.stream()
                        .map(one -> one.path("id").asText() + " " + one.path("name").asText())
                        .collect(Collectors.joining(", "))));
  }

  private static Optional<String> variable(String name) {
    return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
  }
}
