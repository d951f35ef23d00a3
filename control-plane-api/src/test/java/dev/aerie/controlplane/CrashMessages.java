package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.icegreen.greenmail.util.GreenMail;
import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.Tenant;
import dev.aerie.controlplane.support.WebhookReceiver;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * What leaves a control plane that is killed: each message at least once, and twice in a way that
 * can be told.
 *
 * @param hook is told of the clusters' deletion
 * @param sink gets the audit events
 */
record CrashMessages(Tenant tenant, GreenMail mail, WebhookReceiver hook, WebhookReceiver sink) {

  /** Has each cluster's deletion be an alert. */
  void tellOfDeletions() {
    String channel =
        make("notification-channels", "{\"name\": \"hook\", \"webhook\": %s}".formatted(at(hook)));
    make(
        "alert-rules",
        "{\"name\": \"deletions\", \"condition\": {\"kind\": \"CLUSTER_STATE\", \"states\": [\"DELETING\"]}, \"channelIds\": [\"%s\"]}"
            .formatted(channel));
  }

  /** Has all audit events be sent. */
  void stream() {
    make(
        "audit-sinks",
        "{\"name\": \"siem\", \"fromSequence\": 1, \"https\": %s}".formatted(at(sink)));
  }

  private static String at(WebhookReceiver receiver) {
    return "{\"url\": \"%s\", \"secret\": \"%s\"}"
        .formatted(receiver.url(), WebhookReceiver.SECRET);
  }

  private String make(String kind, String body) {
    return tenant
        .owner()
        .post("/v1/organizations/" + tenant.organization() + "/" + kind, body)
        .mustBe(201)
        .id();
  }

  /** A mail to each, with one link however often it came, and to nobody else. */
  void checkMails(Collection<String> addresses) throws MessagingException, IOException {
    var found = new HashMap<String, Set<String>>();
    for (var one : mail.getReceivedMessages()) {
      found
          .computeIfAbsent(
              one.getRecipients(Message.RecipientType.TO)[0].toString(), any -> new HashSet<>())
          .add(one.getContent().toString());
    }
    assertThat(found.keySet()).containsExactlyInAnyOrderElementsOf(addresses);
    assertThat(found.values()).as("texts of each").allMatch(texts -> texts.size() == 1);
  }

  /**
   * A notice of each alert, with one id however often it came.
   *
   * @param held how many had come before one that was not answered
   */
  void checkNotices(Collection<String> alerts, int held) {
    Map<String, Set<String>> told =
        hook.requests().stream()
            .collect(
                Collectors.groupingBy(
                    request -> read(request.body()).path("alertId").asText(),
                    Collectors.mapping(CrashMessages::id, Collectors.toSet())));
    assertThat(told.keySet()).containsExactlyInAnyOrderElementsOf(alerts);
    assertThat(told.values()).as("ids of each").allMatch(ids -> ids.size() == 1);
    assertThat(hook.requests().stream().map(CrashMessages::id))
        .as("what was not answered comes again")
        .filteredOn(id(hook.requests().get(held))::equals)
        .hasSizeGreaterThan(1);
  }

  /** Every event up to this one, and what was not answered again, with its number. */
  void checkEvents(long last) {
    List<WebhookReceiver.Request> requests = sink.requests();
    Set<Long> numbers =
        requests.stream()
            .flatMap(request -> request.body().lines())
            .map(line -> read(line).path("sequence").asLong())
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(numbers).containsExactlyElementsOf(LongStream.rangeClosed(1, last).boxed().toList());
    assertThat(requests.get(1).body()).isEqualTo(requests.get(0).body());
    assertThat(id(requests.get(1))).isEqualTo(id(requests.get(0)));
  }

  private static String id(WebhookReceiver.Request request) {
    return request.header("webhook-id");
  }

  private static JsonNode read(String line) {
    try {
      return Api.JSON.readTree(line);
    } catch (JsonProcessingException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
