package dev.aerie.engine.bootstrap;

import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.format.Envelope;
import dev.aerie.engine.format.Json;
import dev.aerie.engine.objectstore.ObjectStore;
import dev.aerie.engine.objectstore.ObjectStoreException;
import java.util.Optional;

/**
 * Where the first content of a store came from; in the store once that is complete.
 *
 * @param storage URI of the store it was taken from
 * @param backup name of the backup there
 * @param timestamp hybrid: the writes there up to here are in it
 * @param branch whether segments were left there, to be read from there
 */
public record Origin(String storage, String backup, long timestamp, boolean branch) {
  /** Where it lies. */
  public static final String KEY = "origin";

  /** The origin of a store's content; empty if it began empty. */
  public static Optional<Origin> of(ObjectStore store) {
    try {
      byte[] json = Envelope.openBytes(Envelope.Kind.ORIGIN, KEY, store.get(KEY));
      return Optional.of(Json.read(KEY, json, Origin.class));
    } catch (ObjectStoreException e) {
      if (e.code() == ErrorCode.OBJECT_MISSING) {
        return Optional.empty();
      }
      throw e;
    }
  }

  void write(ObjectStore store) {
    store.put(KEY, Envelope.seal(Envelope.Kind.ORIGIN, Json.write(this)));
  }
}
