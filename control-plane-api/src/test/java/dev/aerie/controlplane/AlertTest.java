package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import dev.aerie.controlplane.alert.AlertEvaluation;
import dev.aerie.controlplane.notification.NotificationQueue;
import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.FakeAgent;
import dev.aerie.controlplane.support.IdentityProvider;
import dev.aerie.controlplane.support.LogCapture;
import dev.aerie.controlplane.support.MovableClock;
import dev.aerie.controlplane.support.Superuser;
import dev.aerie.controlplane.support.Surroundings;
import dev.aerie.controlplane.support.Tenant;
import dev.aerie.controlplane.support.WebhookReceiver;
import dev.aerie.controlplane.support.WebhookReceiver.Mood;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class AlertTest {
  IdentityProvider people;
  GreenMail mail;
  @Inject AlertEvaluation evaluation;
  @Inject NotificationQueue queue;
  @Inject MovableClock clock;
  private Tenant tenant;
  private String base;
  private WebhookReceiver receiver;
  private FakeAgent agent;

  @BeforeEach
  void prepare() {
    tenant = Tenant.make(people);
    base = "/v1/organizations/" + tenant.organization();
    receiver = WebhookReceiver.start();
    agent = FakeAgent.present();
  }

  @AfterEach
  void end() {
    receiver.close();
    for (String what : List.of("/alert-rules", "/notification-channels")) {
      tenant
          .owner()
          .get(base + what)
          .items()
          .forEach(one -> tenant.owner().delete(base + what + "/" + one.path("id").asText()));
    }
  }

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
  void failedOperationIsToldUntilOneSucceeds() throws SQLException, IOException {
    rule("\"kind\": \"OPERATION_FAILED\"");
    String cluster = tenant.newCluster("stuck").mustBe(202).id();
    fail(cluster, "CREATE_CLUSTER");
    turn();
    assertThat(summaries().getFirst()).contains("CREATE_CLUSTER of cluster stuck failed: no room");

    agent.sees(cluster, 1, "Ready");
    tenant.owner().patch("/v1/clusters/" + cluster, "{\"units\": 2}").mustBe(202);
    turn();
    assertThat(types()).as("it is under way").containsExactly("alert.began");
    agent.sees(cluster, 2, "Ready");
    turn();
    assertThat(types()).containsExactly("alert.began", "alert.ended");
  }

  @Test
  void failedBackupIsToldAndOtherFailuresAreNot() throws SQLException, IOException {
    rule("\"kind\": \"BACKUP_FAILED\"");
    String cluster = tenant.newCluster("kept").mustBe(202).id();
    agent.understands("backups");
    fail(cluster, "CREATE_CLUSTER");
    turn();
    assertThat(receiver.requests()).isEmpty();

    String asked = backup(cluster);
    agent.seesBackup(cluster, asked.replace('_', '-'), "Failed", ", \"reason\": \"BackupFailed\"");
    turn();
    assertThat(summaries().getFirst()).contains("of cluster kept failed: It could not be made.");

    agent.seesBackup(cluster, backup(cluster).replace('_', '-'), "Ready", "");
    turn();
    assertThat(types()).containsExactly("alert.began", "alert.ended");
  }

  @Test
  void failedBackupOfAScheduleIsToldAndSoIsAFailedTrial() throws IOException {
    rule("\"kind\": \"BACKUP_FAILED\"");
    String cluster = tenant.newCluster("kept").mustBe(202).id();
    agent.understands("backups");
    String old = backup(cluster);
    agent.seesBackup(cluster, old.replace('_', '-'), "Ready", "");

    agent.seesBackup(cluster, "nightly-1", "Failed", ", \"reason\": \"BackupFailed\"");
    tenant.owner().delete("/v1/clusters/" + cluster + "/backups/" + old).mustBe(202);
    agent.seesBackupGone(cluster, old.replace('_', '-'));
    turn();
    assertThat(types()).as("the removal that went well changes nothing").hasSize(1);
    assertThat(summaries().getFirst()).contains("Backup nightly-1 of cluster kept failed");

    clock.advance(Duration.ofDays(1));
    agent.seesBackup(cluster, "nightly-2", "Ready", "");
    turn();
    agent.seesBackup(cluster, "nightly-2", "Ready", ", \"verified\": false");
    turn();
    assertThat(types()).containsExactly("alert.began", "alert.ended", "alert.began");
    assertThat(summaries().getLast()).contains("nightly-2", "the restore that was tried");
  }

  @Test
  void backupThatIsYetToBeTriedEndsNoAlertOfAFailedTrial() throws IOException {
    rule("\"kind\": \"BACKUP_FAILED\"");
    String cluster = tenant.newCluster("kept").mustBe(202).id();
    agent.understands("backups");
    String schedule =
        tenant
            .owner()
            .post(
                "/v1/clusters/" + cluster + "/backup-schedules",
                "{\"name\": \"nightly\", \"schedule\": \"0 3 * * *\", \"verify\": true}")
            .mustBe(201)
            .id()
            .replace('_', '-');
    String made = ", \"schedule\": \"" + schedule + "\"";
    agent.seesBackup(cluster, "nightly-1", "Ready", made + ", \"verified\": false");
    turn();

    clock.advance(Duration.ofDays(1));
    agent.seesBackup(cluster, "nightly-2", "Ready", made);
    turn();
    assertThat(types()).containsExactly("alert.began");
    agent.seesBackup(cluster, "nightly-2", "Ready", made + ", \"verified\": true");
    turn();
    assertThat(types()).containsExactly("alert.began", "alert.ended");
  }

  private String backup(String cluster) {
    clock.advance(Duration.ofSeconds(1));
    return tenant.owner().post("/v1/clusters/" + cluster + "/backups", "{}").mustBe(202).id();
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
  void metricBeyondItsThresholdIsToldAndSilenceChangesNothing() throws IOException {
    rule(
        "\"kind\": \"METRIC\", \"metric\": \"busy_ratio\", \"comparison\": \"ABOVE\", \"threshold\": 0.5");
    String cluster = tenant.newCluster("slow").mustBe(202).id();
    turn();
    assertThat(receiver.requests()).as("nothing is known").isEmpty();

    measure(cluster, 0.5);
    turn();
    assertThat(receiver.requests()).isEmpty();
    clock.advance(Duration.ofMinutes(6));
    measure(cluster, 0.75);
    turn();
    clock.advance(Duration.ofMinutes(6));
    turn();
    assertThat(types()).containsExactly("alert.began");
    assertThat(summaries().getFirst()).contains("busy_ratio of cluster slow", "0.75", "0.5");

    measure(cluster, 0.25);
    turn();
    assertThat(types()).containsExactly("alert.began", "alert.ended");
  }

  @Test
  void metricOfAClusterThatIsGoneIsOver() throws IOException {
    rule(
        "\"kind\": \"METRIC\", \"metric\": \"busy_ratio\", \"comparison\": \"ABOVE\", \"threshold\": 0.5");
    String cluster = tenant.newCluster("slow").mustBe(202).id();
    agent.sees(cluster, 1, "Ready");
    measure(cluster, 0.75);
    turn();

    tenant.owner().delete("/v1/clusters/" + cluster).mustBe(202);
    clock.advance(Duration.ofMinutes(6));
    turn();
    assertThat(types()).as("it is there until its agent says otherwise").hasSize(1);
    agent.seesGone(cluster, 2);
    turn();

    assertThat(types()).containsExactly("alert.began", "alert.ended");
    assertThat(open()).isEmpty();
  }

  @Test
  void whatARuleFoundOfOtherThanClustersIsOverWhenItAsksForAMetric() throws IOException {
    rule("\"kind\": \"QUOTA_SHARE\", \"quota\": \"PROJECTS\", \"percent\": 1");
    turn();
    String id = tenant.owner().get(base + "/alert-rules").items().getFirst().path("id").asText();
    tenant
        .owner()
        .patch(
            base + "/alert-rules/" + id,
            "{\"condition\": {\"kind\": \"METRIC\", \"metric\": \"busy_ratio\", \"comparison\": \"ABOVE\", \"threshold\": 0.5}}")
        .mustBe(200);
    turn();

    assertThat(types()).containsExactly("alert.began", "alert.ended");
  }

  private void measure(String cluster, double busy) {
    agent
        .tells(
            "\"metrics\": [{\"clusterId\": \"%s\", \"at\": \"%s\", \"figures\": {\"busy_ratio\": %s}}]"
                .formatted(cluster, clock.instant(), busy))
        .mustBe(200);
  }

  @Test
  void noticeIsSentAgainAfterGrowingPausesUntilItIsTaken() {
    String channel = rule("\"kind\": \"CLUSTER_STATE\", \"states\": [\"CREATING\"]");
    tenant.newCluster("new").mustBe(202);
    receiver.is(Mood.REFUSE);
    turn();
    queue.deliver();
    assertThat(receiver.requests()).hasSize(1);
    JsonNode entry = log(channel).getFirst();
    assertThat(entry.path("state").asText()).isEqualTo("PENDING");
    assertThat(entry.path("attempts").asInt()).isEqualTo(1);
    assertThat(entry.path("lastError").asText()).contains("503");

    clock.advance(Duration.ofSeconds(61));
    queue.deliver();
    clock.advance(Duration.ofSeconds(61));
    queue.deliver();
    assertThat(receiver.requests()).as("the second pause is longer").hasSize(2);

    receiver.is(Mood.TAKE);
    clock.advance(Duration.ofSeconds(61));
    queue.deliver();
    queue.deliver();
    assertThat(receiver.requests()).hasSize(3);
    assertThat(receiver.requests())
        .extracting(request -> request.header("webhook-id"))
        .containsOnly(log(channel).getFirst().path("id").asText());
    assertThat(log(channel).getFirst().path("state").asText()).isEqualTo("DELIVERED");
  }

  @Test
  void noticeThatNobodyTakesIsGivenUpAndLogged() {
    String channel = rule("\"kind\": \"CLUSTER_STATE\", \"states\": [\"CREATING\"]");
    tenant.newCluster("new").mustBe(202);
    receiver.is(Mood.REFUSE);
    turn();
    for (int i = 0; i < 20; i++) {
      clock.advance(Duration.ofMinutes(61));
      queue.deliver();
    }

    assertThat(receiver.requests()).hasSize(12);
    assertThat(log(channel).getFirst().path("state").asText()).isEqualTo("FAILED");
    assertThat(log(channel).getFirst().path("nextAttemptAt").isNull()).isTrue();
  }

  @Test
  void noticeWhoseSenderWasKilledIsSentByAnother() throws SQLException {
    rule("\"kind\": \"CLUSTER_STATE\", \"states\": [\"CREATING\"]");
    tenant.newCluster("new").mustBe(202);
    evaluation.evaluate();
    // As after a kill between the claim and its end.
    Superuser.run(
        "UPDATE notifications SET attempts = 1, next_attempt_at = '%s' WHERE org_id = '%s'"
            .formatted(clock.instant().plus(Duration.ofMinutes(5)), tenant.organization()));
    queue.deliver();
    assertThat(receiver.requests()).isEmpty();

    clock.advance(Duration.ofMinutes(6));
    queue.deliver();
    assertThat(receiver.requests()).hasSize(1);
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
  void mailAndChatAreToldToo() throws IOException {
    String mails =
        create(
                "/notification-channels",
                "\"email\": {\"addresses\": [\"oncall-%s@example.org\"]}".formatted(suffix()))
            .mustBe(201)
            .id();
    String chat =
        create("/notification-channels", "\"slack\": {\"url\": \"%s\"}".formatted(receiver.url()))
            .mustBe(201)
            .id();
    create(
            "/alert-rules",
            "\"condition\": {\"kind\": \"CLUSTER_STATE\", \"states\": [\"CREATING\"]}, \"channelIds\": [\"%s\", \"%s\"]"
                .formatted(mails, chat))
        .mustBe(201);
    tenant.newCluster("new").mustBe(202);
    turn();

    JsonNode told = Api.JSON.readTree(receiver.requests().getFirst().body());
    assertThat(told.path("text").asText()).contains("Cluster new is CREATING");
    assertThat(
            Arrays.stream(mail.getReceivedMessages())
                .map(GreenMailUtil::getWholeMessage)
                .filter(text -> text.contains("oncall-" + suffix())))
        .singleElement()
        .asString()
        .contains("Subject: [Aerie] c2", "Cluster new is CREATING");
  }

  @Test
  void trialTellsWhetherTheChannelWorks() {
    String channel = webhook().mustBe(201).id();

    var taken = tenant.owner().post(base + "/notification-channels/" + channel + ":test", "");
    receiver.is(Mood.REDIRECT);
    var refused = tenant.owner().post(base + "/notification-channels/" + channel + ":test", "");

    assertThat(taken.mustBe(200).json().path("delivered").asBoolean()).isTrue();
    assertThat(refused.mustBe(200).text("error")).contains("307");
    assertThat(receiver.requests()).hasSize(2);
  }

  @Test
  void secretsOfChannelsAreNeitherShownNorStoredNorLogged() throws SQLException {
    try (var log = LogCapture.start()) {
      String channel = webhook().mustBe(201).id();
      create(
              "/notification-channels",
              "\"slack\": {\"url\": \"%s\"}".formatted(receiver.url() + "/T0KEN"))
          .mustBe(201);
      receiver.is(Mood.REFUSE);
      tenant.owner().post(base + "/notification-channels/" + channel + ":test", "").mustBe(200);

      String secret = WebhookReceiver.SECRET.substring("whsec_".length());
      String shown =
          tenant.owner().get(base + "/notification-channels").text()
              + tenant
                  .owner()
                  .get("/v1/audit-events?organizationId=" + tenant.organization())
                  .text();
      assertThat(shown).contains(channel).doesNotContain(secret, "T0KEN");
      assertThat(
              String.join(
                  "", Superuser.list("postgres", "SELECT n::text FROM notification_channels n")))
          .isNotEmpty()
          .doesNotContain(secret, "T0KEN");
      assertThat(String.join("\n", log.lines())).doesNotContain(secret, "T0KEN");
    }
  }

  @Test
  void deletedChannelIsForgottenByRules() {
    String channel = rule("\"kind\": \"CLUSTER_STATE\", \"states\": [\"CREATING\"]");
    tenant.owner().delete(base + "/notification-channels/" + channel).mustBe(204);
    tenant.newCluster("new").mustBe(202);
    turn();

    assertThat(receiver.requests()).isEmpty();
    assertThat(tenant.owner().get(base + "/alert-rules").items().getFirst().path("channelIds"))
        .isEmpty();
    assertThat(open()).hasSize(1);
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /alert-rules           | channelIds            | "condition": {"kind": "CLUSTER_STATE"}
          /alert-rules           | condition             | "channelIds": []
          /alert-rules           | condition.kind        | "condition": {}, "channelIds": []
          /alert-rules           | OPERATION_FAILED      | "condition": {"kind": "GUESSED"}, "channelIds": []
          /alert-rules           | condition.percent     | "condition": {"kind": "QUOTA_SHARE"}, "channelIds": []
          /alert-rules           | condition.percent     | "condition": {"kind": "QUOTA_SHARE", "percent": 101}, "channelIds": []
          /alert-rules           | condition.unitHours   | "condition": {"kind": "USAGE_BUDGET", "unitHours": 0}, "channelIds": []
          /alert-rules           | condition.threshold   | "condition": {"kind": "METRIC", "metric": "m", "comparison": "ABOVE"}, "channelIds": []
          /alert-rules           | condition.metric      | "condition": {"kind": "METRIC", "metric": "m; DROP", "comparison": "ABOVE", "threshold": 1}, "channelIds": []
          /alert-rules           | channelIds            | "condition": {"kind": "CLUSTER_STATE"}, "channelIds": ["nch_00000000000000000000000000"]
          /notification-channels | email                 | "enabled": true
          /notification-channels | email.addresses       | "email": {"addresses": []}
          /notification-channels | email.addresses       | "email": {"addresses": ["nobody"]}
          /notification-channels | email.addresses       | "email": {"addresses": ["a@b\\r\\nBcc: all@example.org"]}
          /notification-channels | webhook.secret        | "webhook": {"url": "https://example.org/"}
          /notification-channels | DESTINATION_REFUSED   | "webhook": {"url": "https://169.254.169.254/", "secret": "SECRET"}
          /notification-channels | DESTINATION_REFUSED   | "slack": {"url": "https://10.0.0.1/services/x"}
          /notification-channels | slack.url             | "slack": {"url": "gopher://example.org/"}
          """)
  void wrongRuleOrChannelIsRefused(String what, String said, String fields) {
    var refused = create(what, fields.replace("SECRET", WebhookReceiver.SECRET)).mustBe(400);

    assertThat(refused.text()).contains(said);
    assertThat(tenant.owner().get(base + what).items()).isEmpty();
  }

  /** Makes a webhook channel and a rule that tells it; the channel's id. */
  private String rule(String condition) {
    String channel = webhook().mustBe(201).id();
    create(
            "/alert-rules",
            "\"condition\": {%s}, \"channelIds\": [\"%s\"]".formatted(condition, channel))
        .mustBe(201);
    return channel;
  }

  private Api.Answer webhook() {
    return create(
        "/notification-channels",
        "\"webhook\": {\"url\": \"%s\", \"secret\": \"%s\"}"
            .formatted(receiver.url(), WebhookReceiver.SECRET));
  }

  private Api.Answer create(String what, String fields) {
    int number =
        tenant.owner().get(base + "/notification-channels").items().size()
            + tenant.owner().get(base + "/alert-rules").items().size();
    return tenant.owner().post(base + what, "{\"name\": \"c%d\", %s}".formatted(number, fields));
  }

  private void turn() {
    evaluation.evaluate();
    queue.deliver();
  }

  private void fail(String cluster, String kind) throws SQLException {
    Superuser.run(
        "UPDATE operations SET kind = '%s', state = 'FAILED', error = 'no room', finished_at = now() WHERE cluster_id = '%s'"
            .formatted(kind, cluster));
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

  private String suffix() {
    return tenant.organization().substring(4);
  }

  private List<JsonNode> open() {
    return tenant.owner().get(base + "/alerts").items().stream()
        .filter(alert -> alert.path("endedAt").isNull())
        .toList();
  }

  private List<JsonNode> log(String channel) {
    return tenant.owner().get(base + "/notifications?channelId=" + channel).mustBe(200).items();
  }

  private List<String> types() throws IOException {
    return texts("type");
  }

  private List<String> summaries() throws IOException {
    return texts("summary");
  }

  private List<String> texts(String field) throws IOException {
    var texts = new ArrayList<String>();
    for (var request : receiver.requests()) {
      texts.add(Api.JSON.readTree(request.body()).path(field).asText());
    }
    return texts;
  }
}
