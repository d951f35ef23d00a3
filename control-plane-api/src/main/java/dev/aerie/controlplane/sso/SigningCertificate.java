package dev.aerie.controlplane.sso;

import java.io.ByteArrayInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A certificate an identity provider signs assertions with.
 *
 * @param sha256 fingerprint, hexadecimal
 */
public record SigningCertificate(
    String sha256, String subject, Instant notBefore, Instant notAfter) {

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException when the text is not a certificate in base64
   */
  static SigningCertificate read(String base64) {
    try {
      byte[] der = Base64.getMimeDecoder().decode(base64);
      var certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(der));
      return new SigningCertificate(
          HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(der)),
          certificate.getSubjectX500Principal().getName(),
          certificate.getNotBefore().toInstant(),
          certificate.getNotAfter().toInstant());
    } catch (CertificateException | NoSuchAlgorithmException broken) {
      throw new IllegalArgumentException("not an X.509 certificate", broken);
    }
  }

  boolean isValid(Instant now) {
    return !now.isBefore(notBefore) && now.isBefore(notAfter);
  }
}
