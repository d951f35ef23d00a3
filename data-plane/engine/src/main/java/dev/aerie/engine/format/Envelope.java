package dev.aerie.engine.format;

import dev.aerie.engine.objectstore.ObjectStoreException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * The frame around every object of ours: magic {@code AERI}, kind, version, reserved, payload
 * length, CRC-32C of all that and the payload, payload. 24 bytes before the payload, little-endian.
 */
public final class Envelope {
  /** What an object is, with the newest version of its payload. */
  public enum Kind {
    LOG(1, 1),
    EPOCH(2, 1),
    LEASE(3, 1),
    ROOT(4, 1),
    MANIFEST(5, 1),
    DELETES(6, 1),
    VECTORS(7, 1),
    GRAPH(8, 1),
    BACKUP(9, 1),
    ORIGIN(10, 1),
    BINARY_VECTORS(11, 1),
    SPARSE_VECTORS(12, 1),
    POSTINGS(13, 1),
    IMPORT(14, 1),
    RESTORE_REQUEST(15, 1),
    RESTORE_OUTCOME(16, 1);

    private final int number;
    private final int version;

    Kind(int number, int version) {
      this.number = number;
      this.version = version;
    }
  }

  /** Bytes before the payload. */
  public static final int HEADER = 24;

  private static final int MAGIC = 0x49524541;
  private static final int CHECKSUM_AT = 16;

  /** What encrypted objects begin with, {@code AERX}. */
  private static final int ENCRYPTED = 0x58524541;

  private Envelope() {}

  public static byte[] seal(Kind kind, byte[] payload) {
    byte[] object = new byte[HEADER + payload.length];
    System.arraycopy(payload, 0, object, HEADER, payload.length);
    sealInPlace(kind, object);
    return object;
  }

  /** Fills in the header of an object whose payload stands behind {@link #HEADER} free bytes. */
  public static void sealInPlace(Kind kind, byte[] object) {
    ByteBuffer out =
        ByteBuffer.wrap(object)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(MAGIC)
            .putShort((short) kind.number)
            .putShort((short) kind.version)
            .putLong(object.length - HEADER);
    out.putInt(CHECKSUM_AT, checksum(object));
  }

  /**
   * The payload of an object that is what it should be.
   *
   * @throws ObjectStoreException OBJECT_DAMAGED naming the object otherwise
   */
  public static ByteBuffer open(Kind kind, String key, byte[] object) {
    ByteBuffer in = ByteBuffer.wrap(object).order(ByteOrder.LITTLE_ENDIAN);
    if (object.length < HEADER || in.getInt(0) != MAGIC) {
      throw ObjectStoreException.damaged(
          key,
          object.length >= HEADER && in.getInt(0) == ENCRYPTED
              ? "is encrypted; name the key service it was written with: docs/security/encryption.md"
              : "is not an object of this engine");
    }
    if (in.getLong(8) != object.length - HEADER) {
      throw ObjectStoreException.damaged(
          key, "has %d bytes, expected %d".formatted(object.length, in.getLong(8) + HEADER));
    }
    if (in.getInt(CHECKSUM_AT) != checksum(object)) {
      throw ObjectStoreException.damaged(
          key, "does not match its checksum; restore it from a backup");
    }
    checkHeader(kind, key, object);
    return in.position(HEADER).slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Checks magic, kind and version of an object whose checksum is verified elsewhere. */
  public static void checkHeader(Kind kind, String key, byte[] header) {
    ByteBuffer in = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
    if (in.getInt(0) != MAGIC || in.getShort(4) != kind.number) {
      throw ObjectStoreException.damaged(key, "is not a " + kind + " object");
    }
    if (in.getShort(6) != kind.version) {
      throw ObjectStoreException.damaged(
          key,
          "has format version %d, this release reads version %d; use a newer release"
              .formatted(in.getShort(6), kind.version));
    }
  }

  /** The same for an object that is mapped. */
  public static void checkHeader(Kind kind, String key, MemorySegment object) {
    checkHeader(kind, key, object.asSlice(0, HEADER).toArray(ValueLayout.JAVA_BYTE));
  }

  /** The payload's bytes; see {@link #open}. */
  public static byte[] openBytes(Kind kind, String key, byte[] object) {
    open(kind, key, object);
    return Arrays.copyOfRange(object, HEADER, object.length);
  }

  private static int checksum(byte[] object) {
    CRC32C crc = new CRC32C();
    crc.update(object, 0, CHECKSUM_AT);
    crc.update(object, HEADER, object.length - HEADER);
    return (int) crc.getValue();
  }
}
