package dev.aerie.engine.epoch;

import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.format.Envelope;
import dev.aerie.engine.format.Json;
import dev.aerie.engine.objectstore.ObjectStore;
import dev.aerie.engine.objectstore.ObjectStoreException;
import java.util.List;
import java.util.Optional;

/** Epochs and leases in the object store. Thread-safe. */
public final class EpochStore {
  private static final String EPOCHS = "epoch/";

  private final ObjectStore store;

  public EpochStore(ObjectStore store) {
    this.store = store;
  }

  /** The newest epoch; {@link Epoch#NONE} if nobody has claimed one. */
  public Epoch newest() {
    List<String> keys = store.list(EPOCHS, "");
    return keys.isEmpty() ? Epoch.NONE : read(keys.getLast());
  }

  /**
   * The newest epoch, knowing one already. Each is claimed as the one after the newest, so that a
   * read of the next tells whether there is any: object stores charge far less for it than for a
   * listing, and this is asked many times a minute.
   */
  public Epoch newest(Epoch known) {
    return known.number() > 0 && find(known.number() + 1).isEmpty() ? known : newest();
  }

  /** Claims an epoch; false if another replica was first. */
  public boolean claim(Epoch epoch) {
    return store.putIfAbsent(
        key(epoch.number()), Envelope.seal(Envelope.Kind.EPOCH, Json.write(epoch)));
  }

  /** Shows that the holder of an epoch is alive, or has stopped. */
  public void renew(Lease lease) {
    store.put(leaseKey(lease.epoch()), Envelope.seal(Envelope.Kind.LEASE, Json.write(lease)));
  }

  /** The lease of an epoch; empty before its first beat. */
  public Optional<Lease> lease(long epoch) {
    String key = leaseKey(epoch);
    try {
      byte[] json = Envelope.openBytes(Envelope.Kind.LEASE, key, store.get(key));
      return Optional.of(Json.read(key, json, Lease.class));
    } catch (ObjectStoreException e) {
      if (e.code() == ErrorCode.OBJECT_MISSING) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private Optional<Epoch> find(long number) {
    try {
      return Optional.of(read(key(number)));
    } catch (ObjectStoreException e) {
      if (e.code() == ErrorCode.OBJECT_MISSING) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private Epoch read(String key) {
    return Json.read(
        key, Envelope.openBytes(Envelope.Kind.EPOCH, key, store.get(key)), Epoch.class);
  }

  private static String key(long number) {
    return EPOCHS + "%010d".formatted(number);
  }

  private static String leaseKey(long number) {
    return "lease/%010d".formatted(number);
  }
}
