package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.controlplane.access.Role;
import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.Belongings;
import dev.aerie.controlplane.support.EndpointCalls;
import dev.aerie.controlplane.support.Endpoints;
import dev.aerie.controlplane.support.Endpoints.Endpoint;
import dev.aerie.controlplane.support.IdentityProvider;
import dev.aerie.controlplane.support.Surroundings;
import dev.aerie.controlplane.support.Tenant;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Tries every endpoint as somebody of the same organisation who has another project or another
 * cluster: of these, row-level security knows nothing.
 */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class NeighbourTest {
  /** What names a project in its body. */
  private static final Set<String> INTO_A_PROJECT =
      Set.of("ClusterResource_create", "QuoteResource_quote", "ApiKeyResource_create");

  /** Members of the organisation see that it has the project, and no more. */
  private enum Admin {
    KEY(404),
    PERSON(403),
    SERVICE_ACCOUNT(403);

    private final int refusal;

    Admin(int refusal) {
      this.refusal = refusal;
    }
  }

  IdentityProvider people;
  private Belongings things;
  private Tenant tenant;

  @BeforeEach
  void prepare() throws SQLException {
    things = Belongings.make(people);
    tenant = things.tenant();
  }

  @ParameterizedTest
  @EnumSource
  void adminOfAnotherProjectFindsNothing(Admin kind) {
    String project = otherProject();
    Api neighbour = admin(kind, project);
    neighbour.get("/v1/projects/" + project).mustBe(200);
    newCluster(neighbour, project, "").mustBe(202);

    for (String list : List.of("clusters", "api-keys", "prometheus-targets")) {
      neighbour.get("/v1/" + list + "?projectId=" + tenant.project()).mustBe(kind.refusal);
      assertThat(neighbour.get("/v1/" + list).mustBe(200).text()).doesNotContain(tenant.project());
    }
    tryAll(
        neighbour,
        endpoint -> isIn(endpoint, "projects", "clusters", "operations", "api-keys"),
        kind.refusal,
        tenant.project());
  }

  @Test
  void keyOfAnotherClusterFindsNothing() {
    String other = tenant.newCluster("other").mustBe(202).id();
    Api narrow =
        new Api(
            tenant
                .newKey("DATA_VIEWER", ", \"clusterIds\": [\"%s\"]".formatted(other))
                .mustBe(201)
                .text("secret"));
    narrow.get("/v1/clusters/" + other).mustBe(200);

    tryAll(narrow, endpoint -> isIn(endpoint, "clusters", "operations"), 404, things.backed());
  }

  /** One's own cluster in the path opens nothing of another's. */
  @Test
  void nothingIsReachedByWayOfOnesOwnCluster() {
    String project = otherProject();
    Api neighbour = admin(Admin.KEY, project);
    String own = "/v1/clusters/" + newCluster(neighbour, project, "").mustBe(202).id();
    String backup = tenant.owner().get(things.backups()).items().getFirst().path("id").asText();

    neighbour.get(own + "/backups/" + backup).mustBe(404);
    neighbour.delete(own + "/backups/" + backup).mustBe(404);
    neighbour.post(own + "/backups/" + backup + ":restore", "{}").mustBe(404);
    neighbour.get(own + "/restores/" + things.restored()).mustBe(404);
    neighbour.get(own + "/backup-schedules/" + things.backupSchedule()).mustBe(404);
    for (String origin :
        List.of(
            "\"fromBackup\": {\"backupId\": \"%s\"}".formatted(backup),
            "\"branchOf\": {\"clusterId\": \"%s\"}".formatted(things.backed()))) {
      newCluster(neighbour, project, ", \"bootstrap\": {%s}".formatted(origin)).mustBe(404);
    }
  }

  private Api.Answer newCluster(Api caller, String project, String more) {
    return caller.post(
        "/v1/clusters",
        "{\"projectId\": \"%s\", \"name\": \"next\", \"region\": \"local\"%s}"
            .formatted(project, more));
  }

  private String otherProject() {
    return tenant
        .owner()
        .post(
            "/v1/projects",
            "{\"organizationId\": \"%s\", \"name\": \"other\"}".formatted(tenant.organization()))
        .mustBe(201)
        .id();
  }

  private Api admin(Admin kind, String project) {
    return switch (kind) {
      case KEY ->
          new Tenant(tenant.organization(), project, tenant.owner(), tenant.person())
              .withKey("PROJECT_ADMIN");
      case PERSON -> things.person(Role.PROJECT_ADMIN, project);
      case SERVICE_ACCOUNT ->
          new Api(people.tokenOfClient(things.serviceAccount(Role.PROJECT_ADMIN, project)));
    };
  }

  private static boolean isIn(Endpoint endpoint, String... nouns) {
    return List.of(nouns).stream()
            .anyMatch(noun -> endpoint.path().startsWith("/v1/%s/{".formatted(noun)))
        || (List.of(nouns).contains("projects") && INTO_A_PROJECT.contains(endpoint.operation()));
  }

  private void tryAll(Api neighbour, Predicate<Endpoint> isHidden, int refusal, String hidden) {
    var calls = new EndpointCalls(things);
    var soft = new SoftAssertions();
    for (Endpoint endpoint : Endpoints.described().all()) {
      if (endpoint.operation().endsWith("_stream")) {
        continue; // EventStreamTest has it; it would not end.
      }
      var answer = calls.call(neighbour, endpoint);
      if (isHidden.test(endpoint)) {
        soft.assertThat(answer.status()).as(endpoint + " " + answer.text()).isEqualTo(refusal);
      } else if (answer.status() < 300) {
        soft.assertThat(answer.text())
            .as(endpoint.toString())
            .doesNotContain(hidden, things.backed(), things.ids().get("clusters"));
      } else {
        soft.assertThat(answer.status()).as(endpoint + " " + answer.text()).isLessThan(500);
      }
    }
    soft.assertAll();
  }
}
