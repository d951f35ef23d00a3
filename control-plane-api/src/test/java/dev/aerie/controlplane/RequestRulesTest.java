package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.FakeAgent;
import dev.aerie.controlplane.support.IdentityProvider;
import dev.aerie.controlplane.support.ScimTenant;
import dev.aerie.controlplane.support.Surroundings;
import dev.aerie.controlplane.support.Tenant;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class RequestRulesTest {
  IdentityProvider people;
  private Tenant tenant;

  @BeforeEach
  void prepare() {
    tenant = Tenant.make(people);
    FakeAgent.present();
  }

  @Test
  void changeNeedsTheVersionInView() {
    String path = "/v1/projects/" + tenant.project();
    String etag = tenant.owner().get(path).etag();

    assertThat(tenant.owner().send("PATCH", path, "{\"name\": \"a\"}").mustBe(428).text("code"))
        .isEqualTo("PRECONDITION_REQUIRED");
    tenant.owner().send("PATCH", path, "{\"name\": \"a\"}", "If-Match", "\"0\"").mustBe(412);
    var changed =
        tenant.owner().send("PATCH", path, "{\"name\": \"a\"}", "If-Match", etag).mustBe(200);
    assertThat(changed.etag()).isNotEqualTo(etag);
    tenant.owner().send("PATCH", path, "{\"name\": \"b\"}", "If-Match", etag).mustBe(412);
    assertThat(tenant.owner().get(path).text("name")).isEqualTo("a");
  }

  @Test
  void everySingleResourceHasAnETag() {
    String cluster = tenant.newCluster("tagged").mustBe(202).id();
    String key = tenant.newKey("DATA_VIEWER", "").mustBe(201).id();
    for (String path :
        List.of(
            "/v1/organizations/" + tenant.organization(),
            "/v1/clusters/" + cluster,
            "/v1/api-keys/" + key)) {
      assertThat(tenant.owner().get(path).mustBe(200).etag()).as(path).startsWith("\"");
    }
  }

  @Test
  void repeatedPostHasOneEffectAndTheSameAnswer() {
    String body =
        "{\"organizationId\": \"%s\", \"projectId\": \"%s\", \"name\": \"k\", \"role\": \"DATA_VIEWER\"}"
            .formatted(tenant.organization(), tenant.project());

    var first = tenant.owner().post("/v1/api-keys", body, "Idempotency-Key", "key-1").mustBe(201);
    var second = tenant.owner().post("/v1/api-keys", body, "Idempotency-Key", "key-1").mustBe(201);

    assertThat(second.text()).isEqualTo(first.text());
    assertThat(second.text("secret")).isNotEmpty();
    assertThat(second.header("Location")).isEqualTo(first.header("Location"));
    assertThat(
            tenant.owner().get("/v1/api-keys?projectId=" + tenant.project()).json().path("items"))
        .hasSize(1);
    var reused =
        tenant
            .owner()
            .post("/v1/api-keys", body.replace("\"k\"", "\"other\""), "Idempotency-Key", "key-1")
            .mustBe(422);
    assertThat(reused.text("code")).isEqualTo("IDEMPOTENCY_KEY_REUSED");
  }

  @Test
  void repeatedActionHasOneEffect() {
    FakeAgent agent = FakeAgent.present();
    String cluster = tenant.newCluster("acted").mustBe(202).id();
    agent.sees(cluster, 1, "Ready");
    agent.understands("restart");
    String key = tenant.newKey("DATA_VIEWER", "").mustBe(201).id();

    repeated("/v1/clusters/" + cluster + ":restart", 202);
    repeated("/v1/clusters/" + cluster + ":suspend", 202);
    repeated("/v1/clusters/" + cluster + ":resume", 202);
    repeated("/v1/api-keys/" + key + ":rotate", 201);

    assertThat(agent.document(cluster).path("spec").path("restarts").asLong()).isEqualTo(1);
    assertThat(tenant.owner().get("/v1/api-keys?projectId=" + tenant.project()).items()).hasSize(2);
    assertThat(tenant.actionsOn(cluster))
        .containsExactly("cluster.resume", "cluster.suspend", "cluster.restart", "cluster.create");
  }

  /** With one Idempotency-Key, as somebody does who has missed the answer. */
  private void repeated(String action, int status) {
    var first = tenant.owner().post(action, "{}", "Idempotency-Key", action).mustBe(status);
    var second = tenant.owner().post(action, "{}", "Idempotency-Key", action).mustBe(status);
    assertThat(second.text()).isEqualTo(first.text());
  }

  @Test
  void repeatedDeletionIsOne() {
    String cluster = tenant.newCluster("going").mustBe(202).id();

    var first = tenant.owner().delete("/v1/clusters/" + cluster).mustBe(202);
    var second = tenant.owner().delete("/v1/clusters/" + cluster).mustBe(202);

    assertThat(second.text("operationId")).isEqualTo(first.text("operationId"));
    assertThat(tenant.actionsOn(cluster)).containsExactly("cluster.delete", "cluster.create");
  }

  @Test
  void postsAtTheSameTimeWithOneKeyMakeOneCluster() {
    String body =
        "{\"projectId\": \"%s\", \"name\": \"race\", \"region\": \"local\"}"
            .formatted(tenant.project());
    var posts = new ArrayList<CompletableFuture<String>>();
    for (int i = 0; i < 4; i++) {
      posts.add(
          CompletableFuture.supplyAsync(
              () ->
                  tenant
                      .owner()
                      .post("/v1/clusters", body, "Idempotency-Key", "race")
                      .mustBe(202)
                      .id()));
    }

    assertThat(posts.stream().map(CompletableFuture::join).distinct()).hasSize(1);
  }

  @Test
  void refusedPostCanBeSentAgainWithItsKey() {
    String bad =
        "{\"projectId\": \"%s\", \"name\": \"again\", \"region\": \"nowhere\"}"
            .formatted(tenant.project());

    tenant.owner().post("/v1/clusters", bad, "Idempotency-Key", "retry").mustBe(400);
    tenant
        .owner()
        .post("/v1/clusters", bad.replace("nowhere", "local"), "Idempotency-Key", "retry")
        .mustBe(202);
  }

  @Test
  void cursorsLeadThroughAListOnce() {
    for (int i = 0; i < 5; i++) {
      tenant.newCluster("c" + i).mustBe(202);
    }
    var seen = new ArrayList<String>();
    String cursor = "";
    do {
      var page = tenant.owner().get("/v1/clusters?limit=2" + cursor).mustBe(200).json();
      page.path("items").forEach(item -> seen.add(item.path("name").asText()));
      cursor =
          page.path("nextCursor").isNull() ? "" : "&cursor=" + page.path("nextCursor").asText();
    } while (!cursor.isEmpty());

    assertThat(seen).containsExactlyInAnyOrder("c0", "c1", "c2", "c3", "c4");
  }

  @Test
  void regionTellsItsClassesAndThatItIsThere() {
    var region = tenant.owner().get("/v1/regions/local").mustBe(200).json();

    assertThat(region.path("available").asBoolean()).isTrue();
    assertThat(region.path("kind").asText()).isEqualTo("MANAGED");
    assertThat(region.path("classes").path(0).path("default").asBoolean()).isTrue();
    assertThat(tenant.owner().get("/v1/regions").json().path("items"))
        .extracting(item -> item.path("name").asText())
        .contains("local");
    tenant.owner().get("/v1/regions/none").mustBe(404);
  }

  @Test
  void everyKindOfCallerIsToldItsRate() {
    var provider = ScimTenant.of(tenant);

    for (Api.Answer answer :
        List.of(
            tenant.owner().get("/v1/me").mustBe(200),
            tenant.person().get("/v1/me").mustBe(200),
            provider.provider().get(provider.base() + "/Users").mustBe(200))) {
      assertThat(answer.header("RateLimit-Limit")).isEqualTo("2000");
      assertThat(answer.header("RateLimit-Remaining")).matches("[0-9]+");
      assertThat(answer.header("RateLimit-Reset")).matches("[0-9]+");
    }
  }
}
