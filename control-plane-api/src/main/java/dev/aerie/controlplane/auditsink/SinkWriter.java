package dev.aerie.controlplane.auditsink;

import dev.aerie.controlplane.outbound.OutboundException;
import dev.aerie.controlplane.outbound.OutboundHttp;
import dev.aerie.controlplane.outbound.OutboundStream;
import dev.aerie.controlplane.outbound.OutboundUrl;
import dev.aerie.controlplane.secret.WebhookSignature;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;

/** Brings batches to their destinations. Blocks; safe for use by many threads. */
@ApplicationScoped
class SinkWriter {
  private static final String NDJSON = "application/x-ndjson";

  private final OutboundHttp http;
  private final OutboundStream stream;
  private final Clock clock;

  SinkWriter(OutboundHttp http, OutboundStream stream, Clock clock) {
    this.http = http;
    this.stream = stream;
    this.clock = clock;
  }

  /**
   * Checks where a destination leads, without sending anything there.
   *
   * @throws OutboundException when it must not be sent to
   */
  void check(Destination destination) {
    switch (destination) {
      case Destination.S3 s3 -> http.check(S3Requests.bucket(s3));
      case Destination.Https https -> http.check(OutboundUrl.parse(https.url()));
      case Destination.Syslog syslog -> stream.check(port(syslog));
    }
  }

  /**
   * Writes a batch; returns when it was taken as a whole.
   *
   * @throws OutboundException when it could not be sent
   * @throws SinkRefusal when the other side did not take it
   */
  void write(Destination destination, Batch batch) {
    switch (destination) {
      case Destination.S3 s3 -> put(s3, batch);
      case Destination.Https https -> post(https, batch);
      case Destination.Syslog syslog -> stream.send(port(syslog), SyslogMessages.of(batch));
    }
  }

  private void put(Destination.S3 s3, Batch batch) {
    byte[] body = batch.ndjson().getBytes(StandardCharsets.UTF_8);
    LocalDate day = batch.events().getFirst().at().atZone(ZoneOffset.UTC).toLocalDate();
    String key =
        "%s%s/%tY/%<tm/%<td/%020d-%020d.ndjson"
            .formatted(s3.prefix(), batch.organization(), day, batch.first(), batch.last());
    var request = S3Requests.put(s3, key, NDJSON, body, clock);
    mustBeTaken(http.put(request.url(), request.headers(), body));
  }

  private void post(Destination.Https https, Batch batch) {
    byte[] body = batch.ndjson().getBytes(StandardCharsets.UTF_8);
    String id = "%s-%d-%d".formatted(batch.organization(), batch.first(), batch.last());
    Map<String, String> headers =
        new TreeMap<>(WebhookSignature.headers(https.secret(), id, clock.instant(), body));
    headers.put("Content-Type", NDJSON);
    headers.put("User-Agent", "aerie");
    mustBeTaken(http.post(OutboundUrl.parse(https.url()), headers, body));
  }

  private static void mustBeTaken(OutboundHttp.Reply reply) {
    if (!reply.isOk()) {
      throw new SinkRefusal("It answered with status %d.".formatted(reply.status()));
    }
  }

  private static OutboundStream.Port port(Destination.Syslog syslog) {
    return new OutboundStream.Port(
        syslog.host(), syslog.port(), syslog.tls(), syslog.caCertificate());
  }
}
