package dev.aerie.controlplane.support;

import dev.aerie.controlplane.access.Permission;
import dev.aerie.controlplane.access.Role;
import dev.aerie.controlplane.support.Endpoints.Endpoint;

/** Calls any endpoint about what a tenant has, with a body that an owner's call would do with. */
public record EndpointCalls(Belongings things) {

  /** A call that may be made by whoever; those who are refused leave it as it is for others. */
  public record Prepared(String method, String path, String body, String etag) {

    /** Makes the call. */
    public Api.Answer by(Api caller) {
      return method.equals("PATCH")
          ? caller.send(method, path, body, "If-Match", etag)
          : caller.send(method, path, body);
    }
  }

  /** Calls an endpoint; what would be used up by it is made for this one call. */
  public Api.Answer call(Api caller, Endpoint endpoint) {
    return prepared(endpoint).by(caller);
  }

  /** Makes what a call of an endpoint would use up. */
  public Prepared prepared(Endpoint endpoint) {
    String path = path(endpoint);
    return new Prepared(
        endpoint.method(),
        path,
        endpoint.takesBody() ? body(endpoint) : "",
        endpoint.method().equals("PATCH") ? tenant().owner().get(path).etag() : "");
  }

  private Tenant tenant() {
    return things.tenant();
  }

  private String path(Endpoint endpoint) {
    String noun = endpoint.path().split("/")[2].replaceAll(":.*", "");
    String path =
        endpoint
            .path()
            .replace(
                "/platform/organizations/{id}",
                "/platform/organizations/" + tenant().organization());
    if (endpoint.operation().equals("MemberResource_transferOwnership")) {
      // To one who has it already: the caller is to stay an owner for the other endpoints.
      path = path.replace("{userId}", idOf(tenant().person()));
    } else if (path.contains("{userId}")) {
      path = path.replace("{userId}", things.newcomer());
    }
    if (endpoint.operation().equals("ApiKeyResource_rotate")) {
      path = path.replace("{id}", things.apiKey());
    }
    if (path.contains("{accountId}")) {
      path = path.replace("{accountId}", things.serviceAccount(Role.MEMBER));
    }
    if (path.contains("{roleId}")) {
      path = path.replace("{roleId}", things.customRole());
    }
    if (path.contains("{tokenId}")) {
      path = path.replace("{tokenId}", things.scimToken().id());
    }
    if (path.contains("{groupId}")) {
      path = path.replace("{groupId}", things.scimGroup());
    }
    path = path.replace("{connectionId}", things.connection());
    if (path.contains("{backupId}")) {
      path = path.replace("{id}", things.backed()).replace("{backupId}", things.backup());
    }
    if (path.contains("{restoreId}")) {
      path = path.replace("{id}", things.backed()).replace("{restoreId}", things.restored());
    }
    if (path.contains("{scheduleId}")) {
      path = path.replace("{id}", things.backed()).replace("{scheduleId}", things.backupSchedule());
    }
    if (path.contains("{invitationId}")) {
      path = path.replace("{invitationId}", things.invitation());
    }
    if (path.contains("{channelId}")) {
      path = path.replace("{channelId}", things.channel());
    }
    if (path.contains("{ruleId}")) {
      path = path.replace("{ruleId}", things.rule());
    }
    if (path.contains("{sinkId}")) {
      path = path.replace("{sinkId}", things.sink());
    }
    if (endpoint.permission().filter(Permission.REGION_WRITE::equals).isPresent()) {
      path = path.replace("{name}", things.region());
    }
    path = path.replace("{id}", things.ids().getOrDefault(noun, "")).replace("{name}", "local");
    return endpoint.takesOrganization()
        ? path + "?organizationId=" + tenant().organization()
        : path;
  }

  private String body(Endpoint endpoint) {
    String name = Belongings.unused("n");
    String organization = "\"organizationId\": \"" + tenant().organization() + "\"";
    String project = "\"projectId\": \"" + tenant().project() + "\"";
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
      case "ProjectQuotaResource_limit", "PlatformOrganizationResource_change" ->
          "{\"limits\": {}}";
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
      case "MemberResource_add" ->
          "{\"email\": \"" + things.account() + "\", \"role\": \"MEMBER\"}";
      case "InvitationResource_create" ->
          "{\"email\": \"" + name + "@example.org\", \"role\": \"MEMBER\"}";
      case "AcceptanceResource_accept" -> "{\"token\": \"none\"}";
      case "RegionResource_create" -> "{" + organization + ", " + named + ", \"cloud\": \"other\"}";
      case "ServiceAccountResource_create", "ServiceAccountResource_change" -> "{" + named + "}";
      case "ProjectRoleResource_create", "ProjectRoleResource_change" ->
          "{" + named + ", \"permissions\": [\"CLUSTER_READ\"]}";
      case "AuditSinkResource_create" -> "{" + named + ", " + Belongings.DISABLED_SINK + "}";
      case "NotificationChannelResource_create" -> "{" + named + ", " + Belongings.CHANNEL + "}";
      case "AlertRuleResource_create" -> "{" + named + ", " + Belongings.RULE + "}";
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

  /** The id of somebody. */
  public static String idOf(Api person) {
    return person.get("/v1/me").mustBe(200).json().path("principal").path("id").asText();
  }
}
