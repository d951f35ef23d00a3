package dev.aerie.server.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * The certificate that this server shows and the key that belongs to it, both in PEM.
 *
 * @param certificate the server's certificate first, then those that signed it
 */
public record TlsFiles(Path certificate, Path key) {
  private static final String CERTIFICATE = "AERIE_TLS_CERT_FILE";
  private static final String KEY = "AERIE_TLS_KEY_FILE";
  private static final String PKCS8 = "-----BEGIN PRIVATE KEY-----";
  private static final byte[] PROOF =
      "a key belongs to a certificate".getBytes(StandardCharsets.US_ASCII);

  /**
   * The files that the environment names; none for a server without TLS.
   *
   * @throws IllegalArgumentException with a sentence for the operator when only one is named, one
   *     can't be used, or the two do not belong together
   */
  public static Optional<TlsFiles> of(Map<String, String> environment) {
    String certificate = environment.getOrDefault(CERTIFICATE, "");
    String key = environment.getOrDefault(KEY, "");
    if (certificate.isEmpty() && key.isEmpty()) {
      return Optional.empty();
    }
    if (certificate.isEmpty() || key.isEmpty()) {
      throw new IllegalArgumentException(
          "Only one of %s and %s is set; set both for TLS, or none".formatted(CERTIFICATE, KEY));
    }
    TlsFiles files = new TlsFiles(Path.of(certificate), Path.of(key));
    files.check();
    return Optional.of(files);
  }

  /** The server's own certificate in a PEM file. */
  static X509Certificate leaf(Path file) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(bytes(CERTIFICATE, file)));
    } catch (CertificateException e) {
      throw refused(CERTIFICATE, file, "holds no certificate in PEM", e);
    }
  }

  /** What stands in both files. */
  String content() {
    return text(CERTIFICATE, certificate) + text(KEY, key);
  }

  /**
   * Whether the two can be used together.
   *
   * @throws IllegalArgumentException when they can't
   */
  void check() {
    X509Certificate leaf = leaf(certificate);
    String pem = text(KEY, key);
    if (!pem.contains("PRIVATE KEY-----")) {
      throw refused(KEY, key, "holds no private key in PEM", null);
    }
    if (pem.contains(PKCS8) && !belongs(privateKey(pem, leaf), leaf)) {
      throw refused(KEY, key, "is not the key of the certificate in " + certificate, null);
    }
  }

  private PrivateKey privateKey(String pem, X509Certificate leaf) {
    int begin = pem.indexOf(PKCS8) + PKCS8.length();
    int end = pem.indexOf("-----END", begin);
    try {
      byte[] encoded = Base64.getMimeDecoder().decode(pem.substring(begin, Math.max(begin, end)));
      return KeyFactory.getInstance(leaf.getPublicKey().getAlgorithm())
          .generatePrivate(new PKCS8EncodedKeySpec(encoded));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw refused(KEY, key, "holds no key that fits the certificate in " + certificate, e);
    }
  }

  /** Whether what the key signs is proved by the certificate. */
  private boolean belongs(PrivateKey privateKey, X509Certificate leaf) {
    String algorithm =
        switch (privateKey.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> privateKey.getAlgorithm();
        };
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(privateKey);
      signature.update(PROOF);
      byte[] signed = signature.sign();
      signature.initVerify(leaf.getPublicKey());
      signature.update(PROOF);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      throw refused(KEY, key, "can't be used with the certificate in " + certificate, e);
    }
  }

  private static String text(String variable, Path file) {
    return new String(bytes(variable, file), StandardCharsets.US_ASCII);
  }

  private static byte[] bytes(String variable, Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw refused(variable, file, "can't be read", e);
    }
  }

  private static IllegalArgumentException refused(
      String variable, Path file, String what, Exception cause) {
    return new IllegalArgumentException("%s: %s %s".formatted(variable, file, what), cause);
  }
}
