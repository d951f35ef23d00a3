package dev.aerie.controlplane.support;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * An organisation whose identity provider tells of its people by SCIM.
 *
 * @param provider that identity provider
 * @param base where it tells so
 * @param groups where owners see the groups
 */
public record ScimTenant(Tenant tenant, Api provider, String base, String groups) {
  public static final String PASSWORD = "correct horse battery Staple 9";
  private static final AtomicInteger COUNT = new AtomicInteger();

  /** A new one, in the realm of the real Keycloak. */
  public static ScimTenant make() {
    FakeAgent.present();
    return of(Tenant.of(RealKeycloak.administrator()));
  }

  /** One that is there, with a token for its provider. */
  public static ScimTenant of(Tenant tenant) {
    return new ScimTenant(
        tenant,
        new Api(newToken(tenant).text("secret")),
        "/scim/v2/" + tenant.organization(),
        "/v1/organizations/" + tenant.organization() + "/scim-groups");
  }

  /** The address of somebody nobody has told of. */
  public static String unusedName() {
    return "grace" + COUNT.incrementAndGet() + "@corp.example";
  }

  /** A further token. */
  public Api.Answer newToken() {
    return newToken(tenant);
  }

  private static Api.Answer newToken(Tenant tenant) {
    return tenant
        .owner()
        .post(
            "/v1/organizations/" + tenant.organization() + "/scim-tokens",
            "{\"name\": \"identity provider\"}")
        .mustBe(201);
  }

  /** Somebody as Entra ID tells of them. */
  public static String body(String userName, String more) {
    return """
        {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],
         "externalId": "external-%1$s", "userName": "%1$s", "active": true, "password": "never kept",
         "emails": [{"primary": true, "type": "work", "value": "%1$s"}],
         "name": {"formatted": "Grace Hopper", "familyName": "Hopper", "givenName": "Grace"},
         "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"department": "Research"}%2$s}
        """
        .formatted(userName, more);
  }

  /** Tells of somebody new. */
  public Api.Answer create(String userName) {
    return provider
        .post(base + "/Users", body(userName, ""), "Content-Type", "application/scim+json")
        .mustBe(201);
  }

  /** Tells of a new group. */
  public Api.Answer createGroup(String title, String... users) {
    String members =
        Arrays.stream(users)
            .map("{\"value\": \"%s\"}"::formatted)
            .collect(Collectors.joining(", "));
    return provider
        .post(
            base + "/Groups",
            "{\"schemas\": [\"urn:ietf:params:scim:schemas:core:2.0:Group\"], \"displayName\": \"%s\", \"members\": [%s]}"
                .formatted(title, members))
        .mustBe(201);
  }

  /** Asks for a change. */
  public Api.Answer patch(String path, String... operations) {
    return provider.send(
        "PATCH",
        base + path,
        "{\"schemas\": [\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"], \"Operations\": [%s]}"
            .formatted(String.join(", ", operations)));
  }

  /** Ids of people as a query finds them. */
  public List<String> found(String query) {
    JsonNode list = provider.get(base + "/Users?" + query).mustBe(200).json();
    return list.path("Resources").findValuesAsText("id");
  }

  /** Ids of the people in a group. */
  public List<String> people(String group) {
    return provider
        .get(base + "/Groups/" + group)
        .mustBe(200)
        .json()
        .path("members")
        .findValuesAsText("value");
  }

  /** A member as the owner sees them. */
  public Api.Answer member(String user) {
    return tenant
        .owner()
        .get("/v1/organizations/" + tenant.organization() + "/members/" + user)
        .mustBe(200);
  }

  /** The audit event of a member's last change. */
  public JsonNode newestUpdate(String user) {
    return newest("member.update", user);
  }

  /** The newest audit event of an action on a resource. */
  public JsonNode newest(String action, String resource) {
    return tenant
        .owner()
        .get(
            "/v1/audit-events?action=%s&resource=%s&organizationId=%s"
                .formatted(action, resource, tenant.organization()))
        .items()
        .getFirst();
  }

  /** Actions in the audit log, the newest first. */
  public List<String> actions(String action) {
    return tenant
        .owner()
        .get("/v1/audit-events?action=" + action + "&organizationId=" + tenant.organization())
        .items()
        .stream()
        .map(event -> event.path("action").asText())
        .toList();
  }

  /** As after the person has set a password by the mail that resets it. */
  public static Api signIn(String userName) {
    String id =
        RealKeycloak.read("/users?exact=true&username=" + userName).path(0).path("id").asText();
    RealKeycloak.admin(
            "PUT",
            "/users/" + id + "/reset-password",
            "{\"type\": \"password\", \"value\": \"%s\", \"temporary\": false}".formatted(PASSWORD))
        .mustBe(204);
    return token(userName);
  }

  /** Somebody who has a password, signed in. */
  public static Api token(String userName) {
    return new Api(
        RealKeycloak.token(
                Map.of(
                    "grant_type",
                    "password",
                    "client_id",
                    "aerie-local",
                    "username",
                    userName,
                    "password",
                    PASSWORD))
            .mustBe(200)
            .text("access_token"));
  }
}
