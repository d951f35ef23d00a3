package dev.aerie.server.job;

import dev.aerie.engine.Engine;
import dev.aerie.engine.backup.Backup;
import dev.aerie.engine.bootstrap.Chosen;
import dev.aerie.engine.bootstrap.ClusterStores;
import dev.aerie.engine.bootstrap.Drill;
import dev.aerie.engine.bootstrap.Hold;
import dev.aerie.engine.bootstrap.Restore;
import dev.aerie.engine.objectstore.LocalObjectStore;
import dev.aerie.engine.objectstore.ObjectStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Clock;

/**
 * A drill: restores a backup into a scratch storage and compares that with the backup read in
 * place, through a branch. The scratch storage is empty again afterwards.
 */
final class Verify implements Job {
  private final Clock clock;

  Verify(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Object run(Storages storages, Options options) {
    String from = options.required("--from");
    String name = options.required("--backup");
    options.requireNoMore();
    try (ObjectStore scratch = storages.cluster();
        ObjectStore source = storages.source(from)) {
      Hold hold = new Hold(source, clock);
      String holder = holder(name);
      try {
        Backup backup = hold.within(name, holder);
        scratch.list("", "").forEach(scratch::delete);
        return compare(source, scratch, from, backup);
      } finally {
        scratch.list("", "").forEach(scratch::delete);
        hold.release(holder);
      }
    }
  }

  /** As whom the drill of a backup holds it. */
  static String holder(String backup) {
    return "verify-" + backup;
  }

  private Drill.Result compare(
      ObjectStore source, ObjectStore scratch, String from, Backup backup) {
    new Restore(source, from, scratch, clock).copy(backup, Chosen.all());
    try (ObjectStore branch = branch(source, from, backup);
        Engine original = TemporaryEngine.open(branch);
        Engine restored = TemporaryEngine.open(scratch)) {
      return new Drill(original, restored).run();
    }
  }

  private ObjectStore branch(ObjectStore source, String from, Backup backup) {
    try {
      ObjectStore own = new LocalObjectStore(Files.createTempDirectory("aerie-drill"));
      new Restore(source, from, own, clock).branch(backup, Chosen.all());
      return ClusterStores.branch(own, source);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
