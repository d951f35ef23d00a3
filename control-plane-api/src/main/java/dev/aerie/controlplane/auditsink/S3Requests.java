package dev.aerie.controlplane.auditsink;

import dev.aerie.controlplane.outbound.OutboundUrl;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** Requests to S3 with Signature Version 4. */
final class S3Requests {
  private S3Requests() {}

  /** A request that is signed. */
  record Signed(OutboundUrl url, Map<String, String> headers) {
    Signed {
      headers = Map.copyOf(headers);
    }
  }

  /** Where a bucket's objects are. */
  static OutboundUrl bucket(Destination.S3 s3) {
    return OutboundUrl.parse(
        s3.endpoint()
            .map(endpoint -> endpoint.replaceAll("/+$", "") + "/" + s3.bucket())
            .orElseGet(() -> "https://%s.s3.%s.amazonaws.com".formatted(s3.bucket(), s3.region())));
  }

  /** A PUT of an object. */
  static Signed put(Destination.S3 s3, String key, String type, byte[] body, Clock clock) {
    OutboundUrl url = OutboundUrl.parse(bucket(s3) + "/" + key);
    var request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.PUT)
            .uri(URI.create(url.toString()))
            .putHeader("Content-Type", type)
            .build();
    SdkHttpRequest signed =
        AwsV4HttpSigner.create()
            .sign(
                sign ->
                    sign.identity(
                            AwsCredentialsIdentity.create(s3.accessKeyId(), s3.secretAccessKey()))
                        .request(request)
                        .payload(ContentStreamProvider.fromByteArray(body))
                        .putProperty(HttpSigner.SIGNING_CLOCK, clock)
                        .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "s3")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, s3.region())
                        // Keys of S3 are signed as they are written.
                        .putProperty(AwsV4FamilyHttpSigner.DOUBLE_URL_ENCODE, false)
                        .putProperty(AwsV4FamilyHttpSigner.NORMALIZE_PATH, false))
            .request();
    return new Signed(url, flat(signed.headers()));
  }

  private static Map<String, String> flat(Map<String, List<String>> headers) {
    return headers.entrySet().stream()
        // Host stands in the URL, and the HTTP client writes it.
        .filter(header -> !header.getKey().equalsIgnoreCase("Host"))
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                header -> String.join(",", header.getValue()),
                (first, second) -> first,
                TreeMap::new));
  }
}
