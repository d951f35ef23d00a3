package dev.aerie.cli.preflight;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.aerie.cli.CliException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A bucket with a prefix, called with signatures of version 4. */
record S3(URI endpoint, String bucket, String prefix, String region, Preflight.Keys keys) {

  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final Pattern ERROR = Pattern.compile("<Code>([^<]+)</Code>");
  private static final byte[] CONTENT = "aerie byoc preflight".getBytes(UTF_8);

  /**
   * What a store says.
   *
   * @param code of HTTP
   * @param error its word for what is wrong, empty if it has none
   */
  record Answer(int code, String error) {

    boolean isOk() {
      return code / 100 == 2;
    }
  }

  /** The store that a URI of clusters names. */
  static S3 of(URI storage, Preflight.Keys keys) {
    Map<String, String> options =
        Arrays.stream(Optional.ofNullable(storage.getQuery()).orElse("").split("&"))
            .filter(option -> option.contains("="))
            .map(option -> option.split("=", 2))
            .collect(Collectors.toMap(option -> option[0], option -> option[1]));
    String region = options.getOrDefault("region", "us-east-1");
    String endpoint =
        options.getOrDefault("endpoint", "https://s3.%s.amazonaws.com".formatted(region));
    String path = storage.getPath().replaceAll("^/+|/+$", "");
    return new S3(
        URI.create(endpoint), storage.getHost(), path.isEmpty() ? "" : path + "/", region, keys);
  }

  /** Calls for an object under the prefix. */
  Answer call(String method, String name, Map<String, String> headers) throws IOException {
    return send(method, "/" + bucket + "/" + prefix + name, "", headers);
  }

  /** Lists the first object under the prefix. */
  Answer list() throws IOException {
    String escaped = prefix.replace("/", "%2F");
    return send("GET", "/" + bucket, "list-type=2&max-keys=1&prefix=" + escaped, Map.of());
  }

  private Answer send(String method, String path, String query, Map<String, String> headers)
      throws IOException {
    byte[] body = method.equals("PUT") ? CONTENT : new byte[0];
    String time = TIME.format(Instant.now());
    String hash = sha256(body);
    String host = endpoint.getAuthority();
    String signed = "host;x-amz-content-sha256;x-amz-date";
    String canonical =
        "%s\n%s\n%s\nhost:%s\nx-amz-content-sha256:%s\nx-amz-date:%s\n\n%s\n%s"
            .formatted(method, path, query, host, hash, time, signed, hash);
    String scope = "%s/%s/s3/aws4_request".formatted(time.substring(0, 8), region);
    String text =
        "AWS4-HMAC-SHA256\n%s\n%s\n%s".formatted(time, scope, sha256(canonical.getBytes(UTF_8)));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create(
                    endpoint.getScheme()
                        + "://"
                        + host
                        + path
                        + (query.isEmpty() ? "" : "?" + query)))
            .timeout(PATIENCE)
            .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
            .header("x-amz-date", time)
            .header("x-amz-content-sha256", hash)
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=%s/%s, SignedHeaders=%s, Signature=%s"
                    .formatted(keys.access(), scope, signed, signature(scope, text)));
    headers.forEach(request::header);
    try (HttpClient http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build()) {
      HttpResponse<String> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      var error = ERROR.matcher(answer.body());
      return new Answer(answer.statusCode(), error.find() ? error.group(1) : "");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new CliException("interrupted");
    }
  }

  private String signature(String scope, String text) {
    byte[] key = ("AWS4" + keys.secret()).getBytes(UTF_8);
    for (String part : scope.split("/")) {
      key = hmac(key, part);
    }
    return HexFormat.of().formatHex(hmac(key, text));
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(UTF_8));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java has HmacSHA256", impossible);
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
