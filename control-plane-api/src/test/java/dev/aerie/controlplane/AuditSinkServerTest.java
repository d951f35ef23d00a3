package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.Certificates;
import dev.aerie.controlplane.support.S3Server;
import dev.aerie.controlplane.support.SinkPreparation;
import dev.aerie.controlplane.support.Surroundings;
import dev.aerie.controlplane.support.SyslogServer;
import dev.aerie.controlplane.support.Tenant;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ServerSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Audit events streamed to buckets and syslog servers. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class AuditSinkServerTest extends SinkPreparation {

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
}
