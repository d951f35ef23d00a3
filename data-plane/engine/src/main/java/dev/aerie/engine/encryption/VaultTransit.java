package dev.aerie.engine.encryption;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.function.Supplier;

/** A key in the transit engine of Vault, or of what speaks its API. */
public final class VaultTransit implements KeyService {
  private final HttpCalls http = new HttpCalls(false);
  private final URI engine;
  private final String key;
  private final Supplier<String> token;

  /**
   * @param engine address of the engine, such as {@code https://vault.example:8200/v1/transit}
   * @param key name of the key
   * @param token asked for at each call, since tokens are renewed
   */
  public VaultTransit(URI engine, String key, Supplier<String> token) {
    this.engine = engine;
    this.key = key;
    this.token = token;
  }

  @Override
  public WrappedKey wrap(byte[] dataKey, String context) {
    JsonNode data =
        call("encrypt", Map.of("plaintext", base64(dataKey), "associated_data", aad(context)));
    return new WrappedKey(key, HttpCalls.text(data, "ciphertext"));
  }

  @Override
  public byte[] unwrap(WrappedKey wrapped, String context) {
    JsonNode data =
        call("decrypt", Map.of("ciphertext", wrapped.text(), "associated_data", aad(context)));
    return Base64.getDecoder().decode(HttpCalls.text(data, "plaintext"));
  }

  private JsonNode call(String operation, Map<String, String> body) {
    URI uri = URI.create("%s/%s/%s".formatted(engine, operation, key));
    HttpRequest request = HttpCalls.json(uri, body).header("X-Vault-Token", token.get()).build();
    return http.send(request, key).path("data");
  }

  private static String aad(String context) {
    return base64(context.getBytes(StandardCharsets.UTF_8));
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
