package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.controlplane.support.LogCapture;
import dev.aerie.controlplane.support.SinkPreparation;
import dev.aerie.controlplane.support.Superuser;
import dev.aerie.controlplane.support.Surroundings;
import dev.aerie.controlplane.support.WebhookReceiver;
import dev.aerie.controlplane.support.WebhookReceiver.Mood;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Audit sinks as owners make, try, switch off and delete them. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class AuditSinkLifeTest extends SinkPreparation {

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
}
