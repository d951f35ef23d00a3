package dev.aerie.engine.bootstrap;

import dev.aerie.engine.encryption.Encryption;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.objectstore.ObjectStore;
import dev.aerie.engine.objectstore.ObjectStores;
import java.net.URI;
import java.util.Optional;

/** Opens the store of a cluster; a branch's together with those of its parents. */
public final class ClusterStores {
  private ClusterStores() {}

  /**
   * Opens the store a URI names.
   *
   * @param accessKey and {@code secretKey} are for S3, of parents as well; empty to take them from
   *     the environment
   * @throws EngineException as {@link ObjectStores#open} does
   */
  public static ObjectStore open(URI uri, String accessKey, String secretKey) {
    return open(uri, accessKey, secretKey, Encryption.NONE);
  }

  /** Opens a store whose objects are encrypted; its parents' are by the same key service. */
  public static ObjectStore open(
      URI uri, String accessKey, String secretKey, Encryption encryption) {
    ObjectStore own = encryption.over(ObjectStores.open(uri, accessKey, secretKey));
    Optional<Origin> parent = Origin.of(own).filter(Origin::branch);
    return parent.isEmpty()
        ? own
        : new BranchStore(
            own, open(URI.create(parent.get().storage()), accessKey, secretKey, encryption));
  }

  /** A branch's own store and its parent's, as one; closing it closes both. */
  public static ObjectStore branch(ObjectStore own, ObjectStore parent) {
    return new BranchStore(own, parent);
  }
}
