package dev.aerie.engine.encryption;

import com.google.crypto.tink.subtle.AesGcmHkdfStreaming;
import com.google.crypto.tink.subtle.StreamSegmentDecrypter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;

/**
 * Encrypts and decrypts with one data key: AES-256-GCM in segments of 64 KiB, each with a tag of
 * its own, under a key derived for each object. Thread-safe.
 */
final class ObjectCipher {
  private static final int KEY_BYTES = 32;
  private static final int SEGMENT = 1 << 16;

  private final AesGcmHkdfStreaming stream;

  ObjectCipher(byte[] dataKey) {
    try {
      stream = new AesGcmHkdfStreaming(dataKey, "HmacSha256", KEY_BYTES, SEGMENT, 0);
    } catch (InvalidAlgorithmParameterException e) {
      throw new IllegalArgumentException("a data key has to have 32 bytes", e);
    }
  }

  /** Bytes before the first segment. */
  int headerBytes() {
    return stream.getHeaderLength();
  }

  /** Appends the encrypted content to {@code out}. */
  void encrypt(byte[] content, byte[] associated, ByteArrayOutputStream out)
      throws GeneralSecurityException, IOException {
    try (OutputStream encrypting = stream.newEncryptingStream(out, associated)) {
      encrypting.write(content);
    }
  }

  /** The content of a whole object from {@code offset} on. */
  byte[] decrypt(byte[] object, int offset, byte[] associated)
      throws GeneralSecurityException, IOException {
    try (InputStream decrypting =
        stream.newDecryptingStream(
            new ByteArrayInputStream(object, offset, object.length - offset), associated)) {
      return decrypting.readAllBytes();
    }
  }

  /** The encrypted bytes that hold a range of the content. */
  Window window(long offset, int length) {
    long first = (offset + headerBytes()) / stream.getPlaintextSegmentSize();
    long last = (offset + length - 1 + headerBytes()) / stream.getPlaintextSegmentSize();
    long begin = first == 0 ? headerBytes() : first * SEGMENT;
    return new Window(first, begin, (int) ((last + 1) * SEGMENT - begin));
  }

  /**
   * A range of the content.
   *
   * @param header the stream's first bytes
   * @param encrypted the window's bytes and one more, or as many as there are
   * @return fewer bytes only if the content ends before
   */
  byte[] decrypt(
      byte[] header, Window window, byte[] encrypted, long offset, int length, byte[] associated)
      throws GeneralSecurityException {
    StreamSegmentDecrypter decrypter = stream.newStreamSegmentDecrypter();
    decrypter.init(ByteBuffer.wrap(header), associated);
    boolean more = encrypted.length > window.bytes();
    int end = Math.min(encrypted.length, window.bytes());
    ByteBuffer plain = ByteBuffer.allocate(end);
    int at = 0;
    for (int segment = (int) window.firstSegment(); at < end; segment++) {
      int size = Math.min(end - at, segment == 0 ? SEGMENT - headerBytes() : SEGMENT);
      boolean isLast = !more && at + size == end;
      decrypter.decryptSegment(ByteBuffer.wrap(encrypted, at, size), segment, isLast, plain);
      at += size;
    }
    return cut(plain.flip(), window, offset, length);
  }

  private byte[] cut(ByteBuffer plain, Window window, long offset, int length) {
    long before =
        window.firstSegment() == 0
            ? 0
            : window.firstSegment() * stream.getPlaintextSegmentSize() - headerBytes();
    int from = (int) Math.min(offset - before, plain.limit());
    byte[] range = new byte[Math.min(length, plain.limit() - from)];
    plain.get(from, range);
    return range;
  }

  /**
   * Whole segments of an encrypted stream.
   *
   * @param offset of the first of them in the stream
   * @param bytes of all of them
   */
  record Window(long firstSegment, long offset, int bytes) {}
}
