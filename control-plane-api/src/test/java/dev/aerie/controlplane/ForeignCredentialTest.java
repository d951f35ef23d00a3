package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.controlplane.access.Role;
import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.Belongings;
import dev.aerie.controlplane.support.FakeAgent;
import dev.aerie.controlplane.support.IdentityProvider;
import dev.aerie.controlplane.support.Surroundings;
import dev.aerie.controlplane.support.Tenant;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A credential opens what it is made for: agents' endpoints, SCIM, or the API of customers. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class ForeignCredentialTest {
  private static final Map<String, String> BODIES =
      Map.of(
          "/agent/v1/report", "{\"agentId\": \"stranger\", \"batch\": 1}",
          "/agent/v1/key", "{\"keySha256\": \"" + "0".repeat(64) + "\"}",
          "/agent/v1/logs", "{\"requestId\": \"none\", \"pods\": []}");

  /** Every kind of credential there is, and none. */
  private enum Credential {
    NONE,
    PERSONS_TOKEN,
    OWNERS_KEY,
    PROJECTS_KEY,
    SERVICE_ACCOUNTS_TOKEN,
    SCIM_TOKEN,
    SCIM_TOKEN_OF_ANOTHER_ORGANIZATION,
    AGENTS_KEY,
    ENROLMENT_TOKEN
  }

  /** A method and a path. */
  private record Call(String method, String path, String body) {
    int by(Api caller) {
      return caller.send(method, path, body).status();
    }
  }

  IdentityProvider people;
  private Belongings things;
  private Tenant tenant;
  private String enrolment;

  @BeforeEach
  void prepare() throws SQLException {
    things = Belongings.make(people);
    tenant = things.tenant();
    enrolment = tenant.newRegion("own").mustBe(201).json().at("/enrolment/token").asText();
  }

  @ParameterizedTest
  @EnumSource(value = Credential.class, names = "AGENTS_KEY", mode = EnumSource.Mode.EXCLUDE)
  void agentsEndpointsAreOpenToAgentsOnly(Credential kind) {
    Api caller = caller(kind);
    for (Call call : agentsCalls()) {
      assertThat(call.by(caller)).as(kind + ": " + call).isEqualTo(401);
    }
    if (kind != Credential.ENROLMENT_TOKEN && kind != Credential.NONE) {
      FakeAgent.enrol(caller.credential(), "key-" + UUID.randomUUID()).mustBe(401);
    }
  }

  @ParameterizedTest
  @EnumSource(value = Credential.class, names = "SCIM_TOKEN", mode = EnumSource.Mode.EXCLUDE)
  void scimIsOpenToTheOrganizationsProviderOnly(Credential kind) {
    Api caller = caller(kind);
    for (Call call : providersCalls()) {
      assertThat(call.by(caller)).as(kind + ": " + call).isEqualTo(401);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Credential.class,
      names = {"SCIM_TOKEN", "AGENTS_KEY", "ENROLMENT_TOKEN", "NONE"})
  void theApiIsNotOpenToAgentsNorProviders(Credential kind) {
    Api caller = caller(kind);
    for (String path :
        List.of(
            "/v1/me",
            "/v1/clusters",
            "/v1/organizations/" + tenant.organization(),
            "/v1/organizations/" + tenant.organization() + "/scim-tokens",
            "/v1/regions/local")) {
      assertThat(caller.get(path).status()).as(kind + ": " + path).isEqualTo(401);
    }
  }

  /** Without which what is refused above could be refused to everybody. */
  @Test
  void eachIsOpenToItsOwn() {
    Api agent = caller(Credential.AGENTS_KEY);
    for (Call call : agentsCalls()) {
      assertThat(call.by(agent)).as(call.toString()).isNotIn(401, 403).isLessThan(500);
    }
    Api provider = caller(Credential.SCIM_TOKEN);
    for (Call call : providersCalls()) {
      assertThat(call.by(provider)).as(call.toString()).isNotIn(401, 403).isLessThan(500);
    }
  }

  private Api caller(Credential kind) {
    return switch (kind) {
      case NONE -> Api.anonymous();
      case PERSONS_TOKEN -> tenant.person();
      case OWNERS_KEY -> things.ownersKey();
      case PROJECTS_KEY -> tenant.withKey("PROJECT_ADMIN");
      case SERVICE_ACCOUNTS_TOKEN ->
          new Api(people.tokenOfClient(things.serviceAccount(Role.ORGANIZATION_OWNER)));
      case SCIM_TOKEN -> new Api(things.scimToken().text("secret"));
      case SCIM_TOKEN_OF_ANOTHER_ORGANIZATION -> new Api(scimTokenOfAnother());
      case AGENTS_KEY -> {
        String key = "key-" + UUID.randomUUID();
        FakeAgent.enrolled(enrolment, key);
        yield new Api(key);
      }
      case ENROLMENT_TOKEN -> new Api(enrolment);
    };
  }

  private String scimTokenOfAnother() {
    Tenant other = Tenant.make(people);
    return other
        .owner()
        .post("/v1/organizations/" + other.organization() + "/scim-tokens", "{\"name\": \"idp\"}")
        .mustBe(201)
        .text("secret");
  }

  /**
   * All that the API's description has for agents, but for the one that takes a token for a key.
   */
  private static List<Call> agentsCalls() {
    var calls = new ArrayList<Call>();
    JsonNode paths = Api.anonymous().get("/q/openapi?format=json").mustBe(200).json().path("paths");
    paths
        .properties()
        .forEach(
            path -> {
              if (path.getKey().startsWith("/agent/") && !path.getKey().endsWith("/enrol")) {
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        method ->
                            calls.add(
                                new Call(
                                    method.toUpperCase(Locale.ROOT),
                                    path.getKey(),
                                    BODIES.getOrDefault(path.getKey(), ""))));
              }
            });
    assertThat(calls)
        .extracting(Call::path)
        .contains("/agent/v1/desired")
        .containsAll(BODIES.keySet());
    return calls;
  }

  private List<Call> providersCalls() {
    String base = "/scim/v2/" + tenant.organization();
    return List.of(
        new Call("GET", base + "/Users", ""),
        new Call("POST", base + "/Users", "{}"),
        new Call("PUT", base + "/Users/none", "{}"),
        new Call("PATCH", base + "/Users/none", "{}"),
        new Call("DELETE", base + "/Users/none", ""),
        new Call("GET", base + "/Groups", ""),
        new Call("POST", base + "/Groups", "{}"),
        new Call("DELETE", base + "/Groups/none", ""),
        new Call("GET", base + "/ServiceProviderConfig", ""),
        new Call("GET", base + "/Schemas", ""),
        new Call("GET", base + "/ResourceTypes", ""),
        new Call("GET", base + "/NoSuchThing", ""));
  }
}
