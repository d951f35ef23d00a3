package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.controlplane.auditsink.SinkDelivery;
import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.Certificates;
import dev.aerie.controlplane.support.IdentityProvider;
import dev.aerie.controlplane.support.LogCapture;
import dev.aerie.controlplane.support.MovableClock;
import dev.aerie.controlplane.support.S3Server;
import dev.aerie.controlplane.support.Superuser;
import dev.aerie.controlplane.support.Surroundings;
import dev.aerie.controlplane.support.SyslogServer;
import dev.aerie.controlplane.support.Tenant;
import dev.aerie.controlplane.support.WebhookReceiver;
import dev.aerie.controlplane.support.WebhookReceiver.Mood;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.LongStream;
import javax.net.ServerSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class AuditSinkTest {
  IdentityProvider people;
  @Inject SinkDelivery delivery;
  @Inject MovableClock clock;
  private Tenant tenant;
  private String sinks;
  private WebhookReceiver receiver;

  @BeforeEach
  void prepare() {
    tenant = Tenant.make(people);
    sinks = "/v1/organizations/" + tenant.organization() + "/audit-sinks";
    receiver = WebhookReceiver.start();
  }

  @AfterEach
  void end() {
    receiver.close();
    // Sinks of this test must not take part in the next one.
    tenant
        .owner()
        .get(sinks)
        .items()
        .forEach(sink -> tenant.owner().delete(sinks + "/" + sink.path("id").asText()));
  }

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
  void syslogServerThatNeverEndsHoldsUpNobody()
      throws IOException, InterruptedException, ExecutionException, TimeoutException {
    Tenant other = Tenant.make(people);
    String others = "/v1/organizations/" + other.organization() + "/audit-sinks";
    try (var server = SyslogServer.start(ServerSocketFactory.getDefault())) {
      server.is(SyslogServer.Mood.DRIP);
      String endless =
          other
              .owner()
              .post(
                  others,
                  "{\"name\": \"endless\", \"syslog\": {\"host\": \"127.0.0.1\", \"port\": %d, \"tls\": false}}"
                      .formatted(server.port()))
              .mustBe(201)
              .id();
      https("").mustBe(201);

      CompletableFuture.runAsync(delivery::deliver).get(1, TimeUnit.MINUTES);
      rename("next");
      CompletableFuture.runAsync(delivery::deliver).get(1, TimeUnit.MINUTES);

      assertThat(received()).hasSize(2);
      assertThat(
              other.owner().get(others + "/" + endless).json().at("/delivery/lastError").asText())
          .contains("did not take it within");
      other.owner().delete(others + "/" + endless).mustBe(204);
    }
  }

  @Test
  void redirectIsNoDelivery() {
    String sink = https("").mustBe(201).id();
    receiver.is(Mood.REDIRECT);
    delivery.deliver();

    assertThat(receiver.requests()).hasSize(1);
    assertThat(state(sink).path("lastError").asText()).contains("307");
  }

  @Test
  void bucketTakesObjectsOfLinesAndMissesNoneWhenItWasAway(@TempDir Path folder)
      throws IOException {
    try (var bucket = S3Server.start(folder)) {
      String sink =
          create(
                  "\"s3\": {\"bucket\": \"%s\", \"region\": \"us-east-1\", \"endpoint\": \"%s\", \"prefix\": \"logs/\", \"accessKeyId\": \"%s\", \"secretAccessKey\": \"%s\"}"
                      .formatted(
                          S3Server.BUCKET,
                          bucket.endpoint(),
                          S3Server.ACCESS_KEY,
                          S3Server.SECRET_KEY))
              .mustBe(201)
              .id();
      delivery.deliver();
      assertThat(state(sink).path("lastError").isNull()).as(state(sink).toString()).isTrue();
      assertThat(bucket.lines("logs/" + tenant.organization())).hasSize(1);

      bucket.kill();
      rename("away");
      delivery.deliver();
      assertThat(state(sink).path("state").asText()).isEqualTo("FAILING");
      rename("still away");
      bucket.start();
      clock.advance(Duration.ofMinutes(1));
      delivery.deliver();

      List<String> lines = bucket.lines("logs/" + tenant.organization());
      assertThat(lines).hasSize(3);
      assertThat(lines.getLast()).contains("\"action\":\"organization.update\"", "still away");

      wrongKeyIsTold(sink, bucket);
    }
  }

  private void wrongKeyIsTold(String sink, S3Server bucket) {
    var changed =
        tenant
            .owner()
            .patch(
                sinks + "/" + sink,
                "{\"s3\": {\"bucket\": \"%s\", \"region\": \"us-east-1\", \"endpoint\": \"%s\", \"accessKeyId\": \"%s\", \"secretAccessKey\": \"wrong\"}}"
                    .formatted(S3Server.BUCKET, bucket.endpoint(), S3Server.ACCESS_KEY));
    changed.mustBe(200);

    var trial = tenant.owner().post(sinks + "/" + sink + ":test", "").mustBe(200);

    assertThat(trial.json().path("delivered").asBoolean()).isFalse();
    assertThat(trial.text("error")).contains("403");
  }

  @Test
  void syslogServerGetsMessagesAndMissesNoneWhenItCutsOff() throws IOException {
    try (var server = SyslogServer.start(ServerSocketFactory.getDefault())) {
      String sink =
          create(
                  "\"syslog\": {\"host\": \"127.0.0.1\", \"port\": %d, \"tls\": false}"
                      .formatted(server.port()))
              .mustBe(201)
              .id();
      rename("a name with ümlauts");
      server.is(SyslogServer.Mood.CUT);
      delivery.deliver();
      assertThat(state(sink).path("state").asText()).isEqualTo("FAILING");
      assertThat(server.messages()).hasSizeLessThan(2);

      int before = server.messages().size();
      server.is(SyslogServer.Mood.TAKE);
      clock.advance(Duration.ofMinutes(1));
      delivery.deliver();

      List<String> messages = server.messages().subList(before, server.messages().size());
      assertThat(messages).hasSize(2);
      assertThat(messages.getLast())
          .matches(
              "(?s)<110>1 \\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z - aerie org_\\w{26} organization\\.update \\[meta sequenceId=\"\\d+\"] \ufeff\\{.*}")
          .contains("ümlauts");
      assertThat(state(sink).path("state").asText()).isEqualTo("DELIVERING");
    }
  }

  @Test
  void syslogOverTlsTrustsTheCertificateItWasGivenOnly() throws IOException {
    var authority = Certificates.forLoopback();
    try (var server = SyslogServer.start(authority.serverSockets())) {
      String untrusting =
          create("\"syslog\": {\"host\": \"127.0.0.1\", \"port\": %d}".formatted(server.port()))
              .mustBe(201)
              .id();
      var refused = tenant.owner().post(sinks + "/" + untrusting + ":test", "").mustBe(200);
      assertThat(refused.json().path("delivered").asBoolean()).isFalse();
      assertThat(server.messages()).isEmpty();

      String trusting =
          create(
                  "\"syslog\": {\"host\": \"127.0.0.1\", \"port\": %d, \"caCertificate\": %s}"
                      .formatted(server.port(), Api.JSON.writeValueAsString(authority.pem())))
              .mustBe(201)
              .id();
      var taken = tenant.owner().post(sinks + "/" + trusting + ":test", "").mustBe(200);
      assertThat(taken.text("error")).isEqualTo("null");
      assertThat(server.messages()).singleElement().asString().contains("audit-sink.test");
    }
  }

  @Test
  void secretsAreNeitherShownNorStoredNorLogged() throws SQLException {
    try (var log = LogCapture.start()) {
      var made = https("").mustBe(201);
      receiver.is(Mood.REFUSE);
      delivery.deliver();
      String shown =
          made.text()
              + tenant.owner().get(sinks).text()
              + tenant.owner().get(sinks + "/" + made.id()).text()
              + tenant
                  .owner()
                  .get("/v1/audit-events?organizationId=" + tenant.organization())
                  .text();
      String stored =
          String.join("", Superuser.list("postgres", "SELECT audit_sinks::text FROM audit_sinks"));

      String secret = WebhookReceiver.SECRET.substring("whsec_".length());
      assertThat(shown).contains("/hook").doesNotContain(secret);
      assertThat(stored).isNotEmpty().doesNotContain(secret).doesNotContain("/hook");
      assertThat(String.join("\n", log.lines())).contains("did not take").doesNotContain(secret);
    }
  }

  @Test
  void trialTellsWhetherTheOtherSideTakesIt() {
    String sink = https(", \"enabled\": false").mustBe(201).id();

    var taken = tenant.owner().post(sinks + "/" + sink + ":test", "").mustBe(200);
    receiver.is(Mood.REFUSE);
    var refused = tenant.owner().post(sinks + "/" + sink + ":test", "").mustBe(200);

    assertThat(taken.json().path("delivered").asBoolean()).isTrue();
    assertThat(refused.json().path("delivered").asBoolean()).isFalse();
    assertThat(refused.text("error")).contains("503");
    assertThat(receiver.requests().getFirst().body()).contains("\"sequence\":0");
    assertThat(state(sink).path("state").asText()).isEqualTo("DISABLED");
  }

  @Test
  void disabledSinkGetsLaterWhatItMissed() throws IOException {
    String sink = https(", \"enabled\": false").mustBe(201).id();
    rename("missed");
    delivery.deliver();
    assertThat(receiver.requests()).isEmpty();

    tenant.owner().patch(sinks + "/" + sink, "{\"enabled\": true}").mustBe(200);
    delivery.deliver();
    assertThat(received()).hasSize(3);
  }

  @Test
  void deletedSinkGetsNothing() {
    String sink = https("").mustBe(201).id();
    tenant.owner().delete(sinks + "/" + sink).mustBe(204);
    delivery.deliver();

    assertThat(receiver.requests()).isEmpty();
    tenant.owner().get(sinks + "/" + sink).mustBe(404);
  }

  /** Beginning of the answer's code or a wrong field's name, and the destination. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          s3                  | "enabled": true
          https.secret        | "https": {"url": "https://example.org/"}
          https.secret        | "https": {"url": "https://example.org/", "secret": "short"}
          https.url           | "https": {"url": "ftp://example.org/", "secret": "SECRET"}
          https.url           | "https": {"url": "https://me:word@example.org/", "secret": "SECRET"}
          s3.accessKeyId      | "s3": {"bucket": "logs", "region": "eu-central-1", "secretAccessKey": "x"}
          s3.bucket           | "s3": {"bucket": "No/Bucket", "region": "eu-central-1", "accessKeyId": "a", "secretAccessKey": "x"}
          s3.endpoint         | "s3": {"bucket": "logs", "region": "r", "endpoint": "file:///x", "accessKeyId": "a", "secretAccessKey": "x"}
          syslog.port         | "syslog": {"host": "example.org", "port": 0}
          syslog.host         | "syslog": {"host": "exa mple"}
          DESTINATION_REFUSED | "https": {"url": "https://10.0.0.1/", "secret": "SECRET"}
          DESTINATION_REFUSED | "https": {"url": "https://169.254.169.254/latest/meta-data", "secret": "SECRET"}
          DESTINATION_REFUSED | "https": {"url": "https://[::1]/", "secret": "SECRET"}
          DESTINATION_REFUSED | "syslog": {"host": "192.168.0.1"}
          DESTINATION_REFUSED | "syslog": {"host": "127.0.0.1", "caCertificate": "none"}
          DESTINATION_REFUSED | "s3": {"bucket": "logs", "region": "r", "endpoint": "https://10.1.1.1", "accessKeyId": "a", "secretAccessKey": "x"}
          """)
  void wrongDestinationIsRefused(String what, String destination) {
    var refused = create(destination.replace("SECRET", WebhookReceiver.SECRET)).mustBe(400);

    assertThat(refused.text()).contains("\"" + what);
    assertThat(tenant.owner().get(sinks).items()).isEmpty();
  }

  private Api.Answer https(String more) {
    return create(
        "\"https\": {\"url\": \"%s\", \"secret\": \"%s\"}%s"
            .formatted(receiver.url(), WebhookReceiver.SECRET, more));
  }

  private Api.Answer create(String destination) {
    return tenant
        .owner()
        .post(
            sinks,
            "{\"name\": \"sink-%d\", %s}"
                .formatted(tenant.owner().get(sinks).items().size(), destination));
  }

  private JsonNode state(String sink) {
    return tenant.owner().get(sinks + "/" + sink).mustBe(200).json().path("delivery");
  }

  private void rename(String name) {
    tenant
        .owner()
        .patch("/v1/organizations/" + tenant.organization(), "{\"name\": \"%s\"}".formatted(name))
        .mustBe(200);
  }

  private List<Long> sequences() throws IOException {
    return received().stream().map(event -> event.path("sequence").asLong()).toList();
  }

  private List<JsonNode> received() throws IOException {
    var events = new ArrayList<JsonNode>();
    for (var request : receiver.requests()) {
      for (String line : request.body().split("\n")) {
        events.add(Api.JSON.readTree(line));
      }
    }
    return events;
  }
}
