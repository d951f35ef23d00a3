package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.controlplane.access.Permission;
import dev.aerie.controlplane.access.Role;
import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.Endpoints;
import dev.aerie.controlplane.support.Endpoints.Endpoint;
import dev.aerie.controlplane.support.FakeAgent;
import dev.aerie.controlplane.support.IdentityProvider;
import dev.aerie.controlplane.support.Superuser;
import dev.aerie.controlplane.support.Surroundings;
import dev.aerie.controlplane.support.Tenant;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tries every endpoint of the OpenAPI description as every role, and as another tenant. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class RoleMatrixTest {
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final String DISABLED_SINK =
      "\"syslog\": {\"host\": \"127.0.0.1\", \"port\": 1}, \"enabled\": false";
  private static final String CHANNEL =
      "\"webhook\": {\"url\": \"http://127.0.0.1:1/\", \"secret\": \"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\"}";
  private static final String RULE =
      "\"condition\": {\"kind\": \"CLUSTER_STATE\"}, \"channelIds\": [], \"enabled\": false";

  /** POSTs that change nothing, and the one whose event is in the log of what it makes. */
  private static final Set<String> NO_CHANGES =
      Set.of(
          "QuoteResource_quote",
          "AuditSinkResource_test",
          "NotificationChannelResource_test",
          "SsoConnectionResource_test",
          "OrganizationResource_create");

  /** Changes that do not come to pass here, for want of a state they need or of Keycloak. */
  private static final Set<String> NOT_NOW =
      Set.of(
          "AcceptanceResource_accept",
          "BackupResource_restore",
          "ClusterResource_restart",
          "ClusterResource_restore",
          "ClusterResource_resume",
          "ClusterResource_upgrade",
          "MemberResource_transferOwnership",
          "OrganizationResource_delete",
          "ProjectResource_delete",
          "ProjectResource_restore",
          "SsoConnectionResource_change",
          "SsoConnectionResource_create",
          "SsoConnectionResource_delete",
          "SsoConnectionResource_verifyDomain");

  IdentityProvider people;
  private Tenant tenant;
  private Map<String, String> ids;
  private String backed;
  private String restored;

  @BeforeEach
  void prepare() throws SQLException {
    tenant = Tenant.make(people);
    Superuser.addSsoConnection(tenant.organization(), connection());
    FakeAgent agent = FakeAgent.present();
    agent.understands("backups", "restores");
    var cluster = tenant.newCluster("tried").mustBe(202);
    backed = tenant.newCluster("backed").mustBe(202).id();
    restored = restore(agent);
    ids =
        Map.of(
            "organizations", tenant.organization(),
            "projects", tenant.project(),
            "clusters", cluster.id(),
            "operations", cluster.text("operationId"),
            "api-keys", tenant.newKey("DATA_VIEWER", "").mustBe(201).id(),
            "regions", "local");
  }

  @ParameterizedTest
  @EnumSource(Role.class)
  void personOfEachRoleMayWhatTheTableSays(Role role) {
    var person = new Api(people.tokenOf("role" + COUNT.incrementAndGet()));
    join(person, role);

    tryAll(person, role.isOfProject() ? Set.of(Role.MEMBER, role) : Set.of(role));
  }

  @ParameterizedTest
  @EnumSource(
      value = Role.class,
      names = {"DATA_VIEWER", "DATA_OPERATOR", "DATA_ADMIN", "PROJECT_ADMIN"})
  void keyOfEachRoleMayWhatTheTableSays(Role role) {
    tryAll(tenant.withKey(role.name()), Set.of(role));
  }

  @ParameterizedTest
  @EnumSource(
      value = Role.class,
      names = {"MEMBER", "PROJECT_ADMIN"})
  void serviceAccountMayWhatTheTableSays(Role role) {
    String account = serviceAccount(role);

    tryAll(
        new Api(people.tokenOfClient(account)),
        role.isOfProject() ? Set.of(Role.MEMBER, role) : Set.of(role));
  }

  @Test
  void anotherTenantFindsNothing() {
    Tenant stranger = Tenant.make(people);
    var soft = new SoftAssertions();
    for (Endpoint endpoint : Endpoints.described().all()) {
      var answer = call(stranger.person(), endpoint);
      boolean aboutTheTenant =
          endpoint.permission().filter(Permission.SIGNED_IN::equals).isEmpty()
              && endpoint.permission().isPresent()
              && (endpoint.path().contains("{")
                  || endpoint.takesBody()
                  || endpoint.takesOrganization());
      if (aboutTheTenant) {
        soft.assertThat(answer.status()).as(endpoint.toString()).isEqualTo(404);
      } else {
        soft.assertThat(answer.status())
            .as(endpoint.toString())
            .isNotIn(401, 403, 404)
            .isLessThan(500);
        soft.assertThat(answer.text()).doesNotContain(tenant.organization());
      }
    }
    soft.assertAll();
  }

  @Test
  void nobodyFindsNothingAtAll() {
    for (Endpoint endpoint : Endpoints.described().all()) {
      if (endpoint.permission().isPresent()) {
        assertThat(call(Api.anonymous(), endpoint).status()).as(endpoint.toString()).isEqualTo(401);
      }
    }
  }

  /**
   * Whatever an owner changes names them in the audit log, of every endpoint that changes
   * something.
   */
  @Test
  void everyChangeIsInTheAuditLog() {
    var person = new Api(people.tokenOf("role" + COUNT.incrementAndGet()));
    join(person, Role.ORGANIZATION_OWNER);
    String events =
        "/v1/audit-events?limit=1&result=OK&organizationId=%s&actor=%s"
            .formatted(tenant.organization(), idOf(person));
    var soft = new SoftAssertions();
    var unchanged = new TreeSet<String>();
    for (Endpoint endpoint : changes()) {
      String before = tenant.owner().get(events).mustBe(200).json().at("/items/0/id").asText();
      var answer = call(person, endpoint);
      if (answer.status() < 300) {
        soft.assertThat(tenant.owner().get(events).json().at("/items/0/id").asText())
            .as(endpoint + " " + answer.text())
            .isNotEqualTo(before);
      } else {
        unchanged.add(endpoint.operation());
      }
    }
    soft.assertThat(unchanged).isEqualTo(NOT_NOW);
    soft.assertAll();
  }

  /** What changes something in the organisation; what is removed goes last. */
  private static List<Endpoint> changes() {
    return Endpoints.described().all().stream()
        .filter(endpoint -> !endpoint.method().equals("GET"))
        .filter(endpoint -> !NO_CHANGES.contains(endpoint.operation()))
        .sorted(Comparator.comparing(endpoint -> endpoint.method().equals("DELETE")))
        .toList();
  }

  private void tryAll(Api caller, Set<Role> roles) {
    var soft = new SoftAssertions();
    for (Endpoint endpoint : Endpoints.described().all()) {
      if (endpoint.operation().endsWith("_stream")) {
        continue; // Every role may, and it would not end.
      }
      var answer = call(caller, endpoint);
      if (may(caller, endpoint, roles)) {
        soft.assertThat(answer.status())
            .as(roles + " may: " + endpoint + " " + answer.text())
            .isNotIn(401, 403, 404)
            .isLessThan(500);
      } else if (isList(endpoint) && answer.status() == 200) {
        soft.assertThat(answer.items()).as(roles + " may not: " + endpoint).isEmpty();
      } else {
        soft.assertThat(answer.status()).as(roles + " may not: " + endpoint).isEqualTo(403);
      }
    }
    soft.assertAll();
  }

  private static boolean may(Api caller, Endpoint endpoint, Set<Role> roles) {
    return endpoint
        .permission()
        .map(needed -> roles.stream().anyMatch(role -> role.has(needed)))
        .map(
            has ->
                has
                    && (!endpoint.operation().equals("OrganizationResource_create")
                        || isPerson(caller)))
        .orElse(true);
  }

  private static boolean isPerson(Api caller) {
    return caller.get("/v1/me").json().at("/principal/kind").asText().equals("USER");
  }

  private static boolean isList(Endpoint endpoint) {
    return endpoint.method().equals("GET") && endpoint.operation().endsWith("_list");
  }

  private Api.Answer call(Api caller, Endpoint endpoint) {
    String noun = endpoint.path().split("/")[2].replaceAll(":.*", "");
    String path = endpoint.path();
    if (endpoint.operation().equals("MemberResource_transferOwnership")) {
      // To one who has it already: the caller is to stay an owner for the other endpoints.
      path = path.replace("{userId}", idOf(tenant.person()));
    } else if (path.contains("{userId}")) {
      path = path.replace("{userId}", newcomer());
    }
    if (endpoint.operation().equals("ApiKeyResource_rotate")) {
      path = path.replace("{id}", tenant.newKey("DATA_VIEWER", "").mustBe(201).id());
    }
    if (path.contains("{accountId}")) {
      path = path.replace("{accountId}", serviceAccount(Role.MEMBER));
    }
    if (path.contains("{roleId}")) {
      path = path.replace("{roleId}", customRole());
    }
    if (path.contains("{tokenId}")) {
      path = path.replace("{tokenId}", scimToken().id());
    }
    if (path.contains("{groupId}")) {
      path = path.replace("{groupId}", scimGroup());
    }
    path = path.replace("{connectionId}", connection());
    if (path.contains("{backupId}")) {
      path = path.replace("{id}", backed).replace("{backupId}", backup());
    }
    if (path.contains("{restoreId}")) {
      path = path.replace("{id}", backed).replace("{restoreId}", restored);
    }
    if (path.contains("{scheduleId}")) {
      path = path.replace("{id}", backed).replace("{scheduleId}", backupSchedule());
    }
    if (path.contains("{invitationId}")) {
      path = path.replace("{invitationId}", invitation());
    }
    if (path.contains("{channelId}")) {
      path = path.replace("{channelId}", made("notification-channels", CHANNEL));
    }
    if (path.contains("{ruleId}")) {
      path = path.replace("{ruleId}", made("alert-rules", RULE));
    }
    if (path.contains("{sinkId}")) {
      path = path.replace("{sinkId}", made("audit-sinks", DISABLED_SINK));
    }
    if (endpoint.permission().filter(Permission.REGION_WRITE::equals).isPresent()) {
      path = path.replace("{name}", region());
    }
    path = path.replace("{id}", ids.getOrDefault(noun, "")).replace("{name}", "local");
    if (endpoint.takesOrganization()) {
      path += "?organizationId=" + tenant.organization();
    }
    String body = endpoint.takesBody() ? body(endpoint) : "";
    return endpoint.method().equals("PATCH")
        ? caller.send("PATCH", path, body, "If-Match", tenant.owner().get(path).etag())
        : caller.send(endpoint.method(), path, body);
  }

  private String body(Endpoint endpoint) {
    String name = "n" + COUNT.incrementAndGet();
    String organization = "\"organizationId\": \"" + tenant.organization() + "\"";
    String project = "\"projectId\": \"" + tenant.project() + "\"";
    String named = "\"name\": \"" + name + "\"";
    return switch (endpoint.operation()) {
      case "OrganizationResource_create", "OrganizationResource_rename", "ProjectResource_rename" ->
          "{" + named + "}";
      case "ProjectResource_create" -> "{" + organization + ", " + named + "}";
      case "ClusterResource_create" -> "{" + project + ", " + named + ", \"region\": \"local\"}";
      case "QuoteResource_quote" ->
          "{\"action\": \"CREATE\", \"create\": {"
              + project
              + ", "
              + named
              + ", \"region\": \"local\"}}";
      case "ProjectQuotaResource_limit" -> "{\"limits\": {}}";
      case "ClusterResource_change" -> "{\"labels\": {\"tried\": \"yes\"}}";
      case "ApiKeyResource_create" ->
          "{" + organization + ", " + project + ", " + named + ", \"role\": \"DATA_VIEWER\"}";
      case "ClusterResource_upgrade" -> "{\"version\": \"0.1.0\"}";
      case "ApiKeyResource_rotate",
          "BackupResource_create",
          "BackupResource_restore",
          "BackupScheduleResource_change" ->
          "{}";
      case "BackupResource_change" -> "{\"deletionProtection\": false}";
      case "BackupScheduleResource_create" -> "{" + named + ", \"schedule\": \"0 3 * * *\"}";
      case "MemberResource_add" -> "{\"email\": \"" + account() + "\", \"role\": \"MEMBER\"}";
      case "InvitationResource_create" ->
          "{\"email\": \"" + name + "@example.org\", \"role\": \"MEMBER\"}";
      case "AcceptanceResource_accept" -> "{\"token\": \"none\"}";
      case "RegionResource_create" -> "{" + organization + ", " + named + ", \"cloud\": \"other\"}";
      case "ServiceAccountResource_create", "ServiceAccountResource_change" -> "{" + named + "}";
      case "ProjectRoleResource_create", "ProjectRoleResource_change" ->
          "{" + named + ", \"permissions\": [\"CLUSTER_READ\"]}";
      case "AuditSinkResource_create" -> "{" + named + ", " + DISABLED_SINK + "}";
      case "NotificationChannelResource_create" -> "{" + named + ", " + CHANNEL + "}";
      case "AlertRuleResource_create" -> "{" + named + ", " + RULE + "}";
      case "AuditSinkResource_change",
          "NotificationChannelResource_change",
          "AlertRuleResource_change" ->
          "{" + named + "}";
      case "ScimTokenResource_create" -> "{" + named + "}";
      case "ScimGroupResource_map" -> "{\"role\": \"MEMBER\"}";
      case "SsoConnectionResource_create" ->
          "{"
              + named
              + ", \"protocol\": \"SAML\", \"domain\": \"a.example\", \"saml\": {\"metadata\": \"\"}}";
      case "SsoConnectionResource_change" -> "{" + named + "}";
      case "MemberResource_change" -> "{\"role\": \"BILLING_ADMIN\"}";
      default -> throw new AssertionError("say what to send to " + endpoint);
    };
  }

  private static String idOf(Api person) {
    return person.get("/v1/me").mustBe(200).json().path("principal").path("id").asText();
  }

  private String connection() {
    return tenant.organization().replace("org_", "sso_");
  }

  private String invitation() {
    return tenant
        .owner()
        .post(
            "/v1/organizations/" + tenant.organization() + "/invitations",
            "{\"email\": \"n%d@example.org\", \"role\": \"MEMBER\"}"
                .formatted(COUNT.incrementAndGet()))
        .mustBe(201)
        .id();
  }

  private String serviceAccount(Role role) {
    String roles =
        role.isOfProject()
            ? "\"projects\": [{\"projectId\": \"%s\", \"role\": \"%s\"}]"
                .formatted(tenant.project(), role)
            : "\"role\": \"%s\"".formatted(role);
    return tenant
        .owner()
        .post(
            "/v1/organizations/" + tenant.organization() + "/service-accounts",
            "{\"name\": \"tool\", %s}".formatted(roles))
        .mustBe(201)
        .id();
  }

  private String customRole() {
    return tenant.newRole("r" + COUNT.incrementAndGet(), "CLUSTER_READ", "NONE").mustBe(201).id();
  }

  /** The id of something of the organisation's that is made for a call. */
  private String made(String what, String fields) {
    return tenant
        .owner()
        .post(
            "/v1/organizations/" + tenant.organization() + "/" + what,
            "{\"name\": \"s%d\", %s}".formatted(COUNT.incrementAndGet(), fields))
        .mustBe(201)
        .id();
  }

  private Api.Answer scimToken() {
    return tenant
        .owner()
        .post("/v1/organizations/" + tenant.organization() + "/scim-tokens", "{\"name\": \"idp\"}")
        .mustBe(201);
  }

  private String scimGroup() {
    return new Api(scimToken().text("secret"))
        .post(
            "/scim/v2/" + tenant.organization() + "/Groups",
            "{\"schemas\": [\"urn:ietf:params:scim:schemas:core:2.0:Group\"], \"displayName\": \"g%d\"}"
                .formatted(COUNT.incrementAndGet()))
        .mustBe(201)
        .id();
  }

  private String backup() {
    return tenant.owner().post("/v1/clusters/" + backed + "/backups", "{}").mustBe(202).id();
  }

  private String restore(FakeAgent agent) {
    String backup = backup();
    agent.seesBackup(backed, backup.replace('_', '-'), "Ready", "");
    return tenant
        .owner()
        .post("/v1/clusters/%s/backups/%s:restore".formatted(backed, backup), "{}")
        .mustBe(202)
        .id();
  }

  private String backupSchedule() {
    return tenant
        .owner()
        .post(
            "/v1/clusters/" + backed + "/backup-schedules",
            "{\"name\": \"n%d\", \"schedule\": \"0 3 * * *\"}".formatted(COUNT.incrementAndGet()))
        .mustBe(201)
        .id();
  }

  private String region() {
    return tenant.newRegion("tried").mustBe(201).json().at("/region/name").asText();
  }

  private String account() {
    String name = "account" + COUNT.incrementAndGet();
    new Api(people.tokenOf(name)).get("/v1/me").mustBe(200);
    return name + "@example.org";
  }

  private String newcomer() {
    return tenant.addMember(account(), "MEMBER", "").mustBe(201).text("userId");
  }

  private void join(Api person, Role role) {
    String email = person.get("/v1/me").mustBe(200).json().path("principal").path("name").asText();
    Optional<String> project =
        Optional.of(role)
            .filter(Role::isOfProject)
            .map(
                one ->
                    ", \"projects\": [{\"projectId\": \"%s\", \"role\": \"%s\"}]"
                        .formatted(tenant.project(), one));
    tenant
        .addMember(email, role.isOfProject() ? "MEMBER" : role.name(), project.orElse(""))
        .mustBe(201);
  }
}
