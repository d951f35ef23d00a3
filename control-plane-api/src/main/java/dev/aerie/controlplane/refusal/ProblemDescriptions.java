package dev.aerie.controlplane.refusal;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;

/** Adds to the OpenAPI description how calls authenticate and what every endpoint may refuse. */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public class ProblemDescriptions implements OASFilter {
  private static final String JSON = "application/problem+json";

  /** Statuses and, for each, what it says and an example of its code. */
  private static final Map<String, String[]> ALWAYS =
      inOrder(
          new String[] {"400", "The request is not valid; fields names what.", "INVALID_REQUEST"},
          new String[] {"401", "There is no valid credential.", "UNAUTHENTICATED"},
          new String[] {"403", "The caller's role does not allow it.", "FORBIDDEN"},
          new String[] {"404", "It is not there, or not for this caller to see.", "NOT_FOUND"},
          new String[] {"406", "Nothing else than JSON is answered here.", "NOT_ACCEPTABLE"},
          new String[] {"429", "Too often; see Retry-After.", "RATE_LIMITED"},
          new String[] {
            "503", "Something the control plane needs is away.", "IDENTITY_PROVIDER_UNAVAILABLE"
          });

  private static final Map<String, String[]> CHANGING =
      inOrder(
          new String[] {"409", "The state of things does not allow it.", "NAME_TAKEN"},
          new String[] {"413", "The body is too large.", "REQUEST_ENTITY_TOO_LARGE"},
          new String[] {"415", "The body must be application/json.", "UNSUPPORTED_MEDIA_TYPE"},
          new String[] {
            "422", "The Idempotency-Key was used for another request.", "IDEMPOTENCY_KEY_REUSED"
          });

  private static final Map<String, String[]> CONDITIONAL =
      inOrder(
          new String[] {"412", "It has changed since it was read.", "PRECONDITION_FAILED"},
          new String[] {"428", "If-Match is missing.", "PRECONDITION_REQUIRED"});

  private static Map<String, String[]> inOrder(String[]... entries) {
    var map = new LinkedHashMap<String, String[]>();
    for (String[] entry : entries) {
      map.put(entry[0], entry);
    }
    return map;
  }

  @Override
  public void filterOpenAPI(OpenAPI description) {
    description
        .getComponents()
        .addSchema("Problem", problem())
        .addSecurityScheme(
            "bearer",
            OASFactory.createSecurityScheme()
                .type(SecurityScheme.Type.HTTP)
                .scheme("bearer")
                .description("An API key, or an access token of Keycloak."));
    description
        .getPaths()
        .getPathItems()
        .forEach(
            (path, item) -> {
              if (path.startsWith("/v1/")) {
                item.getOperations().forEach(ProblemDescriptions::describe);
              }
            });
  }

  private static void describe(PathItem.HttpMethod method, Operation operation) {
    if (!operation.getOperationId().startsWith("ConsoleConfig")) {
      operation.addSecurityRequirement(OASFactory.createSecurityRequirement().addScheme("bearer"));
    }
    add(operation, ALWAYS);
    if (method != PathItem.HttpMethod.GET) {
      add(operation, CHANGING);
    }
    if (method == PathItem.HttpMethod.PATCH) {
      add(operation, CONDITIONAL);
    }
  }

  private static void add(Operation operation, Map<String, String[]> responses) {
    responses.forEach(
        (status, entry) ->
            operation.getResponses().addAPIResponse(status, response(status, entry[1], entry[2])));
  }

  private static APIResponse response(String status, String description, String code) {
    Map<String, Object> example = new LinkedHashMap<>();
    example.put("status", Integer.parseInt(status));
    example.put("code", code);
    example.put("detail", description);
    return OASFactory.createAPIResponse()
        .description(description)
        .content(
            OASFactory.createContent()
                .addMediaType(
                    JSON,
                    OASFactory.createMediaType()
                        .schema(OASFactory.createSchema().ref("Problem"))
                        .example(example)));
  }

  private static Schema problem() {
    Schema field =
        OASFactory.createSchema()
            .addType(Schema.SchemaType.OBJECT)
            .addProperty("field", text("Path of the field."))
            .addProperty("message", text("What a right value is."));
    return OASFactory.createSchema()
        .addType(Schema.SchemaType.OBJECT)
        .description("A refusal, RFC 9457.")
        .addProperty("type", text("urn:aerie:problem: and the code in lower case."))
        .addProperty("title", text("The status in words."))
        .addProperty("status", OASFactory.createSchema().addType(Schema.SchemaType.INTEGER))
        .addProperty("detail", text("What happened and what to do next."))
        .addProperty("code", text("Stable, UPPER_SNAKE."))
        .addProperty("instance", text("The path that was asked for."))
        .addProperty("traceId", text("Tell it when asking for help."))
        .addProperty(
            "fields", OASFactory.createSchema().addType(Schema.SchemaType.ARRAY).items(field));
  }

  private static Schema text(String description) {
    return OASFactory.createSchema().addType(Schema.SchemaType.STRING).description(description);
  }
}
