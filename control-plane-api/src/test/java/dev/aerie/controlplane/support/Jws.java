package dev.aerie.controlplane.support;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Tokens that say whatever a test wants, signed well, badly or not at all. */
public final class Jws {
  /** The id that tokens name their key by. */
  public static final String KEY_ID = "k1";

  private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();

  private Jws() {}

  /** A token with these claims, signed by a key (RS256). */
  public static String signed(Map<String, Object> claims, PrivateKey key) {
    try {
      String text = head("RS256") + "." + encoded(claims);
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key);
      signature.update(text.getBytes(StandardCharsets.US_ASCII));
      return text + "." + URL.encodeToString(signature.sign());
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** A token with these claims, signed by a key that nobody knows. */
  public static String signedByAStranger(Map<String, Object> claims) {
    return signed(claims, newKeys().getPrivate());
  }

  /** A token with these claims under a secret that both sides know (HS256). */
  public static String signedBySecret(Map<String, Object> claims, String secret) {
    try {
      String text = head("HS256") + "." + encoded(claims);
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return text + "." + URL.encodeToString(mac.doFinal(text.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** A token with these claims that says it needs no signature. */
  public static String unsigned(Map<String, Object> claims) {
    return encoded(Map.of("alg", "none", "typ", "JWT")) + "." + encoded(claims) + ".";
  }

  /** The token with other claims under the signature it has. */
  public static String replaced(String token, Map<String, Object> claims) {
    String[] parts = token.split("\\.");
    return parts[0] + "." + encoded(claims) + "." + parts[2];
  }

  /** A pair of keys of its own. */
  public static KeyPair newKeys() {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String head(String algorithm) {
    return encoded(Map.of("alg", algorithm, "typ", "JWT", "kid", KEY_ID));
  }

  private static String encoded(Map<String, Object> part) {
    try {
      return URL.encodeToString(Api.JSON.writeValueAsBytes(part));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
