package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.controlplane.support.SinkPreparation;
import dev.aerie.controlplane.support.Superuser;
import dev.aerie.controlplane.support.Surroundings;
import dev.aerie.controlplane.support.Tenant;
import dev.aerie.controlplane.support.WebhookReceiver;
import dev.aerie.controlplane.support.WebhookReceiver.Mood;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Audit events are streamed in order and at least once, whatever the other side does. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class AuditSinkTest extends SinkPreparation {

  @Test
  void eventsAreSignedAndComeInOrderFromTheSinkOn() throws IOException {
    String sink = https("").mustBe(201).id();
    rename("one");
    rename("two");
    delivery.deliver();

    var request = receiver.requests().getFirst();
    assertThat(request.isSignedWith(WebhookReceiver.SECRET)).isTrue();
    assertThat(request.isSignedWith("whsec_" + "A".repeat(40))).isFalse();
    assertThat(request.header("Content-Type")).isEqualTo("application/x-ndjson");
    List<JsonNode> events = received();
    assertThat(events)
        .extracting(event -> event.path("action").asText())
        .containsExactly("audit-sink.create", "organization.update", "organization.update");
    assertThat(events.get(1).path("previousHash")).isEqualTo(events.get(0).path("hash"));
    var state = state(sink);
    assertThat(state.path("state").asText()).isEqualTo("DELIVERING");
    assertThat(state.path("deliveredSequence")).isEqualTo(state.path("lastSequence"));
    assertThat(state.path("lastDeliveredAt").asText()).isNotEmpty();
  }

  @Test
  void nothingIsSentTwiceWithoutAFault() throws IOException {
    https("").mustBe(201);
    delivery.deliver();
    delivery.deliver();
    rename("later");
    delivery.deliver();

    assertThat(received()).hasSize(2);
    assertThat(sequences()).doesNotHaveDuplicates();
  }

  @Test
  void wholeLogGoesInBatches() throws IOException {
    for (int i = 0; i < 220; i++) {
      rename("n" + i);
    }
    https(", \"fromSequence\": 1").mustBe(201);
    delivery.deliver();

    assertThat(receiver.requests()).hasSize(2);
    assertThat(sequences())
        .isEqualTo(LongStream.rangeClosed(1, sequences().size()).boxed().toList());
    assertThat(sequences()).hasSizeGreaterThan(220);
  }

  @Test
  void refusedEventsAreSentAgainAfterAGrowingPause() throws IOException {
    String sink = https("").mustBe(201).id();
    clock.stop();
    receiver.is(Mood.REFUSE);
    delivery.deliver();
    delivery.deliver();
    assertThat(receiver.requests()).hasSize(1);
    assertThat(state(sink).path("state").asText()).isEqualTo("FAILING");
    assertThat(state(sink).path("lastError").asText()).contains("503");

    clock.advance(Duration.ofSeconds(11));
    delivery.deliver();
    assertThat(receiver.requests()).hasSize(2);
    clock.advance(Duration.ofSeconds(11));
    delivery.deliver();
    assertThat(receiver.requests()).as("the pause has doubled").hasSize(2);

    receiver.is(Mood.TAKE);
    rename("meanwhile");
    clock.advance(Duration.ofSeconds(10));
    delivery.deliver();
    assertThat(receiver.requests()).hasSize(3);
    assertThat(receiver.requests().getLast().body().lines()).hasSize(2);
    assertThat(state(sink).path("state").asText()).isEqualTo("DELIVERING");
    assertThat(state(sink).path("failedAttempts").asInt()).isZero();
  }

  @Test
  void batchWhoseAnswerWasLostComesAgainWithTheSameNumbers() throws IOException {
    https("").mustBe(201);
    receiver.is(Mood.TAKE_AND_CUT);
    delivery.deliver();
    receiver.is(Mood.TAKE);
    clock.advance(Duration.ofMinutes(1));
    delivery.deliver();

    assertThat(receiver.requests()).hasSize(2);
    assertThat(receiver.requests().get(1).body()).isEqualTo(receiver.requests().get(0).body());
    assertThat(receiver.requests().get(1).header("webhook-id"))
        .isEqualTo(receiver.requests().get(0).header("webhook-id"));
  }

  @Test
  void deliveryThatWasKilledIsTakenUpByAnother() throws SQLException, IOException {
    String sink = https("").mustBe(201).id();
    // As after a kill between the claim of a turn and its end: claimed, and nothing noted.
    Superuser.run(
        "UPDATE audit_sinks SET next_attempt_at = '%s' WHERE id = '%s'"
            .formatted(clock.instant().plus(Duration.ofMinutes(3)), sink));
    delivery.deliver();
    assertThat(receiver.requests()).isEmpty();

    clock.advance(Duration.ofMinutes(4));
    delivery.deliver();
    assertThat(received()).hasSize(1);
  }

  @Test
  void sinkThatCannotBeReadHoldsUpNobody() throws SQLException, IOException {
    Tenant other = Tenant.make(people);
    other
        .owner()
        .post(
            "/v1/organizations/" + other.organization() + "/audit-sinks",
            "{\"name\": \"broken\", \"https\": {\"url\": \"%s\", \"secret\": \"%s\"}}"
                .formatted(receiver.url(), WebhookReceiver.SECRET))
        .mustBe(201);
    String row = " audit_sinks %s WHERE org_id = '" + other.organization() + "'";
    Superuser.run("UPDATE" + row.formatted("SET destination = md5('another key')"));
    https("").mustBe(201);
    try {
      delivery.deliver();
    } finally {
      Superuser.run("DELETE FROM" + row.formatted(""));
    }

    assertThat(received()).hasSize(1);
  }

  @Test
  void redirectIsNoDelivery() {
    String sink = https("").mustBe(201).id();
    receiver.is(Mood.REDIRECT);
    delivery.deliver();

    assertThat(receiver.requests()).hasSize(1);
    assertThat(state(sink).path("lastError").asText()).contains("307");
  }

  private List<Long> sequences() throws IOException {
    return received().stream().map(event -> event.path("sequence").asLong()).toList();
  }
}
