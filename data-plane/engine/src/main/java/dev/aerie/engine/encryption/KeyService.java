package dev.aerie.engine.encryption;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;

/**
 * Keeps the key that data keys are wrapped with, and never gives it out. Thread-safe; calls block.
 *
 * <p>Failures are {@link EngineException}s: {@link ErrorCode#KEY_WITHDRAWN} when the key is gone or
 * may not be used, {@link ErrorCode#STORAGE_UNAVAILABLE} when the service can't be reached.
 */
public interface KeyService {
  /**
   * Wraps a data key.
   *
   * @param context what the key is for; has to be the same for {@link #unwrap}
   */
  WrappedKey wrap(byte[] dataKey, String context);

  /** The data key that was wrapped. */
  byte[] unwrap(WrappedKey wrapped, String context);

  /**
   * A data key as it may be stored.
   *
   * @param wrappedBy name of the key that it is wrapped with
   * @param text the wrapped key, in the form of its service
   */
  record WrappedKey(String wrappedBy, String text) {}
}
