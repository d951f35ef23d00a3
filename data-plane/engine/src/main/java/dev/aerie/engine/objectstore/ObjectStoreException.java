package dev.aerie.engine.objectstore;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;

/** A failure at one object; the message and {@link #key()} name it. */
public final class ObjectStoreException extends EngineException {
  private static final long serialVersionUID = 1L;

  private final String key;

  public ObjectStoreException(ErrorCode code, String key, String message, Throwable cause) {
    super(code, "object '" + key + "': " + message, cause);
    this.key = key;
  }

  public ObjectStoreException(ErrorCode code, String key, String message) {
    super(code, "object '" + key + "': " + message);
    this.key = key;
  }

  public static ObjectStoreException missing(String key) {
    return new ObjectStoreException(ErrorCode.OBJECT_MISSING, key, "does not exist");
  }

  public static ObjectStoreException damaged(String key, String what) {
    return new ObjectStoreException(ErrorCode.OBJECT_DAMAGED, key, what);
  }

  /** The key of the object. */
  public String key() {
    return key;
  }
}
