package dev.aerie.controlplane.support;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** An organisation of a test's own, with a project and its owner's key. */
public record Tenant(String organization, String project, Api owner, Api person) {
  private static final AtomicInteger COUNT = new AtomicInteger();

  public static Tenant make(IdentityProvider people) {
    return of(new Api(people.tokenOf("person" + COUNT.incrementAndGet())));
  }

  public static Tenant of(Api person) {
    String name = "tenant-" + COUNT.incrementAndGet();
    String organization =
        person.post("/v1/organizations", "{\"name\": \"%s\"}".formatted(name)).mustBe(201).id();
    String secret =
        person
            .post(
                "/v1/api-keys",
                "{\"organizationId\": \"%s\", \"name\": \"owner\", \"role\": \"ORGANIZATION_OWNER\"}"
                    .formatted(organization))
            .mustBe(201)
            .text("secret");
    var owner = new Api(secret);
    String project =
        owner
            .post(
                "/v1/projects",
                "{\"organizationId\": \"%s\", \"name\": \"main\"}".formatted(organization))
            .mustBe(201)
            .id();
    return new Tenant(organization, project, owner, person);
  }

  public Api.Answer newKey(String role, String more) {
    return newKey(owner, role, more);
  }

  /** A key of the project, made by somebody else than the owner. */
  public Api.Answer newKey(Api maker, String role, String more) {
    return maker.post(
        "/v1/api-keys",
        "{\"organizationId\": \"%s\", \"projectId\": \"%s\", \"name\": \"k\", \"role\": \"%s\"%s}"
            .formatted(organization, project, role, more));
  }

  public Api.Answer addMember(String email, String role, String more) {
    return owner.post(
        "/v1/organizations/" + organization + "/members",
        "{\"email\": \"%s\", \"role\": \"%s\"%s}".formatted(email, role, more));
  }

  public Api withKey(String role) {
    return new Api(newKey(role, "").mustBe(201).text("secret"));
  }

  /** A custom role with these permissions, separated by commas. */
  public Api.Answer newRole(String name, String permissions, String dataRole) {
    String list = permissions.isEmpty() ? "" : "\"" + permissions.replace(",", "\", \"") + "\"";
    return owner.post(
        "/v1/organizations/" + organization + "/project-roles",
        "{\"name\": \"%s\", \"permissions\": [%s], \"dataRole\": \"%s\"}"
            .formatted(name, list, dataRole));
  }

  /** A region of the tenant's own. */
  public Api.Answer newRegion(String name) {
    return owner.post(
        "/v1/regions",
        "{\"organizationId\": \"%s\", \"name\": \"%s\", \"cloud\": \"aws\", \"cloudRegion\": \"eu-central-1\"}"
            .formatted(organization, name));
  }

  public Api.Answer newCluster(String name) {
    return newCluster(name, "");
  }

  public Api.Answer newCluster(String name, String more) {
    return owner.post(
        "/v1/clusters",
        "{\"projectId\": \"%s\", \"name\": \"%s\", \"region\": \"local\"%s}"
            .formatted(project, name, more));
  }

  /** The operation that an answer names. */
  public Api.Answer operation(Api.Answer asked) {
    return owner.get("/v1/operations/" + asked.text("operationId")).mustBe(200);
  }

  /** Actions on a resource in the audit log, the newest first. */
  public List<String> actionsOn(String resource) {
    return owner
        .get("/v1/audit-events?organizationId=%s&resource=%s".formatted(organization, resource))
        .mustBe(200)
        .items()
        .stream()
        .map(event -> event.path("action").asText())
        .toList();
  }
}
