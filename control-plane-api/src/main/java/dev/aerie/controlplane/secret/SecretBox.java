package dev.aerie.controlplane.secret;

import dev.aerie.controlplane.problem.Code;
import dev.aerie.controlplane.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts secrets that customers give us, such as keys of their systems, for the database
 * (AES-256-GCM). Each is bound to the row it belongs to: one that was copied to another row does
 * not open. Safe for use by many threads.
 */
@ApplicationScoped
public class SecretBox {
  private static final int SHORTEST = 32;
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;
  private static final int KEY_ID = 4;

  private final SecureRandom random = new SecureRandom();
  private final List<SecretKeySpec> keys;

  SecretBox(SecretConfig config) {
    keys =
        Stream.of(config.key(), config.keyBefore())
            .flatMap(Optional::stream)
            .map(SecretBox::key)
            .toList();
    if (config.key().isEmpty() && config.keyBefore().isPresent()) {
      throw new IllegalStateException("AERIE_SECRET_KEY_BEFORE needs an AERIE_SECRET_KEY too");
    }
  }

  private static SecretKeySpec key(String text) {
    if (text.length() < SHORTEST) {
      throw new IllegalStateException(
          "AERIE_SECRET_KEY must have at least %d characters".formatted(SHORTEST));
    }
    return new SecretKeySpec(sha256("aerie secret key:" + text), "AES");
  }

  /**
   * Encrypts a secret of a row.
   *
   * @param owner names the row: organisation and id
   * @throws Problem 409 when no key is configured
   */
  public String close(String owner, String secret) {
    SecretKeySpec key =
        keys.stream()
            .findFirst()
            .orElseThrow(
                () ->
                    new Problem(
                        Code.SECRETS_NOT_CONFIGURED,
                        "The control plane has no key to keep secrets with. Its operator sets AERIE_SECRET_KEY."));
    var nonce = new byte[NONCE];
    random.nextBytes(nonce);
    byte[] sealed =
        apply(Cipher.ENCRYPT_MODE, key, nonce, owner, secret.getBytes(StandardCharsets.UTF_8));
    var all = new byte[KEY_ID + NONCE + sealed.length];
    System.arraycopy(id(key), 0, all, 0, KEY_ID);
    System.arraycopy(nonce, 0, all, KEY_ID, NONCE);
    System.arraycopy(sealed, 0, all, KEY_ID + NONCE, sealed.length);
    return Base64.getEncoder().encodeToString(all);
  }

  /**
   * The secret of a row.
   *
   * @throws IllegalStateException when it was encrypted with an unknown key or for another row
   */
  public String open(String owner, String stored) {
    byte[] all = Base64.getDecoder().decode(stored);
    SecretKeySpec key =
        keys.stream()
            .filter(one -> Arrays.equals(id(one), 0, KEY_ID, all, 0, KEY_ID))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "a secret was encrypted with neither AERIE_SECRET_KEY nor AERIE_SECRET_KEY_BEFORE"));
    byte[] nonce = Arrays.copyOfRange(all, KEY_ID, KEY_ID + NONCE);
    byte[] sealed = Arrays.copyOfRange(all, KEY_ID + NONCE, all.length);
    return new String(
        apply(Cipher.DECRYPT_MODE, key, nonce, owner, sealed), StandardCharsets.UTF_8);
  }

  private static byte[] id(SecretKeySpec key) {
    return Arrays.copyOf(sha256(Base64.getEncoder().encodeToString(key.getEncoded())), KEY_ID);
  }

  private static byte[] apply(
      int mode, SecretKeySpec key, byte[] nonce, String owner, byte[] text) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(owner.getBytes(StandardCharsets.UTF_8));
      return cipher.doFinal(text);
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException("a stored secret does not belong to " + owner, broken);
    }
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
