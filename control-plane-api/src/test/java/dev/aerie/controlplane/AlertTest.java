package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.controlplane.support.AlertPreparation;
import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.Platform;
import dev.aerie.controlplane.support.Surroundings;
import dev.aerie.controlplane.support.WebhookReceiver;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What is found of clusters, regions, quotas and budgets, and told once. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class AlertTest extends AlertPreparation {

  @Test
  void abnormalClusterIsToldOnceAndItsRecoveryToo() throws IOException {
    rule("\"kind\": \"CLUSTER_STATE\"");
    String cluster = tenant.newCluster("ill").mustBe(202).id();
    turn();
    assertThat(receiver.requests()).isEmpty();

    agent.sees(cluster, 1, "Degraded");
    turn();
    turn();
    assertThat(types()).containsExactly("alert.began");
    var request = receiver.requests().getFirst();
    assertThat(request.isSignedWith(WebhookReceiver.SECRET)).isTrue();
    JsonNode told = Api.JSON.readTree(request.body());
    assertThat(told.path("subject").asText()).isEqualTo(cluster);
    assertThat(told.path("summary").asText()).contains("Cluster ill is ABNORMAL");
    assertThat(open()).hasSize(1);

    agent.sees(cluster, 1, "Ready");
    turn();
    turn();
    assertThat(types()).containsExactly("alert.began", "alert.ended");
    assertThat(open()).isEmpty();

    agent.sees(cluster, 1, "Degraded");
    turn();
    assertThat(types()).containsExactly("alert.began", "alert.ended", "alert.began");
  }

  @Test
  void silentRegionIsTold() throws IOException {
    rule("\"kind\": \"REGION_UNAVAILABLE\"");
    tenant.newCluster("far").mustBe(202);
    agent.report("", "");
    turn();
    assertThat(receiver.requests()).isEmpty();

    clock.advance(Duration.ofSeconds(61));
    turn();
    assertThat(summaries().getFirst()).contains("Region local, where 1 of your clusters are");
    agent.report("", "");
    turn();
    assertThat(types()).containsExactly("alert.began", "alert.ended");
  }

  @Test
  void shareOfAQuotaIsTold() throws IOException {
    rule("\"kind\": \"QUOTA_SHARE\", \"quota\": \"PROJECTS\", \"percent\": 10");
    turn();
    assertThat(receiver.requests()).as("1 of 20").isEmpty();

    newProject("second");
    turn();
    assertThat(summaries()).singleElement().asString().contains("2 of the 20 PROJECTS");
  }

  @Test
  void shareOfALimitOfTheOrganizationsOwnIsToldAsSuch() throws IOException {
    rule("\"kind\": \"QUOTA_SHARE\", \"quota\": \"PROJECTS\", \"percent\": 50");
    Platform.of(people).limits(tenant, "\"PROJECTS\": 2").mustBe(200);

    turn();

    assertThat(summaries())
        .singleElement()
        .asString()
        .contains("1 of the 2 PROJECTS that the organization's own limit allows");
  }

  @Test
  void usageBeyondTheBudgetIsTold() throws IOException {
    rule("\"kind\": \"USAGE_BUDGET\", \"unitHours\": 10, \"percent\": 50");
    String cluster = tenant.newCluster("busy").mustBe(202).id();
    String other = tenant.newCluster("other").mustBe(202).id();
    // In the middle of a month, so that a while ago is the same month.
    clock.advance(
        Duration.between(
            clock.instant(),
            clock.instant().atZone(ZoneOffset.UTC).plusMonths(1).withDayOfMonth(15).toInstant()));
    Instant now = clock.instant();
    use(cluster, 1, now, 4, 0);
    use(cluster, 1, now, 1, 0);
    turn();
    assertThat(receiver.requests()).as("told twice, used once").isEmpty();

    use(cluster, 2, now, 5, 3);
    use(other, 1, now, 1, 0);
    turn();
    assertThat(summaries()).singleElement().asString().contains("8 of the budget of 10 unit-hours");
    assertThat(
            tenant
                .owner()
                .get("/v1/usage?organizationId=" + tenant.organization())
                .json()
                .path("unitSeconds")
                .asLong())
        .isEqualTo(Duration.ofHours(8).toSeconds());

    clock.advance(Duration.ofDays(31));
    turn();
    assertThat(types()).as("a new month").containsExactly("alert.began", "alert.ended");
  }

  @Test
  void replicasThatJudgeAtTheSameTimeTellOnce() throws IOException {
    rule("\"kind\": \"CLUSTER_STATE\", \"states\": [\"CREATING\"]");
    tenant.newCluster("new").mustBe(202);
    var turns = new ArrayList<CompletableFuture<Void>>();
    for (int i = 0; i < 4; i++) {
      turns.add(CompletableFuture.runAsync(this::turn));
    }
    turns.forEach(CompletableFuture::join);
    turn();

    assertThat(types()).containsExactly("alert.began");
  }

  @Test
  void disabledRuleFindsNothing() {
    webhook().mustBe(201);
    create(
            "/alert-rules",
            "\"condition\": {\"kind\": \"CLUSTER_STATE\", \"states\": [\"CREATING\"]}, \"channelIds\": [], \"enabled\": false")
        .mustBe(201);
    tenant.newCluster("new").mustBe(202);
    turn();

    assertThat(open()).isEmpty();
  }

  private void newProject(String name) {
    tenant
        .owner()
        .post(
            "/v1/projects",
            "{\"organizationId\": \"%s\", \"name\": \"%s\"}".formatted(tenant.organization(), name))
        .mustBe(201);
  }

  /** Reports what ran from some hours before a moment until fewer hours before it. */
  private void use(String cluster, int units, Instant now, int from, int to) {
    agent.report(
        "",
        "{\"id\": \"%s-%d-%d\", \"clusterId\": \"%s\", \"units\": %d, \"replicas\": 1, \"from\": \"%s\", \"to\": \"%s\"}"
            .formatted(
                cluster,
                from,
                to,
                cluster,
                units,
                now.minus(Duration.ofHours(from)),
                now.minus(Duration.ofHours(to))));
  }
}
