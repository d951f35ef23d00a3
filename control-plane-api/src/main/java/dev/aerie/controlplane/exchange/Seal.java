package dev.aerie.controlplane.exchange;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts remembered answers (AES-256-GCM) with a key made of the caller's Idempotency-Key, of
 * which only a hash is stored: an answer can hold an API key's secret, and only who asked can read
 * it again.
 */
final class Seal {
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;
  private static final SecureRandom RANDOM = new SecureRandom();

  private Seal() {}

  static byte[] close(String key, byte[] text) {
    var nonce = new byte[NONCE];
    RANDOM.nextBytes(nonce);
    byte[] sealed;
    try {
      sealed = apply(Cipher.ENCRYPT_MODE, key, nonce, text);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java has AES-GCM", impossible);
    }
    byte[] all = Arrays.copyOf(nonce, NONCE + sealed.length);
    System.arraycopy(sealed, 0, all, NONCE, sealed.length);
    return all;
  }

  /** What was sealed; empty when that was by another key, in another form, or is damaged. */
  static Optional<byte[]> open(String key, byte[] sealed) {
    if (sealed.length < NONCE + TAG_BITS / Byte.SIZE) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          apply(
              Cipher.DECRYPT_MODE,
              key,
              Arrays.copyOf(sealed, NONCE),
              Arrays.copyOfRange(sealed, NONCE, sealed.length)));
    } catch (AEADBadTagException foreign) {
      return Optional.empty();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java has AES-GCM", impossible);
    }
  }

  private static byte[] apply(int mode, String key, byte[] nonce, byte[] text)
      throws GeneralSecurityException {
    byte[] secret =
        MessageDigest.getInstance("SHA-256")
            .digest(("seal:" + key).getBytes(StandardCharsets.UTF_8));
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, new SecretKeySpec(secret, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
    return cipher.doFinal(text);
  }
}
