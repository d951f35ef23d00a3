package dev.aerie.cli.byoc;

import dev.aerie.cli.CliException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** Ed25519 signatures, with keys in PEM files as openssl writes them. */
public final class Signing {
  private static final String ED25519 = "Ed25519";

  private Signing() {}

  /** The private key of a PKCS#8 file. */
  public static PrivateKey privateKey(Path file) {
    try {
      return KeyFactory.getInstance(ED25519).generatePrivate(new PKCS8EncodedKeySpec(pem(file)));
    } catch (GeneralSecurityException | IllegalArgumentException wrong) {
      throw unreadable(file, "openssl genpkey -algorithm ed25519");
    }
  }

  /** The public key of an X.509 file. */
  public static PublicKey publicKey(Path file) {
    try {
      return KeyFactory.getInstance(ED25519).generatePublic(new X509EncodedKeySpec(pem(file)));
    } catch (GeneralSecurityException | IllegalArgumentException wrong) {
      throw unreadable(file, "openssl pkey -in KEY -pubout");
    }
  }

  static String sign(String text, PrivateKey key) {
    try {
      Signature signature = Signature.getInstance(ED25519);
      signature.initSign(key);
      signature.update(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("this key signs nothing", impossible);
    }
  }

  static boolean holds(String text, String base64, PublicKey key) {
    try {
      Signature signature = Signature.getInstance(ED25519);
      signature.initVerify(key);
      signature.update(text.getBytes(StandardCharsets.UTF_8));
      return signature.verify(Base64.getDecoder().decode(base64));
    } catch (GeneralSecurityException | IllegalArgumentException wrong) {
      return false;
    }
  }

  private static byte[] pem(Path file) {
    try {
      return Base64.getMimeDecoder()
          .decode(Files.readString(file).replaceAll("-----[^-]+-----", ""));
    } catch (IOException missing) {
      throw new CliException("The key %s cannot be read: %s".formatted(file, missing));
    }
  }

  private static CliException unreadable(Path file, String command) {
    return new CliException(
        "%s holds no Ed25519 key. Such a file is made by: %s".formatted(file, command));
  }
}
