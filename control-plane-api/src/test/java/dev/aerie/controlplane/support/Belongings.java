package dev.aerie.controlplane.support;

import dev.aerie.controlplane.access.Role;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One of everything that an organisation can have, and more of it at a word.
 *
 * @param ids of what endpoints name by the first word of their path
 * @param backed a cluster with a backup
 * @param restored a restore of that cluster that is under way
 */
public record Belongings(
    Tenant tenant,
    IdentityProvider people,
    Map<String, String> ids,
    String backed,
    String restored) {
  private static final AtomicInteger COUNT = new AtomicInteger();

  static final String DISABLED_SINK =
      "\"syslog\": {\"host\": \"127.0.0.1\", \"port\": 1}, \"enabled\": false";
  static final String CHANNEL =
      "\"webhook\": {\"url\": \"http://127.0.0.1:1/\", \"secret\": \"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\"}";
  static final String RULE =
      "\"condition\": {\"kind\": \"CLUSTER_STATE\"}, \"channelIds\": [], \"enabled\": false";

  /** Those of a new tenant. */
  public static Belongings make(IdentityProvider people) throws SQLException {
    Tenant tenant = Tenant.make(people);
    Superuser.addSsoConnection(tenant.organization(), connection(tenant));
    FakeAgent agent = FakeAgent.present();
    agent.understands("backups", "restores");
    var cluster = tenant.newCluster("tried").mustBe(202);
    String backed = tenant.newCluster("backed").mustBe(202).id();
    return new Belongings(
        tenant,
        people,
        Map.of(
            "organizations", tenant.organization(),
            "projects", tenant.project(),
            "clusters", cluster.id(),
            "operations", cluster.text("operationId"),
            "api-keys", tenant.newKey("DATA_VIEWER", "").mustBe(201).id(),
            "regions", "local"),
        backed,
        restore(tenant, backed, agent));
  }

  /** A text that no other is like. */
  static String unused(String prefix) {
    return prefix + COUNT.incrementAndGet();
  }

  String connection() {
    return connection(tenant);
  }

  private static String connection(Tenant tenant) {
    return tenant.organization().replace("org_", "sso_");
  }

  String apiKey() {
    return tenant.newKey("DATA_VIEWER", "").mustBe(201).id();
  }

  String invitation() {
    return tenant
        .owner()
        .post(
            "/v1/organizations/" + tenant.organization() + "/invitations",
            "{\"email\": \"%s@example.org\", \"role\": \"MEMBER\"}".formatted(unused("n")))
        .mustBe(201)
        .id();
  }

  /** A further key of an owner's. */
  public Api ownersKey() {
    return new Api(
        tenant
            .owner()
            .post(
                "/v1/api-keys",
                "{\"organizationId\": \"%s\", \"name\": \"%s\", \"role\": \"ORGANIZATION_OWNER\"}"
                    .formatted(tenant.organization(), unused("k")))
            .mustBe(201)
            .text("secret"));
  }

  /** A service account with a role, in the project if the role is one of projects. */
  public String serviceAccount(Role role) {
    return serviceAccount(role, tenant.project());
  }

  /** The same in another project. */
  public String serviceAccount(Role role, String project) {
    String roles =
        role.isOfProject()
            ? "\"projects\": [{\"projectId\": \"%s\", \"role\": \"%s\"}]".formatted(project, role)
            : "\"role\": \"%s\"".formatted(role);
    return tenant
        .owner()
        .post(
            "/v1/organizations/" + tenant.organization() + "/service-accounts",
            "{\"name\": \"tool\", %s}".formatted(roles))
        .mustBe(201)
        .id();
  }

  String customRole() {
    return tenant.newRole(unused("r"), "CLUSTER_READ", "NONE").mustBe(201).id();
  }

  String channel() {
    return made("notification-channels", CHANNEL);
  }

  String rule() {
    return made("alert-rules", RULE);
  }

  String sink() {
    return made("audit-sinks", DISABLED_SINK);
  }

  private String made(String what, String fields) {
    return tenant
        .owner()
        .post(
            "/v1/organizations/" + tenant.organization() + "/" + what,
            "{\"name\": \"%s\", %s}".formatted(unused("s"), fields))
        .mustBe(201)
        .id();
  }

  /** A new token for the identity provider. */
  public Api.Answer scimToken() {
    return tenant
        .owner()
        .post("/v1/organizations/" + tenant.organization() + "/scim-tokens", "{\"name\": \"idp\"}")
        .mustBe(201);
  }

  String scimGroup() {
    return new Api(scimToken().text("secret"))
        .post(
            "/scim/v2/" + tenant.organization() + "/Groups",
            "{\"schemas\": [\"urn:ietf:params:scim:schemas:core:2.0:Group\"], \"displayName\": \"%s\"}"
                .formatted(unused("g")))
        .mustBe(201)
        .id();
  }

  /** Where the backups are. */
  public String backups() {
    return "/v1/clusters/" + backed + "/backups";
  }

  String backup() {
    return backup(tenant, backed);
  }

  private static String backup(Tenant tenant, String cluster) {
    return tenant.owner().post("/v1/clusters/" + cluster + "/backups", "{}").mustBe(202).id();
  }

  private static String restore(Tenant tenant, String cluster, FakeAgent agent) {
    String backup = backup(tenant, cluster);
    agent.seesBackup(cluster, backup.replace('_', '-'), "Ready", "");
    return tenant
        .owner()
        .post("/v1/clusters/%s/backups/%s:restore".formatted(cluster, backup), "{}")
        .mustBe(202)
        .id();
  }

  /** A new schedule of backups of that cluster. */
  public String backupSchedule() {
    return tenant
        .owner()
        .post(
            "/v1/clusters/" + backed + "/backup-schedules",
            "{\"name\": \"%s\", \"schedule\": \"0 3 * * *\"}".formatted(unused("n")))
        .mustBe(201)
        .id();
  }

  String region() {
    return tenant.newRegion("tried").mustBe(201).json().at("/region/name").asText();
  }

  /** The address of somebody who has signed in and belongs nowhere. */
  String account() {
    String name = unused("account");
    new Api(people.tokenOf(name)).get("/v1/me").mustBe(200);
    return name + "@example.org";
  }

  String newcomer() {
    return tenant.addMember(account(), "MEMBER", "").mustBe(201).text("userId");
  }

  /** Somebody new with a role, in the project if the role is one of projects. */
  public Api person(Role role) {
    return person(role, tenant.project());
  }

  /** The same in another project. */
  public Api person(Role role, String project) {
    String name = unused("role");
    var person = new Api(people.tokenOf(name));
    person.get("/v1/me").mustBe(200);
    String projects =
        role.isOfProject()
            ? ", \"projects\": [{\"projectId\": \"%s\", \"role\": \"%s\"}]".formatted(project, role)
            : "";
    tenant
        .addMember(name + "@example.org", role.isOfProject() ? "MEMBER" : role.name(), projects)
        .mustBe(201);
    return person;
  }
}
