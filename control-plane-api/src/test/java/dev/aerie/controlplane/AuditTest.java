package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.controlplane.database.Database;
import dev.aerie.controlplane.database.DatabaseException;
import dev.aerie.controlplane.database.Scope;
import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.Browser;
import dev.aerie.controlplane.support.FakeAgent;
import dev.aerie.controlplane.support.IdentityProvider;
import dev.aerie.controlplane.support.MovableClock;
import dev.aerie.controlplane.support.Superuser;
import dev.aerie.controlplane.support.Surroundings;
import dev.aerie.controlplane.support.Tenant;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class AuditTest {
  IdentityProvider people;
  @Inject Database database;
  @Inject MovableClock clock;
  private Tenant tenant;

  @BeforeEach
  void prepare() {
    tenant = Tenant.make(people);
    FakeAgent.present();
  }

  @Test
  void changesAreThereNewestFirstWithWhoAndWhat() {
    String cluster = tenant.newCluster("watched").mustBe(202).id();
    tenant.owner().patch("/v1/clusters/" + cluster, "{\"units\": 2}").mustBe(202);

    var events =
        tenant
            .owner()
            .get("/v1/audit-events?organizationId=" + tenant.organization())
            .mustBe(200)
            .json()
            .path("items");

    assertThat(events)
        .extracting(one -> one.path("action").asText())
        .containsExactly(
            "cluster.update",
            "cluster.create",
            "project.create",
            "api-key.create",
            "sign-in",
            "organization.create");
    var change = events.path(0);
    assertThat(change.path("actor").path("kind").asText()).isEqualTo("API_KEY");
    assertThat(change.path("before").path("units").asInt()).isEqualTo(1);
    assertThat(change.path("after").path("units").asInt()).isEqualTo(2);
    assertThat(change.path("remoteAddress").asText()).isNotEmpty();
    assertThat(change.path("traceId").asText()).hasSize(32);
  }

  @Test
  void signInByABrowserIsThereWithEveryOrganization() {
    var browser = new Browser();
    browser.signIn("inga");
    browser.get("/login").mustBe(303);
    Tenant own = Tenant.of(new Api(people.tokenOf("inga")));
    tenant.addMember("inga@example.org", "MEMBER", "").mustBe(201);

    var next = new Browser();
    next.signIn("inga");
    next.get("/login").mustBe(303);

    for (Tenant one : List.of(own, tenant)) {
      JsonNode event =
          one.owner()
              .get("/v1/audit-events?limit=1&organizationId=" + one.organization())
              .mustBe(200)
              .items()
              .getFirst();
      assertThat(event.path("action").asText()).isEqualTo("sign-in");
      assertThat(event.path("result").asText()).isEqualTo("OK");
      assertThat(event.at("/actor/name").asText()).isEqualTo("inga@example.org");
      assertThat(event.path("remoteAddress").asText()).isEqualTo("127.0.0.1");
    }
  }

  @Test
  void noSearchHasToReadWordsThatWaitToBeIndexed() throws SQLException {
    tenant.newCluster("watched").mustBe(202);

    assertThat(
            Superuser.list("postgres", "SELECT gin_clean_pending_list('audit_events_words')::text"))
        .containsExactly("0");
  }

  @Test
  void refusedChangesAreThereToo() {
    tenant
        .withKey("DATA_VIEWER")
        .post(
            "/v1/projects",
            "{\"organizationId\": \"%s\", \"name\": \"x\"}".formatted(tenant.organization()))
        .mustBe(403);

    var last =
        tenant
            .owner()
            .get("/v1/audit-events?limit=1&organizationId=" + tenant.organization())
            .json()
            .path("items")
            .path(0);

    assertThat(last.path("result").asText()).isEqualTo("REFUSED");
    assertThat(last.path("resource").asText()).isEqualTo("/v1/projects");
    assertThat(last.path("after").path("code").asText()).isEqualTo("FORBIDDEN");
  }

  /** The console asks for one at each size that is typed; nothing would have changed. */
  @Test
  void refusedQuoteIsNoRefusedChange() {
    String audit = "/v1/audit-events?limit=200&organizationId=" + tenant.organization();
    String quote = "{\"action\": \"SUSPEND\", \"clusterId\": \"cls_none\"}";
    tenant.owner().post("/v1/quotes", quote).mustBe(404);
    tenant.owner().post("/v1/clusters/cls_none:suspend", "").mustBe(404);

    assertThat(refusals(audit))
        .extracting(event -> event.path("resource").asText())
        .contains("/v1/clusters/cls_none:suspend")
        .doesNotContain("/v1/quotes");
  }

  @Test
  void refusedReadsAreThereAndDoNotFlood() {
    Api viewer = tenant.withKey("DATA_VIEWER");
    String audit = "/v1/audit-events?limit=200&organizationId=" + tenant.organization();
    for (int i = 0; i < 40; i++) {
      viewer.get(audit).mustBe(403);
    }

    assertThat(refusals(audit)).hasSize(20);

    clock.advance(Duration.ofMinutes(1));
    viewer.get(audit).mustBe(403);
    var newest = refusals(audit).getFirst();
    assertThat(newest.path("action").asText()).isEqualTo("GET refused");
    assertThat(newest.path("after").path("unrecorded").asLong()).isEqualTo(20);
  }

  @Test
  void keyThatHoldsNoMoreIsNamed() {
    var made = tenant.newKey("DATA_VIEWER", "").mustBe(201);
    tenant.owner().delete("/v1/api-keys/" + made.id()).mustBe(204);

    new Api(made.text("secret")).get("/v1/me").mustBe(401);

    var refusal = refusals("/v1/audit-events?organizationId=" + tenant.organization()).getFirst();
    assertThat(refusal.path("actor").path("id").asText()).isEqualTo(made.id());
    assertThat(refusal.path("after").path("code").asText()).isEqualTo("UNAUTHENTICATED");
  }

  @Test
  void personsTokenIsASignInOnceAnHour() {
    for (int i = 0; i < 3; i++) {
      tenant.person().get("/v1/me").mustBe(200);
    }
    assertThat(signIns()).isEqualTo(1);

    clock.advance(Duration.ofHours(1));
    tenant.person().get("/v1/me").mustBe(200);
    assertThat(signIns()).isEqualTo(2);
  }

  private long signIns() {
    return events("/v1/audit-events?organizationId=" + tenant.organization()).stream()
        .filter(event -> event.path("action").asText().equals("sign-in"))
        .count();
  }

  private List<JsonNode> refusals(String list) {
    return events(list).stream()
        .filter(event -> event.path("result").asText().equals("REFUSED"))
        .toList();
  }

  private List<JsonNode> events(String list) {
    return tenant.owner().get(list).mustBe(200).items();
  }

  @Test
  void rowsAreChainedAndCannotBeChanged() {
    tenant.newCluster("chained").mustBe(202);
    var scope = Scope.organization(tenant.organization());

    long links =
        database.transaction(
            scope,
            sql ->
                sql.first(
                        """
                        SELECT count(*) AS links FROM audit_events a JOIN audit_events b
                        ON b.org_id = a.org_id AND b.seq = a.seq + 1 AND b.previous_hash = a.hash WHERE a.org_id = ?
                        """,
                        row -> row.number("links"),
                        tenant.organization())
                    .orElseThrow());

    assertThat(links).isEqualTo(4);
    assertThatThrownBy(
            () ->
                database.transaction(
                    scope, sql -> sql.change("UPDATE audit_events SET action = 'x'")))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("permission denied");
    assertThatThrownBy(
            () -> database.transaction(scope, sql -> sql.change("DELETE FROM meter_records")))
        .isInstanceOf(DatabaseException.class);
  }
}
