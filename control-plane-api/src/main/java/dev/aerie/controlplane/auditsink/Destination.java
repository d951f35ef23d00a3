package dev.aerie.controlplane.auditsink;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Optional;

/** Where a sink puts events, secrets included; kept encrypted. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Destination.S3.class, name = "S3"),
  @JsonSubTypes.Type(value = Destination.Https.class, name = "HTTPS"),
  @JsonSubTypes.Type(value = Destination.Syslog.class, name = "SYSLOG")
})
sealed interface Destination {

  /**
   * A bucket that takes objects of lines.
   *
   * @param endpoint of a server other than AWS's; its buckets are addressed by path
   * @param prefix begins every object's key
   */
  record S3(
      String bucket,
      String region,
      Optional<String> endpoint,
      String prefix,
      String accessKeyId,
      String secretAccessKey)
      implements Destination {}

  /**
   * An address that takes lines by POST.
   *
   * @param secret signs them
   */
  record Https(String url, String secret) implements Destination {}

  /**
   * A port that takes syslog messages.
   *
   * @param caCertificate certificates in PEM to trust in place of the public ones
   */
  record Syslog(String host, int port, boolean tls, Optional<String> caCertificate)
      implements Destination {}
}
