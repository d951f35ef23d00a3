package dev.aerie.controlplane.support;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * A passkey and the browser it is used in (WebAuthn level 2), for forms of Keycloak: ES256, without
 * attestation. Not safe for use by many threads.
 */
public final class Passkey {
  private static final int USER_PRESENT = 0x01;
  private static final int USER_VERIFIED = 0x04;
  private static final int KEY_INCLUDED = 0x40;
  private static final int COORDINATE = 32;

  private final String origin;
  private final KeyPair keys;
  private final byte[] id = "a credential of a test".getBytes(StandardCharsets.US_ASCII);
  private int uses;

  /** One for pages of this origin. */
  public Passkey(String origin) {
    this.origin = origin;
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      keys = generator.generateKeyPair();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Fields of the form that registers it. */
  public Map<String, String> registered(String challenge) {
    byte[] data =
        joined(
            authenticatorData(USER_PRESENT | USER_VERIFIED | KEY_INCLUDED),
            new byte[16],
            ByteBuffer.allocate(Short.BYTES).putShort((short) id.length).array(),
            id,
            publicKey());
    byte[] attestation =
        joined(
            hex("a363666d74646e6f6e656761747453746d74a068617574684461746158"),
            new byte[] {(byte) data.length},
            data);
    return Map.of(
        "clientDataJSON", encoded(clientData("webauthn.create", challenge)),
        "attestationObject", encoded(attestation),
        "publicKeyCredentialId", encoded(id),
        "authenticatorLabel", "laptop");
  }

  /** Fields of the form that signs somebody in; the device has or has not verified its owner. */
  public Map<String, String> signed(String challenge, String userHandle, boolean verified) {
    byte[] client = clientData("webauthn.get", challenge);
    byte[] data = authenticatorData(USER_PRESENT | (verified ? USER_VERIFIED : 0));
    Map<String, String> fields = new HashMap<>();
    fields.put("clientDataJSON", encoded(client));
    fields.put("authenticatorData", encoded(data));
    fields.put("signature", encoded(signature(joined(data, sha256(client)))));
    fields.put("credentialId", encoded(id));
    fields.put("userHandle", userHandle);
    return fields;
  }

  private byte[] clientData(String type, String challenge) {
    return """
        {"type":"%s","challenge":"%s","origin":"%s","crossOrigin":false}"""
        .formatted(type, challenge, origin)
        .getBytes(StandardCharsets.UTF_8);
  }

  private byte[] authenticatorData(int flags) {
    byte[] site = sha256(URI.create(origin).getHost().getBytes(StandardCharsets.US_ASCII));
    return joined(
        site, new byte[] {(byte) flags}, ByteBuffer.allocate(Integer.BYTES).putInt(++uses).array());
  }

  /** As COSE has it (RFC 9053, section 7.1.1). */
  private byte[] publicKey() {
    var point = ((ECPublicKey) keys.getPublic()).getW();
    return joined(
        hex("a5010203262001215820"),
        coordinate(point.getAffineX().toByteArray()),
        hex("225820"),
        coordinate(point.getAffineY().toByteArray()));
  }

  private static byte[] coordinate(byte[] number) {
    byte[] exact = new byte[COORDINATE];
    int taken = Math.min(number.length, COORDINATE);
    System.arraycopy(number, number.length - taken, exact, COORDINATE - taken, taken);
    return exact;
  }

  private byte[] signature(byte[] text) {
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(keys.getPrivate());
      signature.update(text);
      return signature.sign();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static byte[] sha256(byte[] text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static byte[] joined(byte[]... parts) {
    var all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
