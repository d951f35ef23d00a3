package dev.aerie.controlplane.description;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;
import org.jboss.jandex.IndexView;

/**
 * Completes the OpenAPI description with what holds for all endpoints of {@code /v1}: credentials
 * and permissions, refusals, parameters and examples.
 */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public class ApiDescription implements OASFilter {
  private static final String CREDENTIAL = "bearer";

  private final IndexView index;
  private final EndpointIndex endpoints;

  /** Made by the build, which knows all classes. */
  public ApiDescription(IndexView index) {
    this.index = index;
    this.endpoints = new EndpointIndex(index);
  }

  @Override
  public void filterOpenAPI(OpenAPI description) {
    description
        .getComponents()
        .addSecurityScheme(
            CREDENTIAL,
            OASFactory.createSecurityScheme()
                .type(SecurityScheme.Type.HTTP)
                .scheme("bearer")
                .description(
                    "An API key, or an access token of Keycloak. Beside it stands the permission"
                        + " that the endpoint needs."));
    var schemas = new Schemas(description);
    schemas.require(index);
    schemas.allowNull();
    schemas.describe(PropertyTexts.read("meanings.properties"));
    var refusals = new RefusalDescriptions(description.getComponents());
    var examples = new ExampleBodies(description.getComponents(), ExampleValues.read());
    description
        .getPaths()
        .getPathItems()
        .forEach(
            (path, item) ->
                item.getOperations()
                    .forEach(
                        (method, operation) -> {
                          nameStatuses(operation);
                          if (path.startsWith("/v1/")) {
                            describe(path, method, operation, refusals);
                            examples.addTo(operation);
                          }
                        }));
    schemas.requireWhatIsAlwaysAnswered();
  }

  private void describe(
      String path, PathItem.HttpMethod method, Operation operation, RefusalDescriptions refusals) {
    EndpointIndex.Endpoint endpoint = endpoints.of(operation.getOperationId());
    endpoint
        .permission()
        .ifPresent(
            permission ->
                operation.addSecurityRequirement(
                    OASFactory.createSecurityRequirement()
                        .addScheme(CREDENTIAL, List.of(permission))));
    endpoint.ending().ifPresent(ending -> Endings.describe(operation, ending));
    Parameters.describe(path, method, operation, endpoint.replayed());
    refusals.addTo(method, operation, endpoint.refuses());
  }

  private static void nameStatuses(Operation operation) {
    operation
        .getResponses()
        .getAPIResponses()
        .forEach(
            (status, response) -> {
              if (response.getDescription() == null) {
                response.setDescription(
                    Response.Status.fromStatusCode(Integer.parseInt(status)).getReasonPhrase());
              }
            });
  }
}
