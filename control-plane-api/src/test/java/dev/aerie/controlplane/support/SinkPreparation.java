package dev.aerie.controlplane.support;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.controlplane.auditsink.SinkDelivery;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What tests of audit sinks begin with: an organisation, and a server that its events go to. */
public abstract class SinkPreparation {
  protected IdentityProvider people;
  @Inject protected SinkDelivery delivery;
  @Inject protected MovableClock clock;
  protected Tenant tenant;
  protected String sinks;
  protected WebhookReceiver receiver;

  @BeforeEach
  protected void prepare() {
    tenant = Tenant.make(people);
    sinks = "/v1/organizations/" + tenant.organization() + "/audit-sinks";
    receiver = WebhookReceiver.start();
  }

  @AfterEach
  protected void end() {
    clock.go();
    receiver.close();
    // Sinks of this test must not take part in the next one.
    tenant
        .owner()
        .get(sinks)
        .items()
        .forEach(sink -> tenant.owner().delete(sinks + "/" + sink.path("id").asText()));
  }

  protected Api.Answer https(String more) {
    return create(
        "\"https\": {\"url\": \"%s\", \"secret\": \"%s\"}%s"
            .formatted(receiver.url(), WebhookReceiver.SECRET, more));
  }

  protected Api.Answer create(String destination) {
    return tenant
        .owner()
        .post(
            sinks,
            "{\"name\": \"sink-%d\", %s}"
                .formatted(tenant.owner().get(sinks).items().size(), destination));
  }

  protected JsonNode state(String sink) {
    return tenant.owner().get(sinks + "/" + sink).mustBe(200).json().path("delivery");
  }

  protected void rename(String name) {
    tenant
        .owner()
        .patch("/v1/organizations/" + tenant.organization(), "{\"name\": \"%s\"}".formatted(name))
        .mustBe(200);
  }

  protected List<JsonNode> received() throws IOException {
    var events = new ArrayList<JsonNode>();
    for (var request : receiver.requests()) {
      for (String line : request.body().split("\n")) {
        events.add(Api.JSON.readTree(line));
      }
    }
    return events;
  }
}
