package dev.aerie.engine.replica;

import dev.aerie.engine.epoch.Epoch;
import dev.aerie.engine.epoch.EpochStore;
import dev.aerie.engine.epoch.Lease;
import dev.aerie.engine.objectstore.LocalObjectStore;
import java.nio.file.Path;
import java.util.UUID;

/** What a writer leaves that ended without a word. */
final class EpochLeft {
  private EpochLeft() {}

  static void behind(Path folder, String podName) {
    EpochStore epochs = new EpochStore(new LocalObjectStore(folder.resolve("objects")));
    epochs.claim(new Epoch(1, podName, podName + ":19530", UUID.randomUUID(), 0));
    epochs.renew(new Lease(1, 5, false));
  }
}
