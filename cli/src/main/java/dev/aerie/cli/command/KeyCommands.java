package dev.aerie.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.cli.api.Http;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** API keys. */
@Command(name = "key", description = "API keys.", mixinStandardHelpOptions = true)
public final class KeyCommands {
  private static final String[] COLUMNS = {
    "id", "name", "role", "projectId", "createdBy.name", "expiresAt", "lastUsedAt", "revokedAt"
  };
  private static final String OWNER = "ORGANIZATION_OWNER";

  @Command(description = "Show all, without secrets.", mixinStandardHelpOptions = true)
  int list(
      @Mixin Connection connection,
      @Mixin Placing place,
      @Option(
              names = "--created-by",
              paramLabel = "ID",
              description = "Only those that end with this person, service account or key.")
          Optional<String> creator) {
    Map<String, String> wanted = new HashMap<>(place.narrowed(connection));
    creator.ifPresent(id -> wanted.put("createdBy", id));
    connection.output().rows(connection.controlPlane().list("/v1/api-keys", wanted), COLUMNS);
    return 0;
  }

  @Command(
      description = "Make one; its secret is shown this once.",
      mixinStandardHelpOptions = true)
  int create(
      @Mixin Connection connection,
      @Mixin Placing place,
      @Parameters(paramLabel = "NAME") String name,
      @Option(
              names = "--role",
              defaultValue = "DATA_OPERATOR",
              description =
                  "DATA_VIEWER, DATA_OPERATOR, DATA_ADMIN, PROJECT_ADMIN or ORGANIZATION_OWNER.")
          String role,
      @Option(names = "--expires-at", description = "When it ends, as in 2030-01-31T00:00:00Z.")
          Optional<Instant> expiresAt,
      @Option(
              names = "--scope",
              paramLabel = "DATABASE[/COLLECTION][:READ]",
              converter = Scope.Reader.class,
              description = "Only this place, or only for reading; as often as needed.")
          List<Scope> scopes,
      @Option(
              names = "--from",
              paramLabel = "CIDR",
              description = "Only from these addresses; as often as needed.")
          List<String> addresses) {
    Map<String, Object> body = new HashMap<>();
    body.put("name", name);
    body.put("role", role);
    if (role.equals(OWNER)) {
      body.put("organizationId", place.organization(connection));
    } else {
      String project = place.project(connection);
      JsonNode parent = connection.controlPlane().get("/v1/projects/" + project);
      body.put("organizationId", parent.path("organizationId").asText());
      body.put("projectId", project);
    }
    expiresAt.ifPresent(end -> body.put("expiresAt", end.toString()));
    if (scopes != null) {
      body.put("scopes", scopes.stream().map(Scope::body).toList());
    }
    if (addresses != null) {
      body.put("ipAllowlist", addresses);
    }
    connection
        .output()
        .one(connection.controlPlane().post("/v1/api-keys", body), "id", "name", "role", "secret");
    return 0;
  }

  @Command(
      description = "Replace one by another that opens the same; its secret is shown this once.",
      mixinStandardHelpOptions = true)
  int rotate(
      @Mixin Connection connection,
      @Parameters(paramLabel = "ID") String key,
      @Option(
              names = "--overlap",
              paramLabel = "SECONDS",
              description = "How long the old one goes on; else a day.")
          Optional<Integer> overlap) {
    Map<String, Object> body = new HashMap<>();
    overlap.ifPresent(seconds -> body.put("overlapSeconds", seconds));
    String path = "/v1/api-keys/" + Http.encode(key) + ":rotate";
    connection
        .output()
        .one(connection.controlPlane().post(path, body), "id", "name", "role", "secret");
    return 0;
  }

  @Command(description = "End one.", mixinStandardHelpOptions = true)
  int revoke(@Mixin Connection connection, @Parameters(paramLabel = "ID") String key) {
    connection.controlPlane().delete("/v1/api-keys/" + Http.encode(key));
    return 0;
  }
}
