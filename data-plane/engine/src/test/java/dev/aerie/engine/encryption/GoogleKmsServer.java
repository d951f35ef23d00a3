package dev.aerie.engine.encryption;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.crypto.tink.subtle.AesGcmJce;
import com.sun.net.httpserver.HttpExchange;
import java.net.URI;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.zip.CRC32C;

/** Speaks the two calls of Google Cloud KMS, and of the metadata server beside it. */
final class GoogleKmsServer extends KeyServer {
  static final String KEY = "projects/p/locations/europe-west3/keyRings/r/cryptoKeys/cluster";

  private final List<AesGcmJce> versions = new ArrayList<>();

  GoogleKmsServer() {
    rotate();
  }

  @Override
  KeyService service(Supplier<String> accessToken) {
    return new GoogleKms(URI.create(address()), KEY, accessToken);
  }

  @Override
  void rotate() {
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    try {
      versions.add(new AesGcmJce(key));
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  Refusal disabled() {
    return new Refusal(
        400,
        "{\"error\": {\"code\": 400, \"status\": \"FAILED_PRECONDITION\", \"message\": \"%s/cryptoKeyVersions/1 is not enabled, current state is: DISABLED.\"}}"
            .formatted(KEY));
  }

  @Override
  Map<String, ?> token(HttpExchange exchange, String body) {
    boolean metadata =
        exchange
                .getRequestURI()
                .getPath()
                .equals("/computeMetadata/v1/instance/service-accounts/default/token")
            && "Google".equals(exchange.getRequestHeaders().getFirst("Metadata-Flavor"));
    return metadata
        ? Map.of("access_token", currentToken(), "expires_in", 3599, "token_type", "Bearer")
        : null;
  }

  @Override
  Map<String, ?> answer(String path, JsonNode body) throws Exception {
    byte[] aad = bytes(body, "additionalAuthenticatedData");
    if (path.equals("/v1/" + KEY + ":encrypt")) {
      byte[] plain = bytes(body, "plaintext");
      byte[] sealed = versions.getLast().encrypt(plain, aad);
      byte[] text = new byte[sealed.length + 1];
      text[0] = (byte) versions.size();
      System.arraycopy(sealed, 0, text, 1, sealed.length);
      CRC32C crc = new CRC32C();
      crc.update(plain);
      return Map.of(
          "name",
          KEY + "/cryptoKeyVersions/" + versions.size(),
          "ciphertext",
          Base64.getEncoder().encodeToString(text),
          "verifiedPlaintextCrc32c",
          Long.toString(crc.getValue()).equals(body.path("plaintextCrc32c").asText()));
    }
    if (path.equals("/v1/" + KEY + ":decrypt")) {
      byte[] text = bytes(body, "ciphertext");
      byte[] sealed = java.util.Arrays.copyOfRange(text, 1, text.length);
      byte[] plain = versions.get(text[0] - 1).decrypt(sealed, aad);
      return Map.of("plaintext", Base64.getEncoder().encodeToString(plain));
    }
    throw new IllegalArgumentException("no such call: " + path);
  }

  private static byte[] bytes(JsonNode body, String field) {
    return Base64.getDecoder().decode(body.path(field).asText());
  }
}
