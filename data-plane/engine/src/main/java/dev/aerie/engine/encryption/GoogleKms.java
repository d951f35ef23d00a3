package dev.aerie.engine.encryption;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * A symmetric key in the Key Management Service of Google Cloud. A data key names the version it
 * was wrapped with; the service finds that by itself, so that versions are rotated there.
 */
public final class GoogleKms implements KeyService {
  /** Where the service is, for every region. */
  public static final URI ENDPOINT = URI.create("https://cloudkms.googleapis.com");

  private static final Pattern NAME =
      Pattern.compile(
          "(projects/[^/]+/locations/[^/]+/keyRings/[^/]+/cryptoKeys/[^/]+)(/cryptoKeyVersions/[^/]+)?");

  private final HttpCalls http;
  private final URI endpoint;
  private final String key;
  private final Supplier<String> token;

  /**
   * @param key {@code projects/…/locations/…/keyRings/…/cryptoKeys/…}
   * @param token an access token, asked for at each call
   * @throws EngineException INVALID_ARGUMENT for another name
   */
  public GoogleKms(URI endpoint, String key, Supplier<String> token) {
    this.http = new HttpCalls(CloudHosts.GOOGLE.isOwn(endpoint));
    this.endpoint = endpoint;
    this.key = withoutVersion(key, ErrorCode.INVALID_ARGUMENT);
    this.token = token;
  }

  @Override
  public WrappedKey wrap(byte[] dataKey, String context) {
    JsonNode answer =
        call(
            key,
            "encrypt",
            Map.of(
                "plaintext",
                base64(dataKey),
                "plaintextCrc32c",
                checksum(dataKey),
                "additionalAuthenticatedData",
                aad(context)));
    if (!answer.path("verifiedPlaintextCrc32c").asBoolean()) {
      throw new EngineException(
          ErrorCode.STORAGE_UNAVAILABLE,
          "key '%s': the data key reached %s changed; it is sent again".formatted(key, endpoint));
    }
    return new WrappedKey(HttpCalls.text(answer, "name"), HttpCalls.text(answer, "ciphertext"));
  }

  @Override
  public byte[] unwrap(WrappedKey wrapped, String context) {
    JsonNode answer =
        call(
            withoutVersion(wrapped.wrappedBy(), ErrorCode.KEY_WITHDRAWN),
            "decrypt",
            Map.of("ciphertext", wrapped.text(), "additionalAuthenticatedData", aad(context)));
    return Base64.getDecoder().decode(HttpCalls.text(answer, "plaintext"));
  }

  private JsonNode call(String name, String operation, Map<String, String> body) {
    URI uri = URI.create("%s/v1/%s:%s".formatted(endpoint, name, operation));
    return http.send(
        HttpCalls.json(uri, body).header("Authorization", "Bearer " + token.get()).build(), name);
  }

  private static String withoutVersion(String name, ErrorCode otherwise) {
    Matcher parts = NAME.matcher(name);
    if (!parts.matches()) {
      throw new EngineException(
          otherwise,
          "'%s' is no key of Google Cloud KMS: projects/…/locations/…/keyRings/…/cryptoKeys/…"
              .formatted(name));
    }
    return parts.group(1);
  }

  private static String checksum(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return Long.toString(crc.getValue());
  }

  private static String aad(String context) {
    return base64(context.getBytes(StandardCharsets.UTF_8));
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
