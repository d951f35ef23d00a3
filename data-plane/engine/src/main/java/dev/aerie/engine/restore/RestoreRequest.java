package dev.aerie.engine.restore;

import dev.aerie.engine.bootstrap.Chosen;
import java.util.Map;

/**
 * Asks for collections of a backup beside those that the cluster has.
 *
 * @param backup a backup in the cluster's own store
 * @param names new names by {@code database/collection}; empty for all collections as they were
 *     called
 */
public record RestoreRequest(String backup, Map<String, String> names) {
  public RestoreRequest {
    names = Map.copyOf(names);
  }

  Chosen chosen() {
    return Chosen.of(names);
  }
}
