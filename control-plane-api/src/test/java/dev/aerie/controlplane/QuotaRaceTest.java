package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.controlplane.quota.Quota;
import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.FakeAgent;
import dev.aerie.controlplane.support.IdentityProvider;
import dev.aerie.controlplane.support.Locks;
import dev.aerie.controlplane.support.Superuser;
import dev.aerie.controlplane.support.Surroundings;
import dev.aerie.controlplane.support.Tenant;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Of callers who all want the last of what a plan allows, one gets it. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class QuotaRaceTest {
  /** Fewer than the control plane's connections to its database. */
  private static final int CALLERS = 4;

  private enum Race {
    MAKE_PROJECT(Quota.PROJECTS),
    RESTORE_PROJECT(Quota.PROJECTS),
    MAKE_CLUSTER(Quota.CLUSTERS),
    RESTORE_CLUSTER(Quota.CLUSTERS),
    MAKE_UNITS(Quota.UNITS),
    GROW(Quota.UNITS),
    MAKE_KEY(Quota.API_KEYS),
    INVITE(Quota.MEMBERS),
    /** Two at a time may ask Keycloak. */
    MAKE_SERVICE_ACCOUNT(Quota.SERVICE_ACCOUNTS, 2),
    MAKE_ROLE(Quota.PROJECT_ROLES);

    private final Quota quota;
    private final int together;

    Race(Quota quota) {
      this(quota, CALLERS);
    }

    Race(Quota quota, int together) {
      this.quota = quota;
      this.together = together;
    }
  }

  /**
   * Where clusters can be; changes in one region, or in one project, wait for each other anyway.
   */
  private record Place(String region, String project, FakeAgent agent) {}

  IdentityProvider people;
  private Tenant tenant;
  private String organization;
  private List<Place> places;

  @BeforeEach
  void prepare() {
    tenant = Tenant.make(people);
    organization = "/v1/organizations/" + tenant.organization();
    var own = tenant.newRegion("ours").mustBe(201).json();
    String region = own.at("/region/name").asText();
    FakeAgent agent = FakeAgent.enrolled(own.at("/enrolment/token").asText(), "key-of-" + region);
    places =
        List.of(
            new Place("local", tenant.project(), FakeAgent.present()),
            new Place(region, newProject("second").mustBe(201).id(), agent));
  }

  @ParameterizedTest
  @EnumSource
  void oneGetsTheLast(Race race) throws SQLException, ExecutionException, InterruptedException {
    List<String> clusters = new ArrayList<>();
    List<String> projects = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      switch (race) {
        case GROW -> clusters.add(running(i));
        case RESTORE_CLUSTER -> clusters.add(deleted(i));
        case RESTORE_PROJECT -> projects.add(newProject("gone" + i).mustBe(201).id());
        default -> {}
      }
    }
    projects.forEach(id -> tenant.owner().delete("/v1/projects/" + id).mustBe(204));
    long limit = used(race.quota) + 1;
    allow(race.quota, limit);

    List<Api.Answer> answers =
        atOnce(
            race.together,
            i ->
                switch (race) {
                  case MAKE_PROJECT -> newProject("made" + i);
                  case RESTORE_PROJECT -> post("/v1/projects/" + projects.get(i) + ":restore", "");
                  case MAKE_CLUSTER, MAKE_UNITS -> newCluster(i);
                  case RESTORE_CLUSTER -> post("/v1/clusters/" + clusters.get(i) + ":restore", "");
                  case GROW ->
                      tenant.owner().patch("/v1/clusters/" + clusters.get(i), "{\"units\": 2}");
                  case MAKE_KEY -> newKey(i);
                  case INVITE ->
                      post(
                          organization + "/invitations",
                          "{\"email\": \"racer%d@example.org\", \"role\": \"MEMBER\"}"
                              .formatted(i));
                  case MAKE_SERVICE_ACCOUNT ->
                      post(
                          organization + "/service-accounts",
                          "{\"name\": \"tool%d\"}".formatted(i));
                  case MAKE_ROLE -> tenant.newRole("role" + i, "CLUSTER_READ", "NONE");
                });

    assertThat(answers).filteredOn(answer -> answer.status() < 300).hasSize(1);
    assertThat(answers)
        .filteredOn(answer -> answer.status() >= 300)
        .allMatch(answer -> answer.text("code").equals("QUOTA_EXCEEDED"));
    assertThat(used(race.quota)).isEqualTo(limit);
  }

  /** Lets nobody commit until all have come as far as they can without the others. */
  private List<Api.Answer> atOnce(int together, IntFunction<Api.Answer> call)
      throws SQLException, ExecutionException, InterruptedException {
    List<Future<Api.Answer>> coming;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      try (Connection log = Locks.holdAuditLog(tenant.organization())) {
        coming =
            IntStream.range(0, CALLERS).mapToObj(i -> threads.submit(() -> call.apply(i))).toList();
        Locks.awaitHeldUp(together);
      }
      var answers = new ArrayList<Api.Answer>();
      for (Future<Api.Answer> answer : coming) {
        answers.add(answer.get());
      }
      return answers;
    }
  }

  private void allow(Quota quota, long limit) throws SQLException {
    String plan = "last-of-" + tenant.organization();
    Superuser.run(
        "INSERT INTO plans (name, limits) VALUES ('%s', '{\"%s\": %d}')"
            .formatted(plan, quota, limit),
        "UPDATE organizations SET plan = '%s' WHERE org_id = '%s'"
            .formatted(plan, tenant.organization()));
  }

  private long used(Quota quota) {
    return tenant.owner().get(organization + "/quotas").mustBe(200).items().stream()
        .filter(item -> item.path("quota").asText().equals(quota.name()))
        .findFirst()
        .orElseThrow()
        .path("used")
        .asLong();
  }

  private Api.Answer post(String path, String body) {
    return tenant.owner().post(path, body);
  }

  private Api.Answer newProject(String name) {
    return post(
        "/v1/projects",
        "{\"organizationId\": \"%s\", \"name\": \"%s\"}".formatted(tenant.organization(), name));
  }

  private Place place(int caller) {
    return places.get(caller % places.size());
  }

  private Api.Answer newCluster(int caller) {
    return post(
        "/v1/clusters",
        "{\"projectId\": \"%s\", \"name\": \"c%d\", \"region\": \"%s\"}"
            .formatted(place(caller).project(), caller, place(caller).region()));
  }

  private Api.Answer newKey(int caller) {
    return post(
        "/v1/api-keys",
        "{\"organizationId\": \"%s\", \"projectId\": \"%s\", \"name\": \"k\", \"role\": \"DATA_VIEWER\"}"
            .formatted(tenant.organization(), place(caller).project()));
  }

  private String running(int caller) {
    String id = newCluster(caller).mustBe(202).id();
    place(caller).agent().sees(id, 1, "Ready");
    return id;
  }

  private String deleted(int caller) {
    String id = running(caller);
    tenant.owner().delete("/v1/clusters/" + id).mustBe(202);
    place(caller).agent().seesGone(id, 2);
    return id;
  }
}
