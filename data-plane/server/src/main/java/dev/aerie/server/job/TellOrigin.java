package dev.aerie.server.job;

import dev.aerie.engine.bootstrap.Origin;
import dev.aerie.engine.objectstore.ObjectStore;
import java.util.Optional;

/** Tells where the first content of the cluster's storage came from, if it was filled. */
final class TellOrigin implements Job {
  private record Told(Optional<Origin> origin) {}

  @Override
  public Object run(Storages storages, Options options) {
    options.requireNoMore();
    try (ObjectStore store = storages.cluster()) {
      return new Told(Origin.of(store));
    }
  }
}
