package dev.aerie.controlplane.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs what we post to customers as the Standard Webhooks specification has it: HMAC-SHA-256 of
 * id, time and body, so that nobody else can have sent it and an old one is told from a new one.
 */
public final class WebhookSignature {
  /** What a secret is. */
  public static final String SECRET_RULE = "must be whsec_ and the base64 of 24 to 64 random bytes";

  private static final String PREFIX = "whsec_";
  private static final int SHORTEST = 24;
  private static final int LONGEST = 64;

  private WebhookSignature() {}

  /** Whether a text is a secret to sign with. */
  public static boolean isSecret(String text) {
    try {
      int length = key(text).length;
      return text.startsWith(PREFIX) && length >= SHORTEST && length <= LONGEST;
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
  }

  /**
   * The headers that sign a body.
   *
   * @param id the same when it is sent again
   */
  public static Map<String, String> headers(String secret, String id, Instant at, byte[] body) {
    var headers = new LinkedHashMap<String, String>();
    headers.put("webhook-id", id);
    headers.put("webhook-timestamp", Long.toString(at.getEpochSecond()));
    headers.put("webhook-signature", "v1," + signature(secret, id, at, body));
    return headers;
  }

  private static String signature(String secret, String id, Instant at, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key(secret), "HmacSHA256"));
      mac.update((id + "." + at.getEpochSecond() + ".").getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java has HMAC-SHA-256", impossible);
    }
  }

  private static byte[] key(String secret) {
    return Base64.getDecoder()
        .decode(secret.startsWith(PREFIX) ? secret.substring(PREFIX.length()) : secret);
  }
}
