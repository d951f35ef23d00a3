package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.controlplane.support.Api;
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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Logs of clusters, read by their regions. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class ClusterLogTest {
  private static final String LINES =
      "{\"pod\": \"pod-0\", \"lines\": [\"first\", \"second\"], \"truncated\": true}";

  IdentityProvider people;
  @Inject MovableClock clock;
  private Tenant tenant;
  private FakeAgent agent;
  private String cluster;

  @BeforeEach
  void prepare() {
    tenant = Tenant.make(people);
    agent = FakeAgent.present();
    agent.understands("logs");
    cluster = tenant.newCluster("talking").mustBe(202).id();
    // Whoever asks waits for seconds, and a busy machine may take longer.
    clock.stop();
  }

  @AfterEach
  void end() {
    clock.go();
  }

  @Test
  void theRegionReadsThemWhileTheCallerWaits() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Api.Answer> waiting =
          threads.submit(() -> logs("?pod=pod-0&tail=5&since=2026-01-01T00:00:00Z"));
      JsonNode request = agent.awaitLogRequest();
      assertThat(request.path("clusterId").asText()).isEqualTo(cluster);
      assertThat(request.path("projectId").asText()).isEqualTo(tenant.project());
      assertThat(request.path("pod").asText()).isEqualTo("pod-0");
      assertThat(request.path("tail").asInt()).isEqualTo(5);
      assertThat(request.path("since").asText()).isEqualTo("2026-01-01T00:00:00Z");
      assertThat(agent.desired(0, 0).path("logRequests")).as("told once").isEmpty();

      agent.answersLogs(request.path("id").asText(), LINES).mustBe(204);

      JsonNode found = waiting.get().mustBe(200).json();
      assertThat(found.path("clusterId").asText()).isEqualTo(cluster);
      assertThat(found.at("/items/0/pod").asText()).isEqualTo("pod-0");
      assertThat(found.at("/items/0/lines/1").asText()).isEqualTo("second");
      assertThat(found.at("/items/0/truncated").asBoolean()).isTrue();
    }
    assertThat(kept()).isEqualTo("0");
    assertThat(
            tenant
                .owner()
                .get(
                    "/v1/audit-events?organizationId=%s&action=cluster.read-logs"
                        .formatted(tenant.organization()))
                .items())
        .hasSize(1);
  }

  @Test
  void aRegionThatDoesNotAnswerIsSaidToBeSilent() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Api.Answer> waiting = threads.submit(() -> logs(""));
      agent.awaitLogRequest();
      clock.advance(Duration.ofSeconds(11));

      assertThat(waiting.get().mustBe(503).text("code")).isEqualTo("REGION_DOES_NOT_ANSWER");
    }
    assertThat(kept()).isEqualTo("0");
    clock.advance(Duration.ofMinutes(2));
    assertThat(logs("").mustBe(503).text("code")).as("at once").isEqualTo("REGION_DOES_NOT_ANSWER");
  }

  @Test
  void aRegionThatKeepsThemToItselfRefuses() {
    agent.understands();

    var refused = logs("").mustBe(409);
    assertThat(refused.text("code")).isEqualTo("NOT_SUPPORTED_BY_REGION");
    assertThat(refused.text("detail")).contains("logs");
  }

  @Test
  void anotherRegionNeitherSeesNorAnswersTheRequest() throws Exception {
    String token = tenant.newRegion("apart").mustBe(201).json().at("/enrolment/token").asText();
    FakeAgent other = FakeAgent.enrolled(token, "key for " + token);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Api.Answer> waiting = threads.submit(() -> logs(""));
      String request = agent.awaitLogRequest().path("id").asText();
      assertThat(other.desired(0, 0).path("logRequests")).isEmpty();

      other.answersLogs(request, "{\"pod\": \"forged\", \"lines\": []}").mustBe(204);
      agent.answersLogs(request, LINES).mustBe(204);
      agent.answersLogs(request, "{\"pod\": \"again\", \"lines\": []}").mustBe(204);

      assertThat(waiting.get().mustBe(200).json().at("/items/0/pod").asText()).isEqualTo("pod-0");
    }
  }

  @Test
  void otherTenantsAndViewersDoNotReadThem() {
    Tenant.make(people).owner().get("/v1/clusters/" + cluster + "/logs").mustBe(404);
    tenant.withKey("DATA_ADMIN").get("/v1/clusters/" + cluster + "/logs").mustBe(403);
  }

  @ParameterizedTest
  @CsvSource({
    "?tail=0, tail",
    "?tail=2001, tail",
    "?tail=all, tail",
    "?pod=../etc, pod",
    "?since=yesterday, since",
  })
  void wrongSelectionIsRefused(String query, String field) {
    assertThat(logs(query).mustBe(400).json().at("/fields/0/field").asText()).isEqualTo(field);
  }

  @Test
  void wrongAnswersAreRefused() {
    agent.answersLogs("x", "{\"lines\": []}").mustBe(400);
  }

  private Api.Answer logs(String query) {
    return tenant.owner().get("/v1/clusters/" + cluster + "/logs" + query);
  }

  private String kept() throws SQLException {
    return Superuser.list(
            "postgres",
            "SELECT count(*) FROM log_requests WHERE org_id = '%s'"
                .formatted(tenant.organization()))
        .getFirst();
  }
}
