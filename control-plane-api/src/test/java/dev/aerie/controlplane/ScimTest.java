package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.FakeAgent;
import dev.aerie.controlplane.support.RealKeycloak;
import dev.aerie.controlplane.support.Superuser;
import dev.aerie.controlplane.support.Surroundings;
import dev.aerie.controlplane.support.Tenant;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SCIM 2.0 over HTTP, as Entra ID and Okta speak it, with Keycloak behind. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
@TestProfile(RealKeycloak.class)
class ScimTest {
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final String PASSWORD = "correct horse battery Staple 9";

  private Tenant tenant;
  private Api provider;
  private String base;
  private String groups;
  private String name;

  @BeforeEach
  void prepare() {
    tenant = Tenant.of(RealKeycloak.administrator());
    FakeAgent.present();
    var token = newToken();
    provider = new Api(token.text("secret"));
    base = "/scim/v2/" + tenant.organization();
    assertThat(token.text("url")).endsWith(base);
    groups = "/v1/organizations/" + tenant.organization() + "/scim-groups";
    name = "grace" + COUNT.incrementAndGet() + "@corp.example";
  }

  @Test
  void personIsAMemberBeforeTheyFirstSignIn() {
    var made = create(name);

    assertThat(made.header("Content-Type")).startsWith("application/scim+json");
    assertThat(made.header("Location")).endsWith(base + "/Users/" + made.id());
    assertThat(made.header("ETag")).isEqualTo("W/\"1\"");
    Api person = signIn(name);
    person.get("/v1/organizations/" + tenant.organization()).mustBe(200);
    assertThat(person.get("/v1/me").json().at("/principal/id").asText()).isEqualTo(made.id());
    assertThat(member(made.id()).text("role")).isEqualTo("MEMBER");
    var read = provider.get(base + "/Users/" + made.id()).mustBe(200).json();
    assertThat(read.at("/name/familyName").asText()).isEqualTo("Hopper");
    assertThat(read.path("externalId").asText()).isEqualTo("external-" + name);
    assertThat(read.has("password")).isFalse();
    assertThat(
            read.at("/urn:ietf:params:scim:schemas:extension:enterprise:2.0:User/department")
                .asText())
        .isEqualTo("Research");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"op\": \"Replace\", \"path\": \"active\", \"value\": \"False\"}",
        "{\"op\": \"Replace\", \"path\": \"active\", \"value\": false}",
        "{\"op\": \"replace\", \"value\": {\"active\": false}}"
      })
  void deactivatedPersonLosesAccessAtOnceWhateverTokensTheyHave(String operation) {
    String user = create(name).id();
    Api person = signIn(name);
    String organization = "/v1/organizations/" + tenant.organization();
    person.get(organization).mustBe(200);

    var changed = patch("/Users/" + user, operation).mustBe(200);

    assertThat(changed.json().path("active").asBoolean()).isFalse();
    person.get(organization).mustBe(404);
    tenant.owner().get(organization + "/members/" + user).mustBe(404);
    token(name).get(organization).mustBe(404);
    patch("/Users/" + user, "{\"op\": \"replace\", \"value\": {\"active\": true}}").mustBe(200);
    person.get(organization).mustBe(200);
    assertThat(actions("scim-user.*"))
        .containsExactly("scim-user.update", "scim-user.update", "scim-user.create");
  }

  @Test
  void attributesChangeAsEntraChangesThem() {
    String user = create(name).id();

    var changed =
        patch(
                "/Users/" + user,
                "{\"op\": \"Replace\", \"path\": \"emails[type eq \\\"work\\\"].value\", \"value\": \"new@corp.example\"}",
                "{\"op\": \"Add\", \"path\": \"name.familyName\", \"value\": \"Murray\"}",
                "{\"op\": \"Add\", \"path\": \"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department\", \"value\": \"Navy\"}",
                "{\"op\": \"Add\", \"path\": \"displayName\", \"value\": \"Amazing Grace\"}")
            .mustBe(200)
            .json();

    assertThat(changed.at("/emails/0/value").asText()).isEqualTo("new@corp.example");
    assertThat(changed.at("/name/familyName").asText()).isEqualTo("Murray");
    assertThat(changed.at("/name/givenName").asText()).isEqualTo("Grace");
    assertThat(changed.path("displayName").asText()).isEqualTo("Amazing Grace");
    assertThat(changed.toString()).contains("Navy");
    assertThat(changed.at("/meta/version").asText()).isEqualTo("W/\"2\"");
  }

  @Test
  void replacedAndDeleted() {
    String user = create(name).id();
    Api person = signIn(name);

    var replaced =
        provider
            .send("PUT", base + "/Users/" + user, body("renamed-" + name, ""))
            .mustBe(200)
            .json();
    assertThat(replaced.path("userName").asText()).isEqualTo("renamed-" + name);
    provider.delete(base + "/Users/" + user).mustBe(204);

    provider.get(base + "/Users/" + user).mustBe(404);
    provider.delete(base + "/Users/" + user).mustBe(404);
    person.get("/v1/organizations/" + tenant.organization()).mustBe(404);
    assertThat(create(name).id()).isEqualTo(user);
    person.get("/v1/organizations/" + tenant.organization()).mustBe(200);
  }

  @Test
  void groupsGiveAndTakeRoles() {
    String user = create(name).id();
    Api person = signIn(name);
    var group = createGroup("Data team", user);
    String project = "/v1/projects/" + tenant.project();
    person.get(project).mustBe(403);

    tenant
        .owner()
        .patch(
            groups + "/" + group.id(),
            "{\"role\": \"BILLING_ADMIN\", \"projects\": [{\"projectId\": \"%s\", \"role\": \"DATA_VIEWER\"}]}"
                .formatted(tenant.project()))
        .mustBe(200);
    person.get(project).mustBe(200);
    assertThat(member(user).text("role")).isEqualTo("BILLING_ADMIN");

    String admins = createGroup("Admins").id();
    tenant
        .owner()
        .patch(
            groups + "/" + admins,
            "{\"projects\": [{\"projectId\": \"%s\", \"role\": \"PROJECT_ADMIN\"}]}"
                .formatted(tenant.project()))
        .mustBe(200);
    patch(
            "/Groups/" + admins,
            "{\"op\": \"Add\", \"path\": \"members\", \"value\": [{\"value\": \"%s\"}]}"
                .formatted(user))
        .mustBe(200);
    assertThat(member(user).json().at("/projects/0/role").asText()).isEqualTo("PROJECT_ADMIN");

    patch(
            "/Groups/" + admins,
            "{\"op\": \"Remove\", \"path\": \"members[value eq \\\"%s\\\"]\"}".formatted(user))
        .mustBe(200);
    assertThat(member(user).json().at("/projects/0/role").asText()).isEqualTo("DATA_VIEWER");
    provider.delete(base + "/Groups/" + group.id()).mustBe(204);
    person.get(project).mustBe(403);
    assertThat(member(user).text("role")).isEqualTo("MEMBER");
  }

  @Test
  void aMappingToAProjectInTheRecycleBinWaitsForIt() {
    String stays = create(name).id();
    String leaves = create("leaves-" + name).id();
    String comes = create("comes-" + name).id();
    String group = createGroup("Data team", stays, leaves).id();
    String mapping =
        "\"projects\": [{\"projectId\": \"%s\", \"role\": \"DATA_VIEWER\"}]"
            .formatted(tenant.project());
    tenant.owner().patch(groups + "/" + group, "{" + mapping + "}").mustBe(200);
    assertThat(member(stays).json().path("projects")).hasSize(1);
    String project = "/v1/projects/" + tenant.project();
    tenant.owner().delete(project).mustBe(204);

    var mapped =
        tenant
            .owner()
            .patch(groups + "/" + group, "{\"role\": \"BILLING_ADMIN\", " + mapping + "}")
            .mustBe(200);
    tenant.owner().patch(groups + "/" + group, "{\"role\": \"MEMBER\"}").mustBe(200);
    patch(
            "/Groups/" + group,
            "{\"op\": \"Remove\", \"path\": \"members[value eq \\\"%s\\\"]\"}".formatted(leaves),
            "{\"op\": \"Add\", \"path\": \"members\", \"value\": [{\"value\": \"%s\"}]}"
                .formatted(comes))
        .mustBe(200);

    assertThat(mapped.json().path("projects")).hasSize(1);
    assertThat(member(stays).json().path("projects")).isEmpty();
    assertThat(member(comes).json().path("projects")).isEmpty();
    assertThat(newestUpdate(comes).at("/after/projects/0/projectId").asText())
        .isEqualTo(tenant.project());
    tenant.owner().post(project + ":restore", "").mustBe(200);
    assertThat(member(stays).json().path("projects")).hasSize(1);
    assertThat(member(leaves).json().path("projects")).isEmpty();
    assertThat(member(comes).json().at("/projects/0/role").asText()).isEqualTo("DATA_VIEWER");
  }

  @Test
  void aProjectInTheRecycleBinIsMappedToNoMore() {
    String group = createGroup("Data team").id();
    tenant.owner().delete("/v1/projects/" + tenant.project()).mustBe(204);

    var refused =
        tenant
            .owner()
            .patch(
                groups + "/" + group,
                "{\"projects\": [{\"projectId\": \"%s\", \"role\": \"DATA_VIEWER\"}]}"
                    .formatted(tenant.project()))
            .mustBe(400);

    assertThat(refused.json().at("/fields/0/field").asText()).isEqualTo("projects");
  }

  @Test
  void whomAnOwnerHasDisabledStaysSoWhateverGroupsSay() {
    String user = create(name).id();
    Api person = signIn(name);
    String organization = "/v1/organizations/" + tenant.organization();
    tenant.owner().patch(organization + "/members/" + user, "{\"disabled\": true}").mustBe(200);

    String group = createGroup("Admins", user).id();
    tenant.owner().patch(groups + "/" + group, "{\"role\": \"ORGANIZATION_OWNER\"}").mustBe(200);

    assertThat(member(user).text("role")).isEqualTo("ORGANIZATION_OWNER");
    person.get(organization).mustBe(404);
  }

  @Test
  void membersLeaveGroupsAsEntraAndOktaSayIt() {
    String user = create(name).id();
    String other = create("other-" + name).id();
    String group = createGroup("Everybody", user, other).id();

    patch(
            "/Groups/" + group,
            "{\"op\": \"Remove\", \"path\": \"members\", \"value\": [{\"value\": \"%s\"}]}"
                .formatted(user))
        .mustBe(200);
    assertThat(people(group)).containsExactly(other);

    patch(
            "/Groups/" + group,
            "{\"op\": \"replace\", \"path\": \"members\", \"value\": [{\"value\": \"%s\", \"display\": \"g\"}]}"
                .formatted(user),
            "{\"op\": \"replace\", \"value\": {\"id\": \"%s\", \"displayName\": \"All\"}}"
                .formatted(group))
        .mustBe(200);
    assertThat(people(group)).containsExactly(user);
    assertThat(tenant.owner().get(groups + "/" + group).mustBe(200).text("displayName"))
        .isEqualTo("All");
  }

  @Test
  void listsAreFilteredAndPaged() {
    String user = create(name).id();
    create("second-" + name);

    assertThat(
            found("filter=userName%20eq%20%22" + name.toUpperCase(java.util.Locale.ROOT) + "%22"))
        .containsExactly(user);
    assertThat(found("filter=externalId%20eq%20%22external-" + name + "%22")).containsExactly(user);
    assertThat(found("filter=userName%20sw%20%22second%22")).hasSize(1).doesNotContain(user);
    assertThat(found("filter=userName%20eq%20%22nobody%22")).isEmpty();
    var page = provider.get(base + "/Users?startIndex=2&count=1").mustBe(200).json();
    assertThat(page.path("totalResults").asInt()).isEqualTo(2);
    assertThat(page.path("itemsPerPage").asInt()).isEqualTo(1);
    assertThat(page.at("/Resources/0/id").asText()).isNotEqualTo(user);
    createGroup("Data team");
    assertThat(
            provider
                .get(base + "/Groups?filter=displayName%20eq%20%22Data%20team%22")
                .json()
                .path("totalResults")
                .asInt())
        .isEqualTo(1);
  }

  @Test
  void etagsAreChecked() {
    String user = create(name).id();
    String path = base + "/Users/" + user;

    provider.send("GET", path, "", "If-None-Match", "W/\"1\"").mustBe(304);
    provider.send("PUT", path, body(name, ""), "If-Match", "W/\"7\"").mustBe(412);
    provider.send("PUT", path, body(name, ""), "If-Match", "W/\"1\"").mustBe(200);
    provider.send("GET", path, "", "If-None-Match", "W/\"1\"").mustBe(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ServiceProviderConfig", "Schemas", "ResourceTypes"})
  void capabilitiesAreTold(String what) {
    var told = provider.get(base + "/" + what).mustBe(200);

    assertThat(told.text()).contains("urn:ietf:params:scim:schemas:core:2.0:");
    assertThat(told.header("Content-Type")).startsWith("application/scim+json");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          POST  | /Users             | {                                                                      | 400
          POST  | /Users             | {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"]}            | 400
          POST  | /Users             | {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "no address"} | 400
          POST  | /Users             | {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "a@b.example", "active": "perhaps"} | 400
          POST  | /Groups            | {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "displayName": "g", "members": [{"value": "usr_none"}]} | 400
          PATCH | /Users/usr_none    | {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "active", "value": false}]} | 404
          GET   | /Users?filter=userName%20like | ''                                                          | 400
          GET   | /Nothing           | ''                                                                     | 404
          """)
  void badInputIsRefusedInScimsWords(String method, String path, String body, int status) {
    var refused = provider.send(method, base + path, body == null ? "" : body).mustBe(status);

    assertThat(refused.json().at("/schemas/0").asText())
        .isEqualTo("urn:ietf:params:scim:api:messages:2.0:Error");
    assertThat(refused.text()).doesNotContain("Exception").doesNotContain("SELECT");
  }

  @Test
  void unknownPatchOperationIsRefusedAndChangesNothing() {
    String user = create(name).id();

    patch(
            "/Users/" + user,
            "{\"op\": \"replace\", \"path\": \"displayName\", \"value\": \"changed\"}",
            "{\"op\": \"shuffle\", \"path\": \"userName\", \"value\": \"x\"}")
        .mustBe(400);

    assertThat(provider.get(base + "/Users/" + user).text()).doesNotContain("changed");
  }

  @Test
  void oneUserNameIsOnePerson() {
    create(name);
    var refused = provider.post(base + "/Users", body(name, "")).mustBe(409);

    assertThat(refused.json().path("scimType").asText()).isEqualTo("uniqueness");
  }

  @Test
  void tokensOpenTheirOrganizationOnlyAndUntilTheyAreRevoked() {
    Tenant stranger = Tenant.of(RealKeycloak.administrator());
    String user = create(name).id();
    String theirs = "/scim/v2/" + stranger.organization() + "/Users";

    provider.get(theirs).mustBe(401);
    provider.get("/v1/organizations/" + tenant.organization()).mustBe(401);
    tenant.owner().get(base + "/Users").mustBe(401);
    Api.anonymous().get(base + "/Users").mustBe(401);
    String other =
        stranger
            .owner()
            .post(
                "/v1/organizations/" + stranger.organization() + "/scim-tokens",
                "{\"name\": \"idp\"}")
            .mustBe(201)
            .text("secret");
    new Api(other).get(base + "/Users/" + user).mustBe(401);
    new Api(other).get(theirs + "/" + user).mustBe(404);
    new Api(other).delete(theirs + "/" + user).mustBe(404);

    String tokens = "/v1/organizations/" + tenant.organization() + "/scim-tokens";
    var listed = tenant.owner().get(tokens).mustBe(200);
    assertThat(listed.text()).doesNotContain("secret").doesNotContain("sha256");
    tenant.owner().delete(tokens + "/" + listed.items().getFirst().path("id").asText()).mustBe(204);
    provider.get(base + "/Users").mustBe(401);
  }

  @Test
  void lastOwnerStaysWhateverTheProviderSays() {
    String user = provider.post(base + "/Users", body("admin@aerie.local", "")).mustBe(201).id();
    assertThat(member(user).text("role")).isEqualTo("ORGANIZATION_OWNER");

    var refused =
        patch("/Users/" + user, "{\"op\": \"replace\", \"value\": {\"active\": false}}")
            .mustBe(409);

    assertThat(refused.text()).contains("last owner");
    assertThat(member(user).text("role")).isEqualTo("ORGANIZATION_OWNER");
  }

  @Test
  void breakGlassOwnerStaysWhateverTheProviderSays() throws SQLException {
    String user = provider.post(base + "/Users", body("admin@aerie.local", "")).mustBe(201).id();
    String members = "/v1/organizations/" + tenant.organization() + "/members/";
    tenant
        .owner()
        .patch(members + create(name).id(), "{\"role\": \"ORGANIZATION_OWNER\"}")
        .mustBe(200);
    Superuser.enforceSso(tenant.organization(), user);

    String group = createGroup("Billing", user).id();
    tenant.owner().patch(groups + "/" + group, "{\"role\": \"BILLING_ADMIN\"}").mustBe(200);
    var refused =
        patch("/Users/" + user, "{\"op\": \"replace\", \"value\": {\"active\": false}}")
            .mustBe(409);
    provider.delete(base + "/Users/" + user).mustBe(409);

    assertThat(refused.text()).contains("break-glass owner");
    assertThat(member(user).text("role")).isEqualTo("ORGANIZATION_OWNER");
  }

  @Test
  void accountWithAnUnprovenAddressIsNotTaken() {
    RealKeycloak.admin(
            "POST",
            "/users",
            "{\"username\": \"mallory%s\", \"email\": \"%s\", \"emailVerified\": false, \"enabled\": true}"
                .formatted(name, name))
        .mustBe(201);

    var refused = provider.post(base + "/Users", body(name, "")).mustBe(409);

    assertThat(refused.text()).contains("verified");
  }

  /** The username is as we would choose it, but somebody knows the password. */
  @Test
  void accountOfSomebodyWithAnUnprovenAddressIsNotTaken() {
    RealKeycloak.admin(
            "POST",
            "/users",
            """
            {"username": "%1$s", "email": "%1$s", "emailVerified": false, "enabled": true,
             "credentials": [{"type": "password", "value": "%2$s", "temporary": false}]}
            """
                .formatted(name, PASSWORD))
        .mustBe(201);

    assertThat(provider.post(base + "/Users", body(name, "")).mustBe(409).text())
        .contains("verified");
  }

  @Test
  void accountMadeForARefusedRequestIsTheirsAtTheNext() {
    String unkeepable = body(name, "").replace("external-" + name, "\\u0000");
    provider.post(base + "/Users", unkeepable).mustBe(400);
    assertThat(RealKeycloak.read("/users?exact=true&username=" + name)).hasSize(1);

    String user = create(name).id();

    assertThat(member(user).text("role")).isEqualTo("MEMBER");
  }

  private Api.Answer newToken() {
    return tenant
        .owner()
        .post(
            "/v1/organizations/" + tenant.organization() + "/scim-tokens",
            "{\"name\": \"identity provider\"}")
        .mustBe(201);
  }

  private static String body(String userName, String more) {
    return """
        {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],
         "externalId": "external-%1$s", "userName": "%1$s", "active": true, "password": "never kept",
         "emails": [{"primary": true, "type": "work", "value": "%1$s"}],
         "name": {"formatted": "Grace Hopper", "familyName": "Hopper", "givenName": "Grace"},
         "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"department": "Research"}%2$s}
        """
        .formatted(userName, more);
  }

  private Api.Answer create(String userName) {
    return provider
        .post(base + "/Users", body(userName, ""), "Content-Type", "application/scim+json")
        .mustBe(201);
  }

  private Api.Answer createGroup(String title, String... users) {
    String members =
        List.of(users).stream()
            .map("{\"value\": \"%s\"}"::formatted)
            .collect(java.util.stream.Collectors.joining(", "));
    return provider
        .post(
            base + "/Groups",
            "{\"schemas\": [\"urn:ietf:params:scim:schemas:core:2.0:Group\"], \"displayName\": \"%s\", \"members\": [%s]}"
                .formatted(title, members))
        .mustBe(201);
  }

  private Api.Answer patch(String path, String... operations) {
    return provider.send(
        "PATCH",
        base + path,
        "{\"schemas\": [\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"], \"Operations\": [%s]}"
            .formatted(String.join(", ", operations)));
  }

  private List<String> found(String query) {
    JsonNode list = provider.get(base + "/Users?" + query).mustBe(200).json();
    return list.path("Resources").findValuesAsText("id");
  }

  private List<String> people(String group) {
    return provider
        .get(base + "/Groups/" + group)
        .mustBe(200)
        .json()
        .path("members")
        .findValuesAsText("value");
  }

  private Api.Answer member(String user) {
    return tenant
        .owner()
        .get("/v1/organizations/" + tenant.organization() + "/members/" + user)
        .mustBe(200);
  }

  private JsonNode newestUpdate(String user) {
    return tenant
        .owner()
        .get(
            "/v1/audit-events?action=member.update&resource=%s&organizationId=%s"
                .formatted(user, tenant.organization()))
        .items()
        .getFirst();
  }

  private List<String> actions(String action) {
    return tenant
        .owner()
        .get("/v1/audit-events?action=" + action + "&organizationId=" + tenant.organization())
        .items()
        .stream()
        .map(event -> event.path("action").asText())
        .toList();
  }

  /** As after the person has set a password by the mail that resets it. */
  private static Api signIn(String userName) {
    String id =
        RealKeycloak.read("/users?exact=true&username=" + userName).path(0).path("id").asText();
    RealKeycloak.admin(
            "PUT",
            "/users/" + id + "/reset-password",
            "{\"type\": \"password\", \"value\": \"%s\", \"temporary\": false}".formatted(PASSWORD))
        .mustBe(204);
    return token(userName);
  }

  private static Api token(String userName) {
    return new Api(
        RealKeycloak.token(
                Map.of(
                    "grant_type",
                    "password",
                    "client_id",
                    "aerie-cli",
                    "username",
                    userName,
                    "password",
                    PASSWORD))
            .mustBe(200)
            .text("access_token"));
  }
}
