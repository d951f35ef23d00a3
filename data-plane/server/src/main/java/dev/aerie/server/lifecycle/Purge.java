package dev.aerie.server.lifecycle;

import dev.aerie.engine.objectstore.ObjectStore;
import java.util.List;

/** Removes every object of a cluster. */
final class Purge {
  private final ObjectStore store;

  Purge(ObjectStore store) {
    this.store = store;
  }

  /** Removes all objects and returns how many there were. */
  int run() {
    List<String> names = store.list("", "");
    names.forEach(store::delete);
    return names.size();
  }
}
