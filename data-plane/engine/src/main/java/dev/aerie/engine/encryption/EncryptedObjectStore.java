package dev.aerie.engine.encryption;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.objectstore.ForwardingObjectStore;
import dev.aerie.engine.objectstore.ObjectStore;
import dev.aerie.engine.objectstore.ObjectStoreException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;

/**
 * Encrypts every object on its way to another store. An object begins with magic {@code AERX},
 * version and the number of its data key, 16 bytes; its name is bound to it, so one that was moved
 * is refused as a tampered one is. Ranges are read without the rest. Thread-safe.
 *
 * <p>Beside what the other store throws: {@link ErrorCode#KEY_WITHDRAWN}, naming key and object.
 */
public final class EncryptedObjectStore extends ForwardingObjectStore {
  private static final int HEADER = 16;
  private static final int MAGIC = 0x41455258;
  private static final int VERSION = 1;

  private final DataKeys keys;

  public EncryptedObjectStore(ObjectStore store, DataKeys keys) {
    super(store);
    this.keys = keys;
  }

  @Override
  public void put(String key, byte[] content) {
    store.put(key, encrypt(key, content));
  }

  @Override
  public boolean putIfAbsent(String key, byte[] content) {
    return store.putIfAbsent(key, encrypt(key, content));
  }

  @Override
  public byte[] get(String key) {
    byte[] object = store.get(key);
    ObjectCipher cipher = cipher(key, object);
    return opened(key, () -> cipher.decrypt(object, HEADER, name(key)));
  }

  @Override
  public byte[] getRange(String key, long offset, int length) {
    if (length == 0) {
      return new byte[0];
    }
    byte[] ours = store.getRange(key, 0, HEADER);
    ObjectCipher cipher = cipher(key, ours);
    byte[] header = store.getRange(key, HEADER, cipher.headerBytes());
    ObjectCipher.Window window = cipher.window(offset, length);
    byte[] encrypted = store.getRange(key, HEADER + window.offset(), window.bytes() + 1);
    return opened(key, () -> cipher.decrypt(header, window, encrypted, offset, length, name(key)));
  }

  private byte[] encrypt(String key, byte[] content) {
    long number = keys.newest();
    ObjectCipher cipher = cipher(key, number);
    ByteArrayOutputStream out =
        new ByteArrayOutputStream(content.length + content.length / 1024 + 128);
    out.writeBytes(
        ByteBuffer.allocate(HEADER).putInt(MAGIC).putInt(VERSION).putLong(number).array());
    try {
      cipher.encrypt(content, name(key), out);
    } catch (GeneralSecurityException | IOException e) {
      throw new ObjectStoreException(ErrorCode.INTERNAL, key, "can't be encrypted: " + e, e);
    }
    return out.toByteArray();
  }

  private ObjectCipher cipher(String key, byte[] object) {
    ByteBuffer header = ByteBuffer.wrap(Arrays.copyOf(object, HEADER));
    if (header.getInt() != MAGIC) {
      throw ObjectStoreException.damaged(
          key, "is not encrypted, though this cluster's objects are");
    }
    int version = header.getInt();
    if (version != VERSION) {
      throw ObjectStoreException.damaged(
          key, "has encryption version %d, this release reads %d".formatted(version, VERSION));
    }
    return cipher(key, header.getLong());
  }

  private ObjectCipher cipher(String key, long number) {
    try {
      return keys.cipher(number);
    } catch (EngineException e) {
      throw new ObjectStoreException(
          e.code(), key, "data key %d can't be had: %s".formatted(number, e.getMessage()), e);
    }
  }

  private static byte[] opened(String key, Decryption decryption) {
    try {
      return decryption.run();
    } catch (GeneralSecurityException | IOException e) {
      throw new ObjectStoreException(
          ErrorCode.OBJECT_DAMAGED,
          key,
          "was changed, cut or moved since it was encrypted; restore it from a backup",
          e);
    }
  }

  private static byte[] name(String key) {
    return key.getBytes(StandardCharsets.UTF_8);
  }

  private interface Decryption {
    byte[] run() throws GeneralSecurityException, IOException;
  }
}
