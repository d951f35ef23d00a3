package dev.aerie.server.job;

import java.util.Map;

/** Makes a new data key for what is written from now on; what was written keeps its own. */
final class RotateDataKey implements Job {
  @Override
  public Object run(Storages storages, Options options) {
    options.requireNoMore();
    return Map.of("dataKey", storages.rotateDataKey());
  }
}
