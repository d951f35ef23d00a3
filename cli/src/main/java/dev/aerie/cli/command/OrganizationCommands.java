package dev.aerie.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.cli.CliException;
import dev.aerie.cli.api.ControlPlane;
import dev.aerie.cli.api.Http;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Organizations. */
@Command(name = "org", description = "Organizations.", mixinStandardHelpOptions = true)
public final class OrganizationCommands {
  private static final String[] COLUMNS = {"id", "name", "createdAt"};
  private static final String[] ALL_COLUMNS = {
    "id", "name", "plan", "projects", "clusters", "members", "createdAt"
  };
  private static final String ALL = "/v1/platform/organizations";
  private static final String BACK_TO_THE_PLANS = "plan";

  @Command(description = "Show all of yours.", mixinStandardHelpOptions = true)
  int list(
      @Mixin Connection connection,
      @Option(
              names = "--all",
              description = "Those of others too, for administrators of the platform.")
          boolean all,
      @Option(
              names = "--name",
              paramLabel = "TEXT",
              description = "With --all: only those that have this in their names.")
          Optional<String> name) {
    if (!all && name.isPresent()) {
      throw new CliException("--name looks through all organizations: say --all too.");
    }
    Map<String, String> wanted = new LinkedHashMap<>();
    name.ifPresent(part -> wanted.put("name", part));
    connection
        .output()
        .rows(
            connection.controlPlane().list(all ? ALL : "/v1/organizations", wanted),
            all ? ALL_COLUMNS : COLUMNS);
    return 0;
  }

  @Command(description = "Make one; you own it.", mixinStandardHelpOptions = true)
  int create(@Mixin Connection connection, @Parameters(paramLabel = "NAME") String name) {
    connection
        .output()
        .one(connection.controlPlane().post("/v1/organizations", Map.of("name", name)), COLUMNS);
    return 0;
  }

  @Command(
      description = {
        "Show what one may have, or give it another plan or limits of its own.",
        "For administrators of the platform. What there is already stays, whatever the limits."
      },
      mixinStandardHelpOptions = true)
  int plan(
      @Mixin Connection connection,
      @Parameters(paramLabel = "ID|NAME") String organization,
      @Parameters(paramLabel = "PLAN", arity = "0..1") Optional<String> plan,
      @Option(
              names = "--limit",
              paramLabel = "QUOTA=NUMBER",
              description =
                  "Its own in place of the plan's, as in CLUSTERS=5; CLUSTERS=plan goes back to the"
                      + " plan's; as often as needed.")
          Map<String, String> limits) {
    ControlPlane controlPlane = connection.controlPlane();
    String path = ALL + "/" + Http.encode(idOf(connection, organization));
    Map<String, Object> changes = new LinkedHashMap<>();
    plan.ifPresent(name -> changes.put("plan", name));
    if (limits != null) {
      changes.put("limits", numbers(limits));
    }
    JsonNode shown = changes.isEmpty() ? controlPlane.get(path) : controlPlane.patch(path, changes);
    connection.output().one(shown, "id", "name", "plan");
    connection.output().more(shown.path("items"), "quota", "used", "limit", "source");
    return 0;
  }

  private static String idOf(Connection connection, String organization) {
    return organization.startsWith("org_")
        ? organization
        : connection.idOf(
            ALL.substring("/v1/".length()),
            Optional.of(organization),
            Map.of("name", organization));
  }

  /** A limit's number, null for none of its own. */
  private static Map<String, Long> numbers(Map<String, String> limits) {
    Map<String, Long> numbers = new LinkedHashMap<>();
    limits.forEach((quota, limit) -> numbers.put(quota, number(quota, limit)));
    return numbers;
  }

  private static Long number(String quota, String limit) {
    if (limit.equals(BACK_TO_THE_PLANS)) {
      return null;
    }
    try {
      return Long.valueOf(limit);
    } catch (NumberFormatException none) {
      throw new CliException(
          "--limit %s=%s: write a whole number, or %s=%s for the plan's."
              .formatted(quota, limit, quota, BACK_TO_THE_PLANS));
    }
  }
}
