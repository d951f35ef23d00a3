package dev.aerie.controlplane.auditsink;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.aerie.controlplane.outbound.OutboundException;
import dev.aerie.controlplane.outbound.OutboundUrl;
import dev.aerie.controlplane.problem.Checks;
import dev.aerie.controlplane.problem.RefusedWithout;
import dev.aerie.controlplane.secret.WebhookSignature;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Where callers want events to go: exactly one of the three. Answers leave out what is secret. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record SinkSettings(Optional<S3> s3, Optional<Https> https, Optional<Syslog> syslog) {
  private static final int HIGHEST_PORT = 65_535;
  private static final int SYSLOG_TLS_PORT = 6_514;
  private static final String VISIBLE = "[\\x21-\\x7e]{1,200}";

  /** Objects of NDJSON in a bucket. */
  @Schema(name = "AuditSinkS3")
  @RefusedWithout({"bucket", "region", "accessKeyId"})
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record S3(
      Optional<String> bucket,
      Optional<String> region,
      Optional<String> endpoint,
      Optional<String> prefix,
      Optional<String> accessKeyId,
      Optional<String> secretAccessKey) {}

  /** NDJSON by POST, signed as Standard Webhooks has it. */
  @Schema(name = "AuditSinkHttps")
  @RefusedWithout("url")
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record Https(Optional<String> url, Optional<String> secret) {}

  /** Syslog of RFC 5424 over TCP, with TLS unless it is turned off. */
  @Schema(name = "AuditSinkSyslog")
  @RefusedWithout("host")
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record Syslog(
      Optional<String> host,
      Optional<Integer> port,
      Optional<Boolean> tls,
      Optional<String> caCertificate) {}

  static SinkSettings of(Destination destination) {
    return switch (destination) {
      case Destination.S3 s3 ->
          new SinkSettings(
              Optional.of(
                  new S3(
                      Optional.of(s3.bucket()),
                      Optional.of(s3.region()),
                      s3.endpoint(),
                      Optional.of(s3.prefix()),
                      Optional.of(s3.accessKeyId()),
                      Optional.empty())),
              Optional.empty(),
              Optional.empty());
      case Destination.Https https ->
          new SinkSettings(
              Optional.empty(),
              Optional.of(new Https(Optional.of(https.url()), Optional.empty())),
              Optional.empty());
      case Destination.Syslog syslog ->
          new SinkSettings(
              Optional.empty(),
              Optional.empty(),
              Optional.of(
                  new Syslog(
                      Optional.of(syslog.host()),
                      Optional.of(syslog.port()),
                      Optional.of(syslog.tls()),
                      syslog.caCertificate())));
    };
  }

  boolean saysNothing() {
    return Stream.of(s3, https, syslog).allMatch(Optional::isEmpty);
  }

  void check(Checks checks) {
    long named = Stream.of(s3, https, syslog).filter(Optional::isPresent).count();
    checks.must(named == 1, "s3", "must be the only one of s3, https and syslog");
    s3.ifPresent(one -> check(checks, one));
    https.ifPresent(one -> check(checks, one));
    syslog.ifPresent(one -> check(checks, one));
  }

  private static void check(Checks checks, S3 body) {
    checks
        .present("s3.bucket", body.bucket())
        .present("s3.region", body.region())
        .present("s3.accessKeyId", body.accessKeyId())
        .present("s3.secretAccessKey", body.secretAccessKey())
        .must(
            matches(body.bucket(), "[a-z0-9][-.a-z0-9]{1,61}[a-z0-9]"),
            "s3.bucket",
            "must be a bucket's name")
        .must(matches(body.region(), "[a-z0-9-]{1,40}"), "s3.region", "must be as in eu-central-1")
        .must(
            matches(body.prefix(), "[-_./=A-Za-z0-9]{0,200}"),
            "s3.prefix",
            "must be at most 200 letters, digits and -_./=")
        .must(
            matches(body.accessKeyId(), VISIBLE) && matches(body.secretAccessKey(), VISIBLE),
            "s3.secretAccessKey",
            "must be, as the access key's id, 1 to 200 visible characters");
    body.endpoint().ifPresent(url -> checkUrl(checks, "s3.endpoint", url));
  }

  private static void check(Checks checks, Https body) {
    checks
        .present("https.url", body.url())
        .present("https.secret", body.secret())
        .must(
            body.secret().map(WebhookSignature::isSecret).orElse(true),
            "https.secret",
            WebhookSignature.SECRET_RULE);
    body.url().ifPresent(url -> checkUrl(checks, "https.url", url));
  }

  private static void check(Checks checks, Syslog body) {
    checks
        .present("syslog.host", body.host())
        .range("syslog.port", body.port(), 1, HIGHEST_PORT)
        .must(
            matches(body.host(), "[-.:A-Za-z0-9]{1,253}"),
            "syslog.host",
            "must be a host's name or address");
  }

  private static void checkUrl(Checks checks, String field, String url) {
    try {
      OutboundUrl.parse(url);
    } catch (OutboundException wrong) {
      checks.must(false, field, wrong.getMessage());
    }
  }

  private static boolean matches(Optional<String> value, String pattern) {
    return value.map(text -> text.matches(pattern)).orElse(true);
  }

  /** The destination of settings that have been checked. */
  Destination destination() {
    return s3.<Destination>map(
            one ->
                new Destination.S3(
                    one.bucket().orElseThrow(),
                    one.region().orElseThrow(),
                    one.endpoint(),
                    one.prefix().orElse(""),
                    one.accessKeyId().orElseThrow(),
                    one.secretAccessKey().orElseThrow()))
        .or(
            () ->
                https.map(
                    one ->
                        new Destination.Https(one.url().orElseThrow(), one.secret().orElseThrow())))
        .or(
            () ->
                syslog.map(
                    one ->
                        new Destination.Syslog(
                            one.host().orElseThrow(),
                            one.port().orElse(SYSLOG_TLS_PORT),
                            one.tls().orElse(true),
                            one.caCertificate())))
        .orElseThrow();
  }
}
