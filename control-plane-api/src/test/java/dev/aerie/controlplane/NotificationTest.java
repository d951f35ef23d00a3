package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import dev.aerie.controlplane.support.AlertPreparation;
import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.LogCapture;
import dev.aerie.controlplane.support.Superuser;
import dev.aerie.controlplane.support.Surroundings;
import dev.aerie.controlplane.support.WebhookReceiver;
import dev.aerie.controlplane.support.WebhookReceiver.Mood;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How alerts reach those who are told: channels, attempts, what is logged of them. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class NotificationTest extends AlertPreparation {

  GreenMail mail;

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

  private String suffix() {
    return tenant.organization().substring(4);
  }

  private List<JsonNode> log(String channel) {
    return tenant.owner().get(base + "/notifications?channelId=" + channel).mustBe(200).items();
  }
}
