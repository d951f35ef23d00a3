package dev.aerie.controlplane.description;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/** Describes parameters that mean the same everywhere. */
final class Parameters {
  private static final Map<String, String> MEANINGS =
      Map.of(
          "limit", "How many items at most, 1 to 200; 50 without it.",
          "cursor", "The nextCursor of the page before; the first page without it.",
          "If-Match", "The ETag of what is changed, as it was read.",
          "organizationId", "Id of the organization that it is about.",
          "projectId", "Id of the project that it is about.",
          "clusterId", "Id of the cluster that it is about.",
          "createdBy", "Id of the person, service account or API key that made it.",
          "channelId", "Id of the channel that it is about.",
          "from", "From this time on, as in 2026-01-31T12:00:00Z.",
          "to", "Before this time.");

  private Parameters() {}

  static void describe(
      String path, PathItem.HttpMethod method, Operation operation, boolean replayed) {
    Optional.ofNullable(operation.getParameters()).orElse(List.of()).stream()
        .filter(parameter -> parameter.getDescription() == null)
        .forEach(parameter -> parameter.setDescription(meaning(path, parameter)));
    if (method == PathItem.HttpMethod.POST && replayed) {
      operation.addParameter(
          OASFactory.createParameter()
              .name("Idempotency-Key")
              .in(Parameter.In.HEADER)
              .description(
                  "1 to 255 characters of the caller's choice: the effect happens once, and"
                      + " another request with them is given the same answer.")
              .schema(OASFactory.createSchema().addType(Schema.SchemaType.STRING)));
    }
  }

  private static String meaning(String path, Parameter parameter) {
    if (parameter.getIn() != Parameter.In.PATH) {
      return MEANINGS.get(parameter.getName());
    }
    String before = path.substring(0, path.indexOf("/{" + parameter.getName() + "}"));
    String noun = before.substring(before.lastIndexOf('/') + 1).replace('-', ' ');
    return "%s of the %s."
        .formatted(
            parameter.getName().equals("name") ? "Name" : "Id",
            noun.substring(0, noun.length() - 1));
  }
}
