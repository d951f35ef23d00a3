package dev.aerie.engine.encryption;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An RSA key in Azure's Key Vault. RSA binds nothing to what it wraps, so the digest of the context
 * is wrapped beside the data key. A data key names the version it was wrapped with.
 */
public final class AzureKeyVault implements KeyService {
  private static final Pattern ID =
      Pattern.compile("(https?://[0-9a-zA-Z.:\\[\\]-]+)/keys/([0-9a-zA-Z-]+)(?:/([0-9a-zA-Z]*))?");
  private static final String ALGORITHM = "RSA-OAEP-256";
  private static final String API = "7.4";

  private final HttpCalls http;
  private final String key;
  private final String vault;
  private final Supplier<String> token;

  /**
   * @param key identifier, {@code https://….vault.azure.net/keys/NAME}: the newest version wraps
   * @param token an access token, asked for at each call
   * @throws EngineException INVALID_ARGUMENT for another identifier
   */
  public AzureKeyVault(String key, Supplier<String> token) {
    Matcher parts = ID.matcher(key);
    if (!parts.matches()) {
      throw new EngineException(
          ErrorCode.INVALID_ARGUMENT,
          "'%s' is no key of Key Vault: https://….vault.azure.net/keys/NAME".formatted(key));
    }
    this.key = key;
    this.vault = parts.group(1);
    this.http = new HttpCalls(CloudHosts.AZURE.isOwn(URI.create(vault)));
    this.token = token;
  }

  @Override
  public WrappedKey wrap(byte[] dataKey, String context) {
    byte[] digest = digest(context);
    byte[] bound =
        ByteBuffer.allocate(digest.length + dataKey.length).put(digest).put(dataKey).array();
    JsonNode answer =
        call(key, "wrapkey", Base64.getUrlEncoder().withoutPadding().encodeToString(bound));
    return new WrappedKey(HttpCalls.text(answer, "kid"), HttpCalls.text(answer, "value"));
  }

  @Override
  public byte[] unwrap(WrappedKey wrapped, String context) {
    JsonNode answer = call(wrapped.wrappedBy(), "unwrapkey", wrapped.text());
    byte[] bound = Base64.getUrlDecoder().decode(HttpCalls.text(answer, "value"));
    byte[] digest = digest(context);
    if (bound.length <= digest.length
        || !MessageDigest.isEqual(digest, Arrays.copyOf(bound, digest.length))) {
      throw new EngineException(
          ErrorCode.KEY_WITHDRAWN, "the data key was not wrapped for '%s'".formatted(context));
    }
    return Arrays.copyOfRange(bound, digest.length, bound.length);
  }

  /** The identifier may come from the object store: the token goes to no other vault. */
  private JsonNode call(String id, String operation, String value) {
    Matcher parts = ID.matcher(id);
    if (!parts.matches() || !parts.group(1).equals(vault)) {
      throw new EngineException(
          ErrorCode.KEY_WITHDRAWN, "'%s' is no key of the vault %s".formatted(id, vault));
    }
    String version = parts.group(3) == null ? "" : parts.group(3);
    URI uri =
        URI.create(
            "%s/keys/%s/%s/%s?api-version=%s"
                .formatted(vault, parts.group(2), version, operation, API));
    return http.send(
        HttpCalls.json(uri, Map.of("alg", ALGORITHM, "value", value))
            .header("Authorization", "Bearer " + token.get())
            .build(),
        id);
  }

  private static byte[] digest(String context) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(context.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
