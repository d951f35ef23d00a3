package dev.aerie.controlplane.support;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.controlplane.alert.AlertEvaluation;
import dev.aerie.controlplane.notification.NotificationQueue;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What tests of alerts begin with: an organisation that is told by a webhook. */
public abstract class AlertPreparation {
  protected IdentityProvider people;
  @Inject protected AlertEvaluation evaluation;
  @Inject protected NotificationQueue queue;
  @Inject protected MovableClock clock;
  protected Tenant tenant;
  protected String base;
  protected WebhookReceiver receiver;
  protected FakeAgent agent;

  @BeforeEach
  protected void prepare() {
    tenant = Tenant.make(people);
    base = "/v1/organizations/" + tenant.organization();
    receiver = WebhookReceiver.start();
    agent = FakeAgent.present();
  }

  @AfterEach
  protected void end() {
    receiver.close();
    for (String what : List.of("/alert-rules", "/notification-channels")) {
      tenant
          .owner()
          .get(base + what)
          .items()
          .forEach(one -> tenant.owner().delete(base + what + "/" + one.path("id").asText()));
    }
  }

  /** Makes a webhook channel and a rule that tells it; the channel's id. */
  protected String rule(String condition) {
    String channel = webhook().mustBe(201).id();
    create(
            "/alert-rules",
            "\"condition\": {%s}, \"channelIds\": [\"%s\"]".formatted(condition, channel))
        .mustBe(201);
    return channel;
  }

  protected Api.Answer webhook() {
    return create(
        "/notification-channels",
        "\"webhook\": {\"url\": \"%s\", \"secret\": \"%s\"}"
            .formatted(receiver.url(), WebhookReceiver.SECRET));
  }

  protected Api.Answer create(String what, String fields) {
    int number =
        tenant.owner().get(base + "/notification-channels").items().size()
            + tenant.owner().get(base + "/alert-rules").items().size();
    return tenant.owner().post(base + what, "{\"name\": \"c%d\", %s}".formatted(number, fields));
  }

  protected void turn() {
    evaluation.evaluate();
    queue.deliver();
  }

  protected List<JsonNode> open() {
    return tenant.owner().get(base + "/alerts").items().stream()
        .filter(alert -> alert.path("endedAt").isNull())
        .toList();
  }

  protected List<String> types() throws IOException {
    return texts("type");
  }

  protected List<String> summaries() throws IOException {
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
