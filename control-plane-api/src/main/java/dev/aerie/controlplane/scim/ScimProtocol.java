package dev.aerie.controlplane.scim;

import de.captaingoldfish.scim.sdk.common.constants.enums.HttpMethod;
import de.captaingoldfish.scim.sdk.common.resources.ServiceProvider;
import de.captaingoldfish.scim.sdk.common.resources.complex.BulkConfig;
import de.captaingoldfish.scim.sdk.common.resources.complex.ChangePasswordConfig;
import de.captaingoldfish.scim.sdk.common.resources.complex.ETagConfig;
import de.captaingoldfish.scim.sdk.common.resources.complex.FilterConfig;
import de.captaingoldfish.scim.sdk.common.resources.complex.PatchConfig;
import de.captaingoldfish.scim.sdk.common.resources.complex.SortConfig;
import de.captaingoldfish.scim.sdk.common.resources.multicomplex.AuthenticationScheme;
import de.captaingoldfish.scim.sdk.common.response.ErrorResponse;
import de.captaingoldfish.scim.sdk.common.response.ScimResponse;
import de.captaingoldfish.scim.sdk.server.endpoints.Context;
import de.captaingoldfish.scim.sdk.server.endpoints.ResourceEndpoint;
import de.captaingoldfish.scim.sdk.server.endpoints.base.GroupEndpointDefinition;
import de.captaingoldfish.scim.sdk.server.endpoints.base.UserEndpointDefinition;
import de.captaingoldfish.scim.sdk.server.schemas.ResourceType;
import de.captaingoldfish.scim.sdk.server.schemas.custom.ETagFeature;
import dev.aerie.controlplane.access.Caller;
import dev.aerie.controlplane.database.Database;
import dev.aerie.controlplane.keycloak.KeycloakTurns;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * SCIM 2.0 (RFC 7643, 7644): a request is one transaction, of which nothing but accounts stays when
 * it is refused. Safe for use by many threads.
 */
@ApplicationScoped
public class ScimProtocol {
  private static final int MOST_RESULTS = 200;

  private final ResourceEndpoint endpoint;
  private final AccountLinks accounts;
  private final Database database;
  private final KeycloakTurns turns;
  private final Caller caller;

  ScimProtocol(
      ProvisionedUsers users,
      ScimGroups groups,
      AccountLinks accounts,
      Database database,
      KeycloakTurns turns,
      Caller caller) {
    this.turns = turns;
    this.endpoint = new ResourceEndpoint(provider());
    this.accounts = accounts;
    this.database = database;
    this.caller = caller;
    withETags(endpoint.registerEndpoint(new UserEndpointDefinition(new UserHandler(users))));
    withETags(endpoint.registerEndpoint(new GroupEndpointDefinition(new GroupHandler(groups))));
  }

  private static void withETags(ResourceType type) {
    type.getFeatures().setETagFeature(ETagFeature.builder().enabled(true).build());
  }

  private static ServiceProvider provider() {
    return ServiceProvider.builder()
        .patchConfig(
            PatchConfig.builder()
                .supported(true)
                .doNotFailOnNoTarget(true)
                .activateMsAzureFilterWorkaround(true)
                .activateMsAzureValueSubAttributeWorkaround(true)
                .activateMsAzureComplexSimpleValueWorkaround(true)
                .build())
        .filterConfig(FilterConfig.builder().supported(true).maxResults(MOST_RESULTS).build())
        .eTagConfig(ETagConfig.builder().supported(true).build())
        .sortConfig(SortConfig.builder().supported(false).build())
        .bulkConfig(BulkConfig.builder().supported(false).build())
        .changePasswordConfig(ChangePasswordConfig.builder().supported(false).build())
        .authenticationSchemes(
            List.of(
                AuthenticationScheme.builder()
                    .name("OAuth Bearer Token")
                    .description("A token made at /v1/organizations/{id}/scim-tokens.")
                    .type("oauthbearertoken")
                    .build()))
        .lenientContentTypeChecking(true)
        .build();
  }

  /** Answers a request about an organisation; one that changes something may ask Keycloak. */
  ScimResponse answer(
      String organization,
      HttpMethod method,
      String address,
      Optional<String> body,
      Map<String, String> headers) {
    return method == HttpMethod.GET
        ? transact(organization, method, address, body, headers)
        : turns.take(() -> transact(organization, method, address, body, headers));
  }

  private ScimResponse transact(
      String organization,
      HttpMethod method,
      String address,
      Optional<String> body,
      Map<String, String> headers) {
    var made = new ArrayList<AccountLinks.Made>();
    try {
      return database.transaction(
          caller.scope(),
          sql -> {
            ScimResponse answer =
                endpoint.handleRequest(
                    address,
                    method,
                    body.orElse(null),
                    headers,
                    new Context(new ScimCall(organization, sql, made)));
            if (answer.getHttpStatus() >= 400) {
              throw new Refused(answer);
            }
            return answer;
          });
    } catch (RuntimeException failure) {
      accounts.keep(made);
      if (failure instanceof Refused refused) {
        return told(refused.answer);
      }
      throw failure;
    }
  }

  /** What went wrong inside is for the log only, where the library has written it. */
  private static ScimResponse told(ScimResponse answer) {
    if (answer.getHttpStatus() == 500 && answer instanceof ErrorResponse error) {
      error.setDetail("Something went wrong inside. Try again, or ask for help.");
    }
    return answer;
  }

  private static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient ScimResponse answer;

    Refused(ScimResponse answer) {
      super("refused", null, false, false);
      this.answer = answer;
    }
  }
}
