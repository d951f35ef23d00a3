package dev.aerie.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.cli.CliException;
import dev.aerie.cli.api.Http;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Clusters in the recycle bin of an organisation. */
final class DeletedClusters {
  static final String[] COLUMNS = {"id", "name", "projectId", "deletedAt", "purgeAt"};

  /** A name has no underscore. */
  private static final Pattern ID = Pattern.compile("cls_[0-9a-z]+");

  private DeletedClusters() {}

  /** Those of the project that was named, or of all projects of the organisation. */
  static List<JsonNode> list(Connection connection, Placing place) {
    Optional<String> project = Optional.ofNullable(place.narrowed(connection).get("projectId"));
    return connection
        .controlPlane()
        .list("/v1/recycle-bin", Map.of("organizationId", place.owner(connection)))
        .stream()
        .filter(one -> one.path("kind").asText().equals("CLUSTER"))
        .filter(one -> project.map(one.path("projectId").asText()::equals).orElse(true))
        .toList();
  }

  /**
   * The id of one that was named by id or name. Only names are looked up in the bin: who knows an
   * id need not say of which organisation.
   *
   * @throws CliException when that is not exactly one
   */
  static String id(Connection connection, Placing place, String named) {
    if (ID.matcher(named).matches()) {
      return Http.encode(named);
    }
    List<JsonNode> found =
        list(connection, place).stream()
            .filter(one -> one.path("name").asText().equals(named))
            .toList();
    if (found.size() == 1) {
      return found.getFirst().path("id").asText();
    }
    throw new CliException(
        found.isEmpty()
            ? ("There is no deleted cluster called %s whose data was kept. See which there are"
                    + " with: aerie cluster list --deleted. One that is still DELETING comes there"
                    + " when it is gone.")
                .formatted(named)
            : "There are several deleted clusters called %s. Name one by its id: %s"
                .formatted(
                    named,
                    found.stream()
                        .map(
                            one ->
                                one.path("id").asText() + " of " + one.path("deletedAt").asText())
                        .collect(Collectors.joining(", "))));
  }
}
