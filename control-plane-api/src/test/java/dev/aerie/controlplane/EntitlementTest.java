package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.FakeAgent;
import dev.aerie.controlplane.support.IdentityProvider;
import dev.aerie.controlplane.support.Platform;
import dev.aerie.controlplane.support.Surroundings;
import dev.aerie.controlplane.support.Tenant;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What those who run the platform let an organisation have: its plan, and limits of its own. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class EntitlementTest {
  IdentityProvider people;
  private Platform platform;
  private Tenant tenant;

  @BeforeEach
  void prepare() {
    platform = Platform.of(people);
    tenant = Tenant.make(people);
    FakeAgent.present();
  }

  @Test
  void planThatIsGivenHoldsFromThenOn() {
    var given = platform.plan(tenant, "free").mustBe(200);

    assertThat(given.text("plan")).isEqualTo("free");
    assertThat(limits(given)).contains("PROJECTS 1/1 PLAN", "CLUSTERS 0/1 PLAN");
    assertThat(refused(newProject("second"))).contains("Plan free allows 1 PROJECTS");

    platform.plan(tenant, "enterprise").mustBe(200);
    newProject("second").mustBe(201);
    assertThat(tenant.owner().get(quotas()).mustBe(200).text("plan")).isEqualTo("enterprise");
  }

  @Test
  void limitOfItsOwnWinsOverThePlansUpAndDown() {
    platform
        .change(tenant, "{\"plan\": \"free\", \"limits\": {\"PROJECTS\": 2, \"API_KEYS\": 1}}")
        .mustBe(200);

    newProject("second").mustBe(201);
    assertThat(refused(newProject("third")))
        .contains("The organization's own limit allows 2 PROJECTS, 2 are used");
    assertThat(refused(tenant.newKey("DATA_VIEWER", "")))
        .contains("The organization's own limit allows 1 API_KEYS");
    assertThat(limits(tenant.owner().get(quotas()).mustBe(200)))
        .contains("PROJECTS 2/2 ORGANIZATION", "API_KEYS 1/1 ORGANIZATION", "CLUSTERS 0/1 PLAN");
  }

  @Test
  void ownLimitsStayWithAnotherPlanUntilNullGoesBackToThePlans() {
    platform.limits(tenant, "\"API_KEYS\": 1, \"MEMBERS\": 7").mustBe(200);
    var other = platform.plan(tenant, "enterprise").mustBe(200);
    assertThat(limits(other)).contains("API_KEYS 1/1 ORGANIZATION", "MEMBERS 1/7 ORGANIZATION");
    tenant.newKey("DATA_VIEWER", "").mustBe(409);

    var back = platform.limits(tenant, "\"API_KEYS\": null, \"CLUSTERS\": null").mustBe(200);

    assertThat(limits(back))
        .contains("API_KEYS 1/5000 PLAN", "MEMBERS 1/7 ORGANIZATION", "CLUSTERS 0/2000 PLAN");
    assertThat(limits(platform.administrator().get(Platform.path(tenant)))).isEqualTo(limits(back));
    tenant.newKey("DATA_VIEWER", "").mustBe(201);
  }

  @Test
  void whatThereIsStaysUnderASmallerPlanAndNoMoreIsGiven() {
    String first = tenant.newCluster("first").mustBe(202).id();
    String second = tenant.newCluster("second").mustBe(202).id();

    var given = platform.plan(tenant, "free").mustBe(200);

    assertThat(limits(given)).contains("CLUSTERS 2/1 PLAN", "UNITS 2/2 PLAN");
    for (String kept : List.of(first, second)) {
      assertThat(tenant.owner().get("/v1/clusters/" + kept).mustBe(200).text("state"))
          .isEqualTo("CREATING");
    }
    tenant.newCluster("third").mustBe(409);
    assertThat(refused(tenant.owner().patch("/v1/clusters/" + first, "{\"units\": 2}")))
        .contains("UNITS");
    tenant.owner().patch("/v1/clusters/" + first, "{\"name\": \"renamed\"}").mustBe(202);
  }

  @Test
  void projectIsHeldToItsOwnLimitAndToTheOrganizations() {
    String quotas = "/v1/projects/" + tenant.project() + "/quotas";
    tenant.owner().patch(quotas, "{\"limits\": {\"CLUSTERS\": 2}}").mustBe(200);
    platform.limits(tenant, "\"CLUSTERS\": 1").mustBe(200);

    tenant.newCluster("first").mustBe(202);
    assertThat(refused(tenant.newCluster("second"))).contains("The organization's own limit");
    platform.limits(tenant, "\"CLUSTERS\": 200").mustBe(200);
    tenant.newCluster("second").mustBe(202);
    assertThat(refused(tenant.newCluster("third"))).contains("The project may have 2 CLUSTERS");
    assertThat(limits(tenant.owner().get(quotas).mustBe(200)))
        .containsExactly("CLUSTERS 2/2 PROJECT", "UNITS 2/null NONE", "API_KEYS 0/null NONE");
  }

  @Test
  void organizationSeesWhoHasDoneIt() {
    platform.change(tenant, "{\"plan\": \"free\", \"limits\": {\"PROJECTS\": 3}}").mustBe(200);

    List<JsonNode> events = events("&action=organization.set-plan");
    assertThat(events).hasSize(1);
    JsonNode event = events.getFirst();
    assertThat(event.at("/actor/kind").asText()).isEqualTo("USER");
    assertThat(event.at("/actor/name").asText()).isEqualTo(Surroundings.ADMINISTRATOR);
    assertThat(event.path("resource").asText()).isEqualTo(tenant.organization());
    assertThat(event.path("result").asText()).isEqualTo("OK");
    assertThat(event.at("/before/plan").asText()).isEqualTo("standard");
    assertThat(event.at("/after/plan").asText()).isEqualTo("free");
    assertThat(Platform.limitsIn(event.path("before"))).contains("PROJECTS 1/20 PLAN");
    assertThat(Platform.limitsIn(event.path("after"))).contains("PROJECTS 1/3 ORGANIZATION");
  }

  @Test
  void planThereIsNotIsRefusedWithThoseThereAre() {
    var refused = platform.plan(tenant, "gold").mustBe(400);

    assertThat(refused.text("code")).isEqualTo("UNKNOWN_PLAN");
    assertThat(refused.text("detail")).contains("no plan gold", "enterprise", "free", "standard");
    assertThat(refused.json().at("/fields/0/field").asText()).isEqualTo("plan");
    assertThat(events("&result=REFUSED")).hasSize(1);
    assertThat(platform.administrator().get(Platform.path(tenant)).text("plan"))
        .isEqualTo("standard");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"limits": {"clusters": 1}}       | limits.clusters | must be one of PROJECTS
          {"limits": {"CLUSTERS": -1}}      | limits.CLUSTERS | 0 to 1000000, or null
          {"limits": {"CLUSTERS": 1000001}} | limits.CLUSTERS | 0 to 1000000, or null
          {"limits": {"CLUSTERS": "1"}}     | limits.CLUSTERS | whole number
          {"limits": {"CLUSTERS": 1.5}}     | limits.CLUSTERS | whole number
          {"limits": []}                    | limits          | must be
          {"plan": 1}                       | plan            | must be
          {"plan": "free", "name": "x"}     | name            | not a known field
          """)
  void wrongChangesAreRefused(String body, String field, String message) {
    var refused = platform.change(tenant, body).mustBe(400);

    assertThat(refused.json().at("/fields/0/field").asText()).isEqualTo(field);
    assertThat(refused.json().at("/fields/0/message").asText()).contains(message);
    assertThat(limits(platform.administrator().get(Platform.path(tenant))))
        .allMatch(limit -> limit.endsWith(" PLAN"));
  }

  @Test
  void changeNeedsTheVersionInView() {
    Api administrator = platform.administrator();
    String path = Platform.path(tenant);
    String free = "{\"plan\": \"free\"}";
    String seen = administrator.get(path).etag();

    assertThat(administrator.send("PATCH", path, free).mustBe(428).text("code"))
        .isEqualTo("PRECONDITION_REQUIRED");
    String after = administrator.send("PATCH", path, free, "If-Match", seen).mustBe(200).etag();
    assertThat(administrator.send("PATCH", path, free, "If-Match", seen).mustBe(412).text("code"))
        .isEqualTo("PRECONDITION_FAILED");
    assertThat(administrator.get(path).etag()).isEqualTo(after).isNotEqualTo(seen);
  }

  @Test
  void ofChangesAtTheSameTimeOneIsMade() {
    Api administrator = platform.administrator();
    String seen = administrator.get(Platform.path(tenant)).etag();
    List<CompletableFuture<Integer>> changes =
        IntStream.range(0, 8)
            .mapToObj(
                number ->
                    CompletableFuture.supplyAsync(
                        () ->
                            administrator
                                .send(
                                    "PATCH",
                                    Platform.path(tenant),
                                    "{\"limits\": {\"MEMBERS\": %d}}".formatted(number),
                                    "If-Match",
                                    seen)
                                .status()))
            .toList();

    assertThat(changes.stream().map(CompletableFuture::join))
        .containsOnlyOnce(200)
        .filteredOn(status -> status != 200)
        .hasSize(7)
        .containsOnly(412);
    assertThat(events("&action=organization.set-plan")).hasSize(1);
  }

  private String quotas() {
    return "/v1/organizations/" + tenant.organization() + "/quotas";
  }

  private Api.Answer newProject(String name) {
    return tenant
        .owner()
        .post(
            "/v1/projects",
            "{\"organizationId\": \"%s\", \"name\": \"%s\"}"
                .formatted(tenant.organization(), name));
  }

  private static String refused(Api.Answer answer) {
    assertThat(answer.mustBe(409).text("code")).isEqualTo("QUOTA_EXCEEDED");
    return answer.text("detail");
  }

  private List<JsonNode> events(String query) {
    return tenant
        .owner()
        .get("/v1/audit-events?organizationId=" + tenant.organization() + query)
        .mustBe(200)
        .items();
  }

  private static List<String> limits(Api.Answer answer) {
    return Platform.limitsIn(answer.mustBe(200).json());
  }
}
